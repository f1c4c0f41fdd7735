"""Lines of the table that a measure prints."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was done, what came of it, and whether that is what we promise."""

    done: str
    found: str
    good: bool


def shown(rows: Iterable[Row]) -> str:
    """A Markdown table, ready for the README."""
    lines = ["| épreuve | résultat |", "| --- | --- |"]
    lines += [f"| {row.done} | {row.found}{'' if row.good else ' **(défaut)**'} |" for row in rows]
    return "\n".join(lines)

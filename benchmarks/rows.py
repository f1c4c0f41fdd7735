"""Rows of the table printed by a benchmark."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was done, the result, and whether it meets our targets."""

    done: str
    found: str
    good: bool


def shown(rows: Iterable[Row]) -> str:
    """Return a Markdown table for ``benchmarks/README.md``."""
    lines = ["| épreuve | résultat |", "| --- | --- |"]
    lines += [f"| {row.done} | {row.found}{'' if row.good else ' **(défaut)**'} |" for row in rows]
    return "\n".join(lines)

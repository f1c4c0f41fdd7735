"""Rows of the table printed by a benchmark, and the file that keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_README = Path(__file__).with_name("README.md")


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


def publish(mark: str, table: str) -> None:
    """Write a table into ``benchmarks/README.md``, between the marks of a command."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    text = _README.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    _README.write_text(f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}", encoding="utf-8")

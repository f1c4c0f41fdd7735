"""CSV output in two dialects: plain CSV for programs, and one that French spreadsheets open."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from foundation.spreadsheets import guarded

Value = float | str | None


class Format(NamedTuple):
    """A CSV dialect; ``mark`` is the prefix of the file (a BOM or nothing)."""

    separator: str
    decimal_mark: str
    mark: str


FORMATS = {"csv": Format(",", ".", ""), "excel.csv": Format(";", ",", "\ufeff")}


def csv_text(
    form: Format, rows: Iterable[Sequence[Value]], digits: Callable[[float], str] = repr
) -> str:
    """Render rows as CSV: text is escaped against formula injection, and None is an empty cell.

    ``digits`` formats a number with a decimal point.

    >>> csv_text(FORMATS["excel.csv"], [("Coton", 1.5, None), ("=1+1", -3, "")])
    "\\ufeffCoton;1,5;\\r\\n'=1+1;-3;\\r\\n"
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=form.separator, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value, form, digits) for value in row])
    return form.mark + buffer.getvalue()


def _cell(value: Value, form: Format, digits: Callable[[float], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return digits(value).replace(".", form.decimal_mark)

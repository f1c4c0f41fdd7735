"""A data set as a file: CSV, and the CSV that a French spreadsheet opens with a double click."""

import csv
import io
import math
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from foundation.spreadsheets import guarded
from scoring.web.explorer.columns import Column, Kind, SubTable
from scoring.web.explorer.tables import Table, text_of
from scoring.web.labels import yes_or_no


class Format(NamedTuple):
    """How a file is written; ``mark`` is what it starts with."""

    separator: str
    decimal_mark: str
    mark: str


FORMATS = {"csv": Format(",", ".", ""), "excel.csv": Format(";", ",", "\ufeff")}


def write_csv(table: Table, form: Format) -> str:
    """The columns that the caller is served, one record a line."""
    kept = [
        (index, column)
        for index, column in enumerate(table.columns)
        if column.kind is not Kind.ACTION and not table.is_masked(column)
    ]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=form.separator, lineterminator="\r\n")
    writer.writerow([_header(table, column) for _index, column in kept])
    for row in table.rows:
        writer.writerow([_cell(row.values[index], form) for index, _column in kept])
    return form.mark + buffer.getvalue()


def _header(table: Table, column: Column) -> str:
    """The column's name, its unit, and the word that an indicative figure never goes without."""
    notes = [str(column.unit)] if column.unit else []
    if table.is_indicative(column):
        notes.append(_("indicatif"))
    return f"{column.label} ({', '.join(notes)})" if notes else str(column.label)


def _cell(value: Any, form: Format) -> str:
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, SubTable):
        return guarded(" | ".join(_line(row, form) for row in value.rows))
    return guarded(text_of(value))


def _number(value: float, form: Format) -> str:
    """All the digits of a figure; one that is not finite is left empty."""
    if not math.isfinite(value):
        return ""
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return text.replace(".", form.decimal_mark)


def _line(row: tuple[Any, ...], form: Format) -> str:
    name, *figures = row
    written = ("N/A" if figure is None else _number(figure, form) for figure in figures)
    return f"{name} : {' / '.join(written)}"

"""A data set as a file."""

import math
from typing import Any

from foundation.csv_files import Format, Value, csv_text
from scoring.web.explorer.columns import Column, ColumnKind, SubTable
from scoring.web.explorer.tables import ShownTable, text_of
from scoring.web.labels import yes_or_no


def write_csv(table: ShownTable, form: Format) -> str:
    """The columns that the caller may see, one record per line."""
    kept = [
        (index, column)
        for index, column in enumerate(table.columns)
        if column.kind is not ColumnKind.ACTION and not table.is_masked(column)
    ]
    header = [_header(table, column) for _index, column in kept]
    records = ([_cell(row.values[index], form) for index, _column in kept] for row in table.rows)
    return csv_text(form, [header, *records], _digits)


def _header(table: ShownTable, column: Column) -> str:
    """The column's name, its unit, and the mark that a figure must have if it is not official."""
    notes = [str(column.unit)] if column.unit else []
    if mark := table.mark(column):
        notes.append(mark)
    return f"{column.label} ({', '.join(notes)})" if notes else str(column.label)


def _cell(value: Any, form: Format) -> Value:
    """A finite figure (empty if not finite), or a text."""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, int | float):
        return value if math.isfinite(value) else None
    if isinstance(value, SubTable):
        return " | ".join(_line(row, form) for row in value.rows)
    return text_of(value)


def _digits(value: float) -> str:
    """All the digits of a figure."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _line(row: tuple[Any, ...], form: Format) -> str:
    name, *figures = row
    written = (
        "N/A" if figure is None else _digits(figure).replace(".", form.decimal_mark)
        for figure in figures
    )
    return f"{name} : {' / '.join(written)}"

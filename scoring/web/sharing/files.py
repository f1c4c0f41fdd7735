"""Figures as files to download: CSV for spreadsheets and programs, JSON for programs."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from django.http import HttpResponse

from foundation.spreadsheets import guarded
from scoring.answers.spreadsheet import CONTENT_TYPE
from scoring.web.explorer.downloads import FORMATS, Format

_LONGEST_NAME = 60

Value = float | str | None


def csv_file(
    form: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    """A CSV file in one of the ``FORMATS``; figures keep their full precision."""
    shape = FORMATS[form]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=shape.separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value, shape) for value in row] for row in rows)
    return _attachment(
        (shape.mark + text.getvalue()).encode(), "text/csv; charset=utf-8", f"{name}.csv"
    )


def json_file(name: str, data: Any) -> HttpResponse:
    """A JSON file; a figure that is not finite is null."""
    body = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    return _attachment(body, "application/json", f"{name}.json")


def workbook_file(name: str, body: bytes) -> HttpResponse:
    """A spreadsheet with live formulas."""
    return _attachment(body, CONTENT_TYPE, f"{name}.xlsx")


def file_name(text: str) -> str:
    """A name for a file that any system takes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-") or "simulation"


def _cell(value: Value, shape: Format) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return repr(value).replace(".", shape.decimal_mark)


def _attachment(body: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        body,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )

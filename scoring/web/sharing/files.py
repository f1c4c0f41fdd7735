"""Figures as files to download: CSV for spreadsheets and programs, JSON for programs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from django.http import HttpResponse

from foundation.csv_files import FORMATS, Value, csv_text
from scoring.answers.spreadsheet import CONTENT_TYPE

_LONGEST_NAME = 60


def csv_file(form: str, name: str, rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A CSV file in one of the ``FORMATS``; figures keep their full precision."""
    body = csv_text(FORMATS[form], rows).encode()
    return _attachment(body, "text/csv; charset=utf-8", f"{name}.csv")


def json_file(name: str, data: Any) -> HttpResponse:
    """A JSON file; non-finite figures become null."""
    body = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    return _attachment(body, "application/json", f"{name}.json")


def workbook_file(name: str, body: bytes) -> HttpResponse:
    """A spreadsheet with live formulas."""
    return _attachment(body, CONTENT_TYPE, f"{name}.xlsx")


def file_name(text: str) -> str:
    """A file name that is valid on any system."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-") or "simulation"


def _attachment(body: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        body,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )

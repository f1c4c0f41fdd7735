"""Content types of the catalogue files that are written (api.md 6.3)."""

from scoring.answers.spreadsheet import CONTENT_TYPE as XLSX_TYPE
from scoring.catalogue import forms

__all__ = ["CSV_TYPE", "JSON_TYPE", "LINES_TYPE", "PARQUET_TYPE", "WRITTEN", "XLSX_TYPE"]

CSV_TYPE = "text/csv"
JSON_TYPE = "application/json"
LINES_TYPE = "application/x-ndjson"
PARQUET_TYPE = "application/vnd.apache.parquet"
# The content type and file extension of each format.
WRITTEN: dict[str, tuple[str, str]] = {
    forms.CSV: (f"{CSV_TYPE}; charset=utf-8", "csv"),
    forms.SPREADSHEET_CSV: (f"{CSV_TYPE}; charset=utf-8", "csv"),
    forms.PORTAL_RESULT: (f"{CSV_TYPE}; charset=utf-8", "csv"),
    forms.PORTAL_FILE: (f"{CSV_TYPE}; charset=utf-8", "csv"),
    forms.XLSX: (XLSX_TYPE, "xlsx"),
    forms.JSON: (JSON_TYPE, "json"),
    forms.JSON_LINES: (LINES_TYPE, "jsonl"),
    forms.PARQUET: (PARQUET_TYPE, "parquet"),
}

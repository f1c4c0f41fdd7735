"""File formats, and how to detect them (catalogue.md 2.1)."""

from pathlib import PurePath
from typing import Final

CSV: Final = "csv"
XLSX: Final = "xlsx"
JSON_LINES: Final = "jsonl"
JSON: Final = "json"
PARQUET: Final = "parquet"
# Readable formats; the separator of a text file is detected from its header.
READ: Final = (CSV, XLSX, JSON_LINES, JSON, PARQUET)

# Formats that are only written: CSV for French spreadsheets, and the portal's results file.
SPREADSHEET_CSV: Final = "csv-tableur"
PORTAL_RESULT: Final = "portail"
# The portal's own input file, with the scores filled in.
PORTAL_FILE: Final = "portail-depot"
WRITTEN: Final = (*READ, SPREADSHEET_CSV, PORTAL_RESULT, PORTAL_FILE)

_OF_ENDING: Final = {
    ".csv": CSV,
    ".tsv": CSV,
    ".txt": CSV,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".json": JSON,
    ".parquet": PARQUET,
    ".pq": PARQUET,
}
_OF_START: Final = ((b"PK\x03\x04", XLSX), (b"PAR1", PARQUET), (b"[", JSON), (b"{", JSON_LINES))


def form_of_name(name: str) -> str | None:
    """The format that a file name's extension indicates, else None.

    >>> form_of_name("catalogue.CSV"), form_of_name("-")
    ('csv', None)
    """
    return _OF_ENDING.get(PurePath(name).suffix.lower())


def form_of_start(start: bytes) -> str:
    """The format that the first bytes indicate; delimited text if nothing else matches."""
    seen = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, form in _OF_START:
        if seen.startswith(mark):
            return form
    return CSV

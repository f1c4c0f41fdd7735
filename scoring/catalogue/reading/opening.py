"""Opens a file of any readable format (catalogue.md 2.1)."""

from typing import Any, BinaryIO, cast

from scoring.answers.sector import Sector
from scoring.catalogue import forms
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.grouping import joined
from scoring.catalogue.reading.delimited import open_delimited
from scoring.catalogue.reading.headers import refuse_columns
from scoring.catalogue.reading.json_files import open_json, open_json_lines
from scoring.catalogue.reading.parquet import open_parquet
from scoring.catalogue.reading.streams import with_start
from scoring.catalogue.reading.workbook import LARGEST_UNPACKED, open_workbook
from scoring.catalogue.rows import Rows


def open_rows(
    stream: BinaryIO,
    form: str | None = None,
    *,
    sector: Sector[Any, Any, Any],
    largest_unpacked: int = LARGEST_UNPACKED,
) -> Rows:
    """The rows of a file, in one of ``forms.READ``, or in the format detected from its start.

    The header is read immediately and the rows lazily: the stream must stay open until then.
    ``largest_unpacked`` limits the uncompressed size in bytes of a spreadsheet, or of a row group
    of Parquet. Raises ``UnusableInput`` for a file that cannot be read or lacks required columns;
    iterating may raise it as well, after the rows that precede the error.
    """
    source = stream
    if form is None:
        start, source = _with_start(stream)
        form = forms.form_of_start(start)
    if form == forms.JSON_LINES:
        return open_json_lines(source)
    if form == forms.JSON:
        return open_json(source)
    if form == forms.PARQUET:
        return joined(open_parquet(source, sector, largest=largest_unpacked))
    if form not in forms.READ:
        raise UnusableInput(f"Le format « {form} » ne se lit pas ({', '.join(forms.READ)}).")
    refuse_columns(sector)
    if form == forms.XLSX:
        return joined(open_workbook(source, sector, largest=largest_unpacked))
    return joined(open_delimited(source, sector))


def _with_start(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    if stream.seekable():
        place = stream.tell()
        start = stream.read(64)
        stream.seek(place)
        return start, stream
    start, whole = with_start(stream)
    return start, cast(BinaryIO, whole)

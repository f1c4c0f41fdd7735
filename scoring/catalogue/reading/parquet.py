"""Parquet: columns as in other files, or nested like the JSON (catalogue.md 2.10)."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from scoring.answers.sector import Sector
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.forms import PARQUET
from scoring.catalogue.reading.extras import needed
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.rows import Row, Rows

_AT_ONCE: Final = 1000


def open_parquet(stream: BinaryIO, sector: Sector[Any, Any, Any]) -> Rows:
    """The rows of a file, a few at a time. Raises ``UnusableInput``."""
    needed("pyarrow", "parquet", "les fichiers Parquet")
    parquet = needed("pyarrow.parquet", "parquet", "les fichiers Parquet")
    source: Any = stream
    if not stream.seekable():
        source = io.BytesIO(stream.read())
    try:
        file = parquet.ParquetFile(source)
        header = list(file.schema_arrow.names)
    except Exception as error:
        raise UnusableInput(f"Le fichier Parquet est illisible ({type(error).__name__}).") from None
    rows = Rows(PARQUET, None, ())
    rows.layout = layout_for(header, sector, rows.notes)
    return rows.follow(_rows(file))


def _rows(file: Any) -> Iterator[Row]:
    line = 0
    try:
        for batch in file.iter_batches(batch_size=_AT_ONCE, use_threads=False):
            columns = [column.to_pylist() for column in batch.columns]
            for cells in zip(*columns, strict=True):
                line += 1
                yield Row(line, cells)
    except OSError as error:
        raise UnusableInput(
            f"Le fichier Parquet est illisible après la ligne {line} ({type(error).__name__})."
        ) from None

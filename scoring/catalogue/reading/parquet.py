"""Parquet: flat columns, or nested ones with the structure of the JSON (catalogue.md 2.10).

A text that a file holds once may stand in all its rows: columns are read as the dictionaries that
they are, each text is made once for some rows, and nested values one row at a time, so that memory
follows the size of the file.
"""

import io
from collections.abc import Iterable, Iterator
from operator import methodcaller
from typing import Any, BinaryIO, Final

from scoring.answers.sector import Sector
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.forms import PARQUET
from scoring.catalogue.reading.extras import needed
from scoring.catalogue.reading.headers import layout_for
from scoring.catalogue.rows import Row, Rows

_AT_ONCE: Final = 1000
_AS_PYTHON: Final = methodcaller("as_py")


def open_parquet(stream: BinaryIO, sector: Sector[Any, Any, Any], *, largest: int) -> Rows:
    """The rows of a Parquet file, streamed.

    Raises ``UnusableInput`` for an invalid file, or one with a row group that decompresses to more
    than ``largest`` bytes.
    """
    needed("pyarrow", "parquet", "les fichiers Parquet")
    parquet = needed("pyarrow.parquet", "parquet", "les fichiers Parquet")
    source: Any = stream
    if not stream.seekable():
        source = io.BytesIO(stream.read())
    try:
        file = parquet.ParquetFile(source)
        header = list(file.schema_arrow.names)
        file = parquet.ParquetFile(source, metadata=file.metadata, read_dictionary=_texts(file))
        size = max(map(_unpacked, _groups(file)), default=0)
    except Exception as error:
        raise UnusableInput(f"Le fichier Parquet est illisible ({type(error).__name__}).") from None
    if size > largest:
        raise UnusableInput(
            f"Ce fichier Parquet a un groupe de lignes de {size >> 20} Mo une fois ouvert, plus "
            f"que les {largest >> 20} acceptés : écrivez-le par groupes plus petits."
        )
    rows = Rows(PARQUET, None, ())
    rows.layout = layout_for(header, sector, rows.notes)
    return rows.follow(_rows(file))


def _rows(file: Any) -> Iterator[Row]:
    line = 0
    types = needed("pyarrow.types", "parquet", "les fichiers Parquet")
    try:
        for batch in file.iter_batches(batch_size=_AT_ONCE, use_threads=False):
            columns = [_cells_of(column, types) for column in batch.columns]
            for cells in zip(*columns, strict=True):
                line += 1
                yield Row(line, cells)
    except OSError as error:
        raise UnusableInput(
            f"Le fichier Parquet est illisible après la ligne {line} ({type(error).__name__})."
        ) from None


def _cells_of(column: Any, types: Any) -> Iterable[Any]:
    """The cells of a column, for some rows.

    Making them all at once takes a twentieth of the time of one after the other; nested ones may
    repeat a text in each row.
    """
    if types.is_dictionary(column.type):
        return _words_of(column)
    return map(_AS_PYTHON, column) if types.is_nested(column.type) else column.to_pylist()


def _words_of(column: Any) -> Iterable[Any]:
    """The cells of a column that is a dictionary: those that are alike are one object."""
    places, words = column.indices.to_pylist(), column.dictionary
    if len(words) <= len(places):
        known = dict(enumerate(words.to_pylist()))
    else:
        # The dictionary is that of many more rows.
        used = set(places) - {None}
        known = {place: words[place].as_py() for place in used}
    return map(known.get, places)


def _texts(file: Any) -> list[str]:
    """The paths of the text columns, nested ones included."""
    columns = [file.schema.column(place) for place in range(len(file.schema))]
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]


def _groups(file: Any) -> Iterator[Any]:
    return map(file.metadata.row_group, range(file.metadata.num_row_groups))


def _unpacked(group: Any) -> int:
    return int(group.total_byte_size)

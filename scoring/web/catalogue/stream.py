"""The rows of a catalogue as the page's script takes them: lines of JSON, while they are scored.

The first line tells the columns and how many rows there are, the last one holds the summary.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from django.utils.translation import get_language, override

from scoring.answers.json_text import dumps
from scoring.catalogue.faults import Remark
from scoring.catalogue.results import Result
from scoring.catalogue.rows import Row, Rows
from scoring.catalogue.vocabulary.layout import Layout
from scoring.web.catalogue.summary import Overview
from scoring.web.catalogue.tables import row_record
from scoring.web.refusals import shown


class Remembering:
    """Rows that leave what cannot be found again of each: its fault, its remarks."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.read: dict[int, tuple[str, Sequence[Remark]]] = {}

    def rows(self) -> Rows:
        """The same rows; what is remembered of one is to be taken once it is scored."""
        source = self._rows
        copy = Rows(source.form, source.layout, ())
        copy.separator = source.separator
        copy.notes = source.notes
        return copy.follow(map(self._kept, enumerate(source)))

    def take(self, index: int) -> tuple[str, Sequence[Remark]]:
        """What was remembered of a row."""
        return self.read.pop(index, ("", ()))

    def _kept(self, numbered: tuple[int, Row]) -> Row:
        index, row = numbered
        if row.fault or row.remarks:
            self.read[index] = (row.fault, row.remarks)
        return row


class LinesRenderer:
    """One line a row, and the head before them."""

    def __init__(self, head: dict[str, Any], remembered: Remembering, overview: Overview) -> None:
        self._head = head
        self._remembered = remembered
        self._overview = overview
        # Rows are rendered while the answer is sent, when its request is over.
        self._language = get_language() or "fr"

    def head(self) -> bytes:
        """What is known of the file."""
        return dumps(self._head) + b"\n"

    def render(self, results: Iterable[Result]) -> bytes:
        """The rows, which are counted on the way."""
        found = list(results)
        self._overview.count(found)
        with override(self._language):
            return b"".join(map(self._line, found))

    def _line(self, result: Result) -> bytes:
        fault, remarks = self._remembered.take(result.index)
        return dumps(row_record(result, remarks, fault)) + b"\n"


class LinesSink:
    """Lines one after the other; the last one is made once all rows are counted."""

    def __init__(self, stream: BinaryIO, head: bytes, last: Callable[[], dict[str, Any]]) -> None:
        self._stream = stream
        self._last = last
        stream.write(head)

    def write(self, rendered: bytes, count: int) -> None:
        """Add lines."""
        self._stream.write(rendered)

    def close(self) -> None:
        """Write the last line."""
        self._stream.write(dumps(self._last()) + b"\n")


def head_of(rows: Rows, count: int, notes: Sequence[str]) -> dict[str, Any]:
    """The first line: the columns, which of them are read, and what to know of the file."""
    layout = rows.layout
    return {
        "count": count,
        "separator": rows.separator,
        "vocabulary": "json" if layout is None else layout.vocabulary,
        "header": None if layout is None else layout.header,
        "read": _read(layout),
        "notes": list(map(shown, notes)),
    }


def _read(layout: Layout | None) -> list[bool]:
    if layout is None:
        return []
    known = set(layout.places.values())
    return [place in known for place in range(len(layout.header))]

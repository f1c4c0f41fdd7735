"""Streams the scored rows of a catalogue to the page's script, as lines of JSON.

The first line describes the columns and the number of rows, the last one holds the summary.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from django.utils.translation import get_language, override

from scoring.answers.json_text import dumps
from scoring.catalogue.reading.tables import Remembering
from scoring.catalogue.results import Result
from scoring.catalogue.rows import Rows
from scoring.catalogue.vocabulary.layout import Layout
from scoring.web.catalogue.summary import Overview
from scoring.web.catalogue.tables import row_record
from scoring.web.refusals import shown


class LinesRenderer:
    """One line per row, after the first line."""

    def __init__(self, head: dict[str, Any], remembered: Remembering, overview: Overview) -> None:
        self._head = head
        self._remembered = remembered
        self._overview = overview
        # Rows are rendered while the answer is sent, when its request is over.
        self._language = get_language() or "fr"

    def head(self) -> bytes:
        """The first line."""
        return dumps(self._head) + b"\n"

    def render(self, results: Iterable[Result]) -> bytes:
        """The rows, which are also counted."""
        found = list(results)
        self._overview.count(found)
        with override(self._language):
            return b"".join(map(self._line, found))

    def _line(self, result: Result) -> bytes:
        fault, remarks = self._remembered.take(result.index)
        return dumps(row_record(result, remarks, fault)) + b"\n"


class LinesSink:
    """Writes lines; the last one is computed after all rows were counted."""

    def __init__(self, stream: BinaryIO, head: bytes, last: Callable[[], dict[str, Any]]) -> None:
        self._stream = stream
        self._last = last
        stream.write(head)

    def write(self, rendered: bytes, count: int) -> None:
        """Write lines."""
        self._stream.write(rendered)

    def close(self) -> None:
        """Write the last line."""
        self._stream.write(dumps(self._last()) + b"\n")


def head_of(
    rows: Rows, count: int, notes: Sequence[str], help_of: Callable[[str], str]
) -> dict[str, Any]:
    """The first line: the columns, which of them are used, and messages about the file.

    ``help_of`` gives the address that tells about a column by its key, "" if there is none.
    """
    layout = rows.layout
    return {
        "count": count,
        "separator": rows.separator,
        "vocabulary": "json" if layout is None else layout.vocabulary,
        "header": None if layout is None else layout.header,
        "read": _read(layout),
        "help": {} if layout is None else _helps(layout, help_of),
        "notes": list(map(shown, notes)),
    }


def _read(layout: Layout | None) -> list[bool]:
    if layout is None:
        return []
    known = set(layout.places.values())
    return [place in known for place in range(len(layout.header))]


def _helps(layout: Layout, help_of: Callable[[str], str]) -> dict[str, str]:
    """What tells about the columns that are fields of the method, by their positions."""
    found = {str(place): help_of(key) for key, place in layout.places.items()}
    return {place: address for place, address in found.items() if address}

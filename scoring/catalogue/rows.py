"""Rows as read from a file, before they are parsed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scoring.catalogue.cells import Cell
from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.vocabulary.layout import Layout


class Row(NamedTuple):
    """A row of a file: its cells in the order of the header, or the text of a JSON value.

    ``line`` is its first line in the file, from 1. ``fault`` says why it cannot be read. ``group``
    is the group it belongs to, at position ``place`` from 0; ``misplaced`` says why its position
    among the other rows prevents it from being scored.
    """

    line: int
    cells: Sequence[Cell] = ()
    text: bytes = b""
    fault: str = ""
    remarks: tuple[Remark, ...] = ()
    group: "Group | None" = None
    place: int = 0
    misplaced: str = ""


class Group(NamedTuple):
    """The rows of a set or of a garment in parts, and what identifies them.

    ``kind`` is the key of the column that names the group, ``reference`` the value in it.
    """

    kind: str
    reference: str
    rows: tuple[Row, ...]


class Rows:
    """The rows of a file, which can be iterated over once.

    ``layout`` describes the columns, None if each row is a JSON request. While rows are read,
    ``notes`` collects messages about the whole file, and ``cut`` is set to the line number if the
    file is truncated within a row. ``separator`` is that of a delimited text.
    """

    def __init__(self, form: str, layout: Layout | None, rows: Iterable[Row]) -> None:
        self.form = form
        self.layout = layout
        self.notes: list[str] = []
        self.cut: int | None = None
        self.separator = ","
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def follow(self, rows: Iterable[Row]) -> "Rows":
        """Set the rows, from an iterator that records notes while it is consumed."""
        self._rows = rows
        return self


class Request(NamedTuple):
    """The request that a row contains, its errors and its warnings.

    ``numbers`` maps a list to the numbers in the names of its items' columns. ``portal`` lists what
    only the portal would reject.
    """

    body: Any
    id: str | None = None
    declared: float | None = None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    numbers: Mapping[str, Sequence[str]] = {}
    portal: tuple[Fault, ...] = ()

"""Rows as they are read, before anything is made of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scoring.catalogue.cells import Cell
from scoring.catalogue.faults import Fault, Remark
from scoring.catalogue.vocabulary.layout import Layout


class Row(NamedTuple):
    """A row of a file: the cells in the order of the header, or the text of a JSON value.

    ``line`` is where it starts in its file, from 1. ``fault`` says why it cannot be read at all.
    ``group`` is the one that it is the ``place``th row of, from 0; ``misplaced`` says why it cannot
    be scored where it stands, among the other rows of the file.
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
    """The rows of a set or of a garment in parts, and what they have in common.

    ``kind`` is the key of the column that names it, ``reference`` what the column says.
    """

    kind: str
    reference: str
    rows: tuple[Row, ...]


class Rows:
    """The rows of a file, read once from the first to the last.

    ``layout`` says what the columns are, None where each row is a JSON request. ``notes`` grow
    while rows are read: what to know of the file as a whole. ``cut`` becomes the line at which
    the file stops in the middle of a row. ``separator`` is that of a text with columns.
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
        """Take rows that note what they meet on the way."""
        self._rows = rows
        return self


class Request(NamedTuple):
    """What a row asks for: a request of its sector, what is wrong, what is to be known.

    ``numbers`` tells which columns the items of a list come from: their numbers in the names.
    ``portal`` is what the portal alone would refuse it for.
    """

    body: Any
    id: str | None = None
    declared: float | None = None
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    numbers: Mapping[str, Sequence[str]] = {}
    portal: tuple[Fault, ...] = ()

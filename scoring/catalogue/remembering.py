"""Caches the parsing of cells, since many values are repeated."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from scoring.catalogue.cells import Cell, is_blank
from scoring.catalogue.faults import CellFault

# Maximum number of cached values per column, and their maximum length.
_MOST: Final = 20_000
_LONGEST: Final = 100


class Noted(NamedTuple):
    """A parsed value with a warning about it."""

    value: Any
    code: str
    message: str


class Remembered(dict[str, Any]):
    """The parsed values of a column: ``column[text]``, or ``read`` for cells of any type.

    A blank cell gives None, an invalid one its ``CellFault``.
    """

    def __init__(self, reader: Callable[[Cell], Any]) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, text: str) -> Any:
        value = self.read(text)
        if len(self) < _MOST and len(text) <= _LONGEST:
            self[text] = value
        return value

    def read(self, cell: Cell) -> Any:
        """Parse a cell of any type."""
        if is_blank(cell):
            return None
        try:
            return self._reader(cell)
        except CellFault as fault:
            # Drop the traceback: it would keep the frames of this call alive.
            return fault.with_traceback(None)

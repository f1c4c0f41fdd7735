"""Cells that come again and again are read once."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from scoring.catalogue.cells import Cell, is_blank
from scoring.catalogue.faults import CellFault

# Of a column of a million different texts, the first ones; and no long ones.
_MOST: Final = 20_000
_LONGEST: Final = 100


class Noted(NamedTuple):
    """A value that was read, and what to say of the reading."""

    value: Any
    code: str
    message: str


class Remembered(dict[str, Any]):
    """What the texts of a column say: ``column[text]``, and ``read`` for cells of other types.

    A blank cell is None, one that cannot be read its ``CellFault``.
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
        """Read a cell of any type."""
        if is_blank(cell):
            return None
        try:
            return self._reader(cell)
        except CellFault as fault:
            # What is kept must not keep the frames of this call.
            return fault.with_traceback(None)

"""What is wrong with a catalogue, or to be known of it: whole files, rows, cells."""

from collections.abc import Iterable
from typing import NamedTuple


class UnusableInput(Exception):
    """Nothing can be scored, or no more: the message says why, in French."""


class CellFault(Exception):
    """A cell that cannot be read; the message names its value, not its column."""


class Fault(NamedTuple):
    """Why a row is refused: the column or path as the file names it, and the request's field."""

    column: str
    field: str
    message: str


class Remark(NamedTuple):
    """What to know of a row that is scored all the same. Codes never change."""

    code: str
    message: str
    column: str


def quoted(names: Iterable[str]) -> str:
    """Several names in a sentence.

    >>> quoted(["Score", "Masse"])
    '« Score », « Masse »'
    """
    return ", ".join(f"« {name} »" for name in names)

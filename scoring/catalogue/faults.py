"""Errors and warnings about a catalogue: whole files, rows, cells."""

from collections.abc import Iterable
from typing import NamedTuple


class UnusableInput(Exception):
    """The file cannot be scored, or not any further; the message, in French, says why."""


class CellFault(Exception):
    """A cell that cannot be parsed; the message gives its value but not its column."""


class Fault(NamedTuple):
    """Why a row is rejected: the column or path as in the file, and the field of the request."""

    column: str
    field: str
    message: str


class Remark(NamedTuple):
    """A warning about a row that is scored anyway. Codes never change."""

    code: str
    message: str
    column: str


def quoted(names: Iterable[str]) -> str:
    """Names in quotation marks, separated by commas.

    >>> quoted(["Score", "Masse"])
    '« Score », « Masse »'
    """
    return ", ".join(f"« {name} »" for name in names)

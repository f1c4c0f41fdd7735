"""What a careful reader would want to know of a result that is nevertheless exact.

A caution is a code with the values of its sentence: whoever answers words it, in French or in the
language of a page. Codes never change (api.md 5.5).
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Named(Protocol):
    """A record of the data that has a name in French."""

    @property
    def name(self) -> str:
        """Its name."""


class Amounts(NamedTuple):
    """One figure, or the two ends of a range, in a unit."""

    figures: tuple[float, ...]
    unit: str


class Caution(NamedTuple):
    """A code, the field of the request that it is about, "" for none, and what it names.

    A value is a ratio of 1, figures with their unit, a text that is written as it is, or records
    of the data, which are written by their names.
    """

    code: str
    field: str = ""
    values: Mapping[str, float | str | Amounts | tuple[Named, ...]] = {}


# Sectors say these alike.
NOT_FINITE = Caution("not-finite")

"""Caveats that a careful reader would want to know about a result, even though it is exact.

A caution is a code plus the values for its sentence: the caller words it, in French or in the
page's language. Codes never change (api.md 5.5).
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Named(Protocol):
    """A data record that has a French name."""

    @property
    def name(self) -> str:
        """The record's name."""


class Amounts(NamedTuple):
    """One figure, or both ends of a range, with a unit."""

    figures: tuple[float, ...]
    unit: str


class Caution(NamedTuple):
    """A code, the request field it is about ("" if none), and the values it mentions.

    A value is a ratio of 1, figures with their unit, a text written as is, or data records, which
    are written by name.
    """

    code: str
    field: str = ""
    values: Mapping[str, float | str | Amounts | tuple[Named, ...]] = {}


# Shared by all sectors.
NOT_FINITE = Caution("not-finite")

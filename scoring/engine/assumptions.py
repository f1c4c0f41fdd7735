"""What estimates assume about unknown fields: part of a version's data (decisions.md 4)."""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from scoring.engine.manifest import Notice

FIBRE_ORIGIN: Final = "materials.country"
COUNTRIES = ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking")
# Optional fields of an estimate, by decreasing effect on the score: the first ones are sampled most
# evenly. The last one applies to each fibre.
FIELDS = (
    "mass",
    "numberOfReferences",
    "price",
    "countryDyeing",
    "business",
    "countryMaking",
    "airTransportRatio",
    "countryFabric",
    "countrySpinning",
    FIBRE_ORIGIN,
)
Value = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Values of a field in the request's format, and their weights, which add up to 1."""

    values: tuple[Value, ...]
    weights: tuple[float, ...]
    sums: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sums", tuple(accumulate(self.weights)))

    def at(self, place: float) -> Value:
        """The value at a position from 0 to 1 of the distribution.

        >>> Choices(values=("a", "b"), weights=(0.25, 0.75)).at(0.3)
        'b'
        """
        return self.values[min(bisect_right(self.sums, place), len(self.values) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A uniform range of numbers, on a logarithmic scale if ``ratio``."""

    least: float
    most: float
    ratio: bool = False
    whole: bool = False

    def at(self, place: float) -> float:
        """The number at a position from 0 to 1.

        >>> round(Interval(least=1, most=100, ratio=True).at(0.5), 9)
        10.0
        """
        if self.ratio:
            value = self.least * math.exp(place * math.log(self.most / self.least))
        else:
            value = self.least + place * (self.most - self.least)
        value = min(max(value, self.least), self.most)
        return round(value) if self.whole else value


Distribution = Choices | Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What is assumed about an unknown field, and the sentence that says so.

    ``by_category`` has the distributions of a field that depends on the category of the garment;
    for a category without one, the field has no assumption.
    """

    name: str
    note: Notice
    distribution: Distribution | None
    by_category: Mapping[str, Distribution]

    def of(self, category: str) -> Distribution | None:
        """The distribution for a category; None if nothing is assumed."""
        return self.by_category.get(category, self.distribution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Fields that an estimate leaves at their defaults if unknown, and why."""

    fields: tuple[str, ...]
    note: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Everything that an estimate assumes: distributions by field, and fields left at defaults."""

    fields: Mapping[str, Assumption]
    held: tuple[Held, ...]

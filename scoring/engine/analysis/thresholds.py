"""Values of the price and number of references where the durability coefficient changes.

See textile.md 6.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from scoring.engine.analysis.variants import Variants
from scoring.engine.textile.durability import compute_durability
from scoring.engine.textile.fields import QUERY
from scoring.engine.textile.resolve import resolve

REFERENCES: Final = "numberOfReferences"
PRICE: Final = "price"
_MOST_THRESHOLDS = 3
# The coefficient does not change above this number (textile.md 6.1).
_MOST_REFERENCES = 17_000
# How far a curve goes beyond the best price, and its points besides the first.
_BEYOND = 1.25
_SAMPLES = 60
_ATTRIBUTES: Mapping[str, str] = {REFERENCES: "number_of_references", PRICE: "price"}
_BOUNDS = {field.name: field.bounds for field in QUERY.fields if field.name in _ATTRIBUTES}


class Threshold(NamedTuple):
    """The value ``at`` from which the coefficient is better, and the score there.

    ``now`` is the effective value; references are integers, prices whole euros.
    """

    field: str
    now: float
    at: int
    coefficient: float
    score: float
    gain: float


class Point(NamedTuple):
    """The durability coefficient at a value of a field."""

    value: float
    coefficient: float


class Durabilities:
    """The durability coefficient of a garment as one of the two fields changes.

    The coefficient never decreases with fewer references, nor with a higher price.
    """

    def __init__(self, variants: Variants, field: str) -> None:
        self.field = field
        self.now = float(getattr(variants.simulation.garment, _ATTRIBUTES[field]))
        self.coefficient = variants.simulation.durability.coefficient
        bounds = _BOUNDS[field]
        assert bounds is not None, field  # noqa: S101 - both fields have bounds
        least, most = int(bounds.minimum), int(bounds.maximum)
        # The direction in which the coefficient improves: higher prices, fewer references.
        if field == PRICE:
            self._start, self._end = min(int(self.now) + 1, most), most
        else:
            self._start, self._end = max(int(self.now) - 1, least), least
        self._variants = variants
        self._known: dict[float, float] = {}

    def at(self, value: float) -> float:
        """The coefficient at a value."""
        found = self._known.get(value)
        if found is None:
            asked = int(value) if self.field == REFERENCES else float(value)
            changes: dict[str, Any] = {_ATTRIBUTES[self.field]: asked}
            query = replace(self._variants.query, **changes)
            garment = resolve(self._variants.method.textile, query)
            found = self._known[value] = compute_durability(garment).coefficient
        return found

    @property
    def best(self) -> float:
        """The highest coefficient that can be reached by this field alone."""
        return self.at(self._end)

    def curve(self) -> list[Point]:
        """The coefficient at evenly spaced values, beyond the best one and the effective price."""
        low, high = 1.0, float(_MOST_REFERENCES)
        if self.field == PRICE:
            best = self.reaching(self.best)
            high = max(float(best or 0) * _BEYOND, self.now)
        values = [low + (high - low) * place / _SAMPLES for place in range(_SAMPLES + 1)]
        return [Point(value, self.at(round(value))) for value in values]

    def reaching(self, coefficient: float) -> int | None:
        """The value closest to the effective one whose coefficient is at least this."""
        return self._first(lambda found: found >= coefficient)

    def steps(self) -> Iterator[int]:
        """The next values at which the coefficient changes, closest first."""
        coefficient = self.coefficient
        while True:
            at = self._first(lambda found, reached=coefficient: found > reached)  # type: ignore[misc]
            if at is None:
                return
            yield at
            coefficient = self.at(at)

    def _first(self, enough: Callable[[float], bool]) -> int | None:
        """Binary search for the first value, in the better direction, with this coefficient."""
        if not enough(self.best):
            return None
        towards = 1 if self.field == PRICE else -1
        far = abs(self._end - self._start)
        place = bisect_left(
            range(far), True, key=lambda distance: enough(self.at(self._start + towards * distance))
        )
        return self._start + towards * place


def thresholds(variants: Variants, field: str) -> list[Threshold]:
    """The next thresholds of a field, closest first, at most three."""
    durabilities = Durabilities(variants, field)
    found = []
    for at in durabilities.steps():
        score = variants.score_of({field: at})
        found.append(
            Threshold(
                field=field,
                now=durabilities.now,
                at=at,
                coefficient=durabilities.at(at),
                score=score,
                gain=variants.score - score,
            )
        )
        if len(found) == _MOST_THRESHOLDS:
            break
    return found

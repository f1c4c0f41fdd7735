"""Where a number of references or a price changes the durability coefficient (textile.md 6)."""

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
_ATTRIBUTES: Mapping[str, str] = {REFERENCES: "number_of_references", PRICE: "price"}
_BOUNDS = {field.name: field.bounds for field in QUERY.fields if field.name in _ATTRIBUTES}


class Threshold(NamedTuple):
    """The value ``at`` from which the coefficient is better, and what the garment scores there.

    ``now`` is the value in force; references are a number, prices whole euros.
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
    """The durability coefficient of a garment as one of the two fields moves.

    The coefficient never falls when there are fewer references, nor when the price is higher.
    """

    def __init__(self, variants: Variants, field: str) -> None:
        self.field = field
        self.now = float(getattr(variants.simulation.garment, _ATTRIBUTES[field]))
        self.coefficient = variants.simulation.durability.coefficient
        bounds = _BOUNDS[field]
        assert bounds is not None, field  # noqa: S101 - both fields have bounds
        least, most = int(bounds.minimum), int(bounds.maximum)
        # The better side of the value in force: higher prices, fewer references.
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
        """The greatest coefficient that the field alone can lead to."""
        return self.at(self._end)

    def reaching(self, coefficient: float) -> int | None:
        """The value nearest to the one in force whose coefficient is at least this."""
        return self._first(lambda found: found >= coefficient)

    def steps(self) -> Iterator[int]:
        """The next values at which the coefficient changes, nearest first."""
        coefficient = self.coefficient
        while True:
            at = self._first(lambda found, reached=coefficient: found > reached)  # type: ignore[misc]
            if at is None:
                return
            yield at
            coefficient = self.at(at)

    def _first(self, enough: Callable[[float], bool]) -> int | None:
        """The first value, on the better side, whose coefficient is enough; the rest are too."""
        if not enough(self.best):
            return None
        towards = 1 if self.field == PRICE else -1
        far = abs(self._end - self._start)
        place = bisect_left(
            range(far), True, key=lambda distance: enough(self.at(self._start + towards * distance))
        )
        return self._start + towards * place


def thresholds(variants: Variants, field: str) -> list[Threshold]:
    """The next thresholds of a field, nearest first, at most three."""
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

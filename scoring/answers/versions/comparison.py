"""One product computed in two versions: scores, stages, and the largest changes (api.md 6.5)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from scoring.answers.levels import served_to
from scoring.answers.sector import Computed, Sector, compute
from scoring.answers.versions.identifiers import Renamed, Translation, in_ids_of
from scoring.answers.versions.processes import ProcessMatcher
from scoring.answers.versions.stages import Use, complements_of, stages_of, uses_of
from scoring.engine.errors import InvalidQuery
from scoring.engine.impacts import SCORES
from scoring.engine.method import Method
from scoring.engine.numbers import divide

# Tolerance for equal amounts, for the rounding errors of sums of products.
_SAME = 1e-9

FIGURE = "figure"
AMOUNT = "amount"
BOTH = "figure-and-amount"
REPLACED = "replaced"
ADDED = "added"
REMOVED = "removed"
UNCHANGED = "unchanged"


class Moved(NamedTuple):
    """Points of a part of the product in both versions."""

    name: str
    first: float
    second: float

    @property
    def difference(self) -> float:
        """Second version minus first, in points."""
        return self.second - self.first


class MovedProcess(NamedTuple):
    """A process in both versions; None in a version where the product does not use it.

    ``reason`` says what changed: the points per unit, the amount, or both; or that the process was
    replaced by one of the same name, is new, or is no longer used.
    """

    first: Use | None
    second: Use | None
    reason: str

    @property
    def name(self) -> str:
        """Its name, in French; the second version's if it changed."""
        use = self.second or self.first
        return use.process.name if use else ""

    @property
    def difference(self) -> float:
        """Second version minus first, in points."""
        return (self.second.points if self.second else 0.0) - (
            self.first.points if self.first else 0.0
        )


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The same product in two versions, with the two scores only.

    ``renamed`` has the ids of the request that are different in the second version.
    """

    first: Computed[Any, Any, Any]
    second: Computed[Any, Any, Any]
    renamed: tuple[Renamed, ...]

    @property
    def score(self) -> Moved:
        """Points of ``ecs``, after durability."""
        return Moved("ecs", *(_score(side) for side in (self.first, self.second)))

    @property
    def ratio(self) -> float:
        """The difference relative to the first score; not finite if that is 0."""
        return divide(self.score.difference, abs(self.score.first))

    @cached_property
    def stages(self) -> list[Moved]:
        """Each stage, in order; they add up to the scores."""
        return moved(stages_of(self.first), stages_of(self.second))

    @cached_property
    def complements(self) -> list[Moved]:
        """Each complement; they are also included in the stages."""
        return moved(complements_of(self.first), complements_of(self.second))

    @cached_property
    def processes(self) -> list[MovedProcess]:
        """Each process, largest change first; with the complements they add up to the scores."""
        mine, theirs = uses_of(self.first), uses_of(self.second)
        known = ProcessMatcher(self.first.method, self.second.method)
        found = []
        for use in mine.values():
            match = known.match(use.process)
            other = theirs.pop(match.id, None) if match else None
            found.append(MovedProcess(use, other, _reason(use, other, match and match.replaced)))
        found += [MovedProcess(None, use, ADDED) for use in theirs.values()]
        return sorted(found, key=_rank)

    @property
    def lacking(self) -> list[tuple[str, str]]:
        """Aggregated scores that one of the versions lacks, as pairs of version and trigram."""
        return [
            (side.method.version, trigram)
            for side, other in ((self.first, self.second), (self.second, self.first))
            for trigram in SCORES
            if trigram not in side.method.scores.trigrams
            and trigram in other.method.scores.trigrams
        ]


def compare(
    sector: Sector[Any, Any, Any], first: Method, second: Method, body: object
) -> Comparison:
    """Compute a request of ``first`` in both versions.

    Raises ``InvalidQuery`` as the simulator does; errors of the second version name it.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> later = load_method(Path("scoring/data/v8.1.0"))
    >>> from scoring.answers.sectors import TEXTILE
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> found = compare(TEXTILE, method, later, garment)
    >>> round(found.ratio, 3), [(renamed.former, renamed.name) for renamed in found.renamed]
    (0.041, [('ei-coton', 'Coton')])
    """
    computed = compute(sector, first, body, served_to(first, None))
    translated = in_ids_of(sector.request, body, first, second)
    try:
        other = compute(sector, second, translated.body, served_to(second, None))
    except InvalidQuery as refusal:
        raise InvalidQuery(in_the_other(first, second, translated, refusal.faults)) from None
    return Comparison(first=computed, second=other, renamed=translated.renamed)


def in_the_other(
    first: Method, second: Method, translation: Translation, faults: Mapping[str, str]
) -> dict[str, str]:
    """The errors of the second version for a request that is valid in the first.

    A missing record is named, with the closest records of the second version.
    """
    return {
        field: f"Dans la version {second.version} : {message}"
        + "".join(
            f". C'est « {one.name} » dans la version {first.version}."
            + second.dataset.suggestion(one.catalogue, one.name)
            for one in translation.missing
            if one.id in message
        )
        for field, message in faults.items()
    }


def most_moved(parts: list[Moved]) -> Moved | None:
    """The part that changed most; None if none did."""
    most = max(parts, key=lambda part: _size(part.difference), default=None)
    return most if most is not None and most.difference else None


def moved(first: Mapping[str, float], second: Mapping[str, float]) -> list[Moved]:
    """The parts of both versions, in order; a part that a version lacks is 0 there."""
    names = dict.fromkeys((*first, *second))
    return [Moved(name, first.get(name, 0.0), second.get(name, 0.0)) for name in names]


def _score(computed: Computed[Any, Any, Any]) -> float:
    score = computed.impacts["ecs"]
    return math.nan if score is None else score


def _reason(mine: Use, other: Use | None, replaced: bool | None) -> str:
    if other is None:
        return REMOVED
    if replaced:
        return REPLACED
    figure = mine.figure != other.figure
    amount = not math.isclose(mine.amount, other.amount, rel_tol=_SAME)
    if figure:
        return BOTH if amount else FIGURE
    return AMOUNT if amount else UNCHANGED


def _rank(process: MovedProcess) -> float:
    return -_size(process.difference)


def _size(difference: float) -> float:
    """The sort key of a change: its absolute value, non-finite ones first."""
    return abs(difference) if math.isfinite(difference) else math.inf

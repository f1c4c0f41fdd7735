"""What would lower the score of a garment, found by trying changes (decisions.md 2)."""

from collections.abc import Collection, Iterable
from itertools import combinations
from typing import Any, NamedTuple

from scoring.engine.analysis.candidates import REGULATORY, Candidate, candidates
from scoring.engine.analysis.defaults import DefaultCost, costs_of_defaults
from scoring.engine.analysis.thresholds import PRICE, REFERENCES, Threshold, thresholds
from scoring.engine.analysis.variants import Change, Variants

_MOST_A_FIELD = 3
_MOST_TOGETHER = 3
# Number of levers of which all combinations are tried: 10 make 175 combinations.
_TRIED_TOGETHER = 10


class Lever(NamedTuple):
    """A change of one field, and the points that it saves.

    ``field`` is its path, such as ``materials.0.id``; ``before`` and ``after`` are its values in
    the request's format. The request with ``change`` merged into it has the score ``score``;
    ``gain`` is in points, above 0, and ``share`` is the gain relative to the score, from 0 to 1.
    """

    field: str
    kind: str
    before: Any
    after: Any
    change: Change
    score: float
    gain: float
    share: float

    @property
    def key(self) -> str:
        """The field of the request that the change replaces."""
        return self.field.partition(".")[0]


class LeverCombination(NamedTuple):
    """Changes of distinct fields that lower the score most in combination; see ``Lever``."""

    levers: tuple[Lever, ...]
    change: Change
    score: float
    gain: float
    share: float


class Levers(NamedTuple):
    """What would lower the score; each list is sorted, largest gain first."""

    score: float
    levers: tuple[Lever, ...]
    defaults: tuple[DefaultCost, ...]
    thresholds: tuple[Threshold, ...]
    combined: LeverCombination | None


def find_levers(
    variants: Variants, *, keep: Collection[str] = (), mode: str = REGULATORY
) -> Levers:
    """Try other values of every field that may change, and list those that lower the score.

    ``keep`` lists fields of the request that must not change; ``mode`` is ``regulatory``, for the
    fields of the regulatory form only, or ``exploratory``.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> found = find_levers(Variants(method, garment), keep=("materials",))
    >>> [(lever.field, lever.after, round(lever.gain)) for lever in found.levers[:2]]
    [('numberOfReferences', 1153, 631), ('price', 30, 446)]
    """
    free = [one for one in candidates(variants, mode) if one.key not in keep]
    found = _levers(variants, free)
    return Levers(
        score=variants.score,
        levers=found,
        defaults=costs_of_defaults(variants, keep=keep, mode=mode),
        thresholds=tuple(
            threshold
            for field in (REFERENCES, PRICE)
            if field not in keep
            for threshold in thresholds(variants, field)
        ),
        combined=_best_together(variants, found),
    )


def _levers(variants: Variants, tried: Iterable[Candidate]) -> tuple[Lever, ...]:
    by_field: dict[str, list[Lever]] = {}
    for candidate in tried:
        score = variants.score_of(candidate.change)
        gain = variants.score - score
        if variants.matters(gain):
            share = gain / abs(variants.score)
            by_field.setdefault(candidate.field, []).append(
                Lever(*candidate, score=score, gain=gain, share=share)
            )
    best = [
        lever
        for levers in by_field.values()
        for lever in sorted(levers, key=_greatest_gain_first)[:_MOST_A_FIELD]
    ]
    return tuple(sorted(best, key=_greatest_gain_first))


def _greatest_gain_first(lever: Lever) -> float:
    return -lever.gain


def _best_together(variants: Variants, levers: tuple[Lever, ...]) -> LeverCombination | None:
    """The best combination of up to three levers of distinct fields.

    Only the best single levers are combined, at most two of them for the same field.
    """
    tried: list[Lever] = []
    for lever in levers:
        if sum(lever.key == other.key for other in tried) < 2:
            tried.append(lever)
    best: LeverCombination | None = None
    for count in range(1, _MOST_TOGETHER + 1):
        for together in combinations(tried[:_TRIED_TOGETHER], count):
            change: dict[str, Any] = {}
            for lever in together:
                change |= lever.change
            if len(change) < count:
                # Two changes of the same list cannot be combined.
                continue
            score = variants.score_of(change)
            if best is None or score < best.score:
                gain = variants.score - score
                share = gain / abs(variants.score)
                best = LeverCombination(together, change, score, gain, share)
    return best

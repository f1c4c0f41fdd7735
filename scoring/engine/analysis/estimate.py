"""Estimates a garment's score from its label alone (decisions.md 4)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from scoring.engine.analysis.bounds import ScoreBounds, find_bounds
from scoring.engine.analysis.drawing import places_of
from scoring.engine.analysis.sums import mean, total
from scoring.engine.analysis.unknowns import Label, Unknown, read_label, stated
from scoring.engine.assumptions import Choices, Value
from scoring.engine.method import Method
from scoring.engine.textile.query import Query

DRAWS: Final = 2000
LOW, MEDIUM, HIGH = "low", "medium", "high"
_QUANTILES = (0.05, 0.5, 0.95)
# Number of groups of a number's values, to measure how much of the variance it explains.
_GROUPS = 20
_ORIGINS = ("country_fabric", "country_dyeing", "country_making")


class Contribution(NamedTuple):
    """How much an unknown field contributes to the spread of the scores.

    ``share`` (0 to 1) is the part of the variance that knowing the field would remove on average;
    interactions between fields are in no share. ``least`` and ``greatest`` are the mean scores at
    the values of the field with the lowest and highest ones.
    """

    unknown: Unknown
    share: float
    least: float
    greatest: float


class Estimate(NamedTuple):
    """A score from a label: ``score`` with the defaults, quantiles of the possible scores, bounds.

    ``low``, ``median`` and ``high`` are the 5, 50 and 95 % quantiles of the sampled scores.
    Contributions are sorted, largest first. Points of ``ecs`` of the whole garment.
    """

    label: Label
    score: float
    low: float
    median: float
    high: float
    bounds: ScoreBounds
    contributions: tuple[Contribution, ...]
    confidence: str
    draws: int


def estimate(method: Method, body: object, draws: int = DRAWS) -> Estimate:
    """Estimate a garment with unknown fields; deterministic.

    Raises ``InvalidQuery`` if a stated value is invalid, or if the category or a fibre is missing.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> label = {"product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> found = estimate(method, label, draws=64)
    >>> found.low < found.median < found.high, found.confidence
    (True, 'low')
    """
    label = read_label(method, body)
    score = label.score_of(label.query)
    if not label.unknowns:
        return Estimate(
            label,
            score,
            score,
            score,
            score,
            ScoreBounds(score, score),
            (),
            confidence_of(label.query, label.supposed),
            0,
        )
    places = places_of(len(label.unknowns), draws)
    values = [
        _values(unknown, column) for unknown, column in zip(label.unknowns, places, strict=True)
    ]
    scores = [label.score_of(query) for query in stated(label, list(zip(*values, strict=True)))]
    ordered = sorted(scores)
    low, median, high = (_quantile(ordered, share) for share in _QUANTILES)
    bounds = find_bounds(label)
    contributions = [
        _contribution(unknown, column, drawn, scores)
        for unknown, column, drawn in zip(label.unknowns, places, values, strict=True)
    ]
    return Estimate(
        label,
        score,
        low,
        median,
        high,
        # Include the samples and the defaults: rounding errors may put one an ulp outside the
        # bounds.
        ScoreBounds(min(bounds.least, ordered[0], score), max(bounds.greatest, ordered[-1], score)),
        tuple(sorted(contributions, key=lambda one: -one.share)),
        confidence_of(label.query, label.supposed),
        draws,
    )


def confidence_of(query: Query, supposed: Mapping[str, Any]) -> str:
    """The portal's confidence level: ``high`` if all six mandatory fields are known.

    These are the category, the mass, the fibres, and the countries of the fabric, of dyeing and of
    making; ``medium`` means that the three countries are known, ``low`` that they are not.
    """
    if any(getattr(query, attribute) is None for attribute in _ORIGINS):
        return LOW
    return MEDIUM if "mass" in supposed else HIGH


def _values(unknown: Unknown, places: Sequence[float]) -> list[Value]:
    return [unknown.distribution.at(place) for place in places]


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile of sorted scores, linearly interpolated."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    if below + 1 >= len(ordered):
        return ordered[-1]
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def _contribution(
    unknown: Unknown,
    places: Sequence[float],
    values: Sequence[Value],
    scores: Sequence[float],
) -> Contribution:
    groups: dict[Value, list[float]] = {}
    chosen = isinstance(unknown.distribution, Choices)
    for place, value, score in zip(places, values, scores, strict=True):
        groups.setdefault(value if chosen else int(place * _GROUPS), []).append(score)
    means = [mean(group) for group in groups.values()]
    return Contribution(unknown, _share(groups.values(), scores), min(means), max(means))


def _share(groups: Any, scores: Sequence[float]) -> float:
    """The share of the variance between groups, minus what chance alone would give."""
    middle = mean(scores)
    whole = total((score - middle) * (score - middle) for score in scores)
    if not whole > 0 or len(scores) <= len(groups):
        return 0.0
    within = total(
        (score - own) * (score - own)
        for group in groups
        for own in (mean(group),)
        for score in group
    )
    degrees = (len(scores) - 1) / (len(scores) - len(groups))
    return min(1.0, max(0.0, 1 - within / whole * degrees))

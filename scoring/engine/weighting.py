"""Scores computed from detailed impacts: normalised, weighted, summed (textile.md 12).

The only implementation of this formula: pages, responses and the checks of imported figures all use
it.
"""

from collections.abc import Mapping

from scoring.engine.records import ImpactDefinition

# Scores are counted in millionths of the yearly impact of a person.
MICROPOINTS = 1_000_000
# A row of an inventory database other than the method's own must reproduce the published score
# within this ratio.
LARGEST_DEVIATION = 0.10


def weighed_points(definition: ImpactDefinition, score: str, impact: float) -> float | None:
    """What a detailed impact adds to ``ecs`` or ``pef``, in points; None if the score excludes it.

    A normalisation is never zero: a version with one is rejected at load time.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> round(weighed_points(method.dataset.impacts["cch"], "ecs", 1.0), 3)
    27.883
    """
    if score == "ecs":
        normalization, weighting = definition.ecs_normalization, definition.ecs_weighting
    else:
        normalization, weighting = definition.pef_normalization, definition.pef_weighting
    if normalization is None or weighting is None:
        return None
    return MICROPOINTS * (impact / normalization * weighting)


def weighed_terms(
    definitions: Mapping[str, ImpactDefinition], score: str, impacts: Mapping[str, float]
) -> list[float]:
    """What each detailed impact included in a score adds to it, in points."""
    terms = (
        weighed_points(definitions[trigram], score, impact) for trigram, impact in impacts.items()
    )
    return [points for points in terms if points is not None]


def is_weighed(definition: ImpactDefinition, score: str) -> bool:
    """Whether a detailed impact changes a score: those with a weight of zero do not."""
    return bool(weighed_points(definition, score, 1.0))


def deviates(weighed: float, published: float) -> bool:
    """Whether a weighted sum is too far from the published score that it should give.

    >>> deviates(109.9, 100), deviates(89.9, 100), deviates(0, 0), deviates(1e-9, 0)
    (False, True, False, True)
    """
    return not abs(weighed - published) <= LARGEST_DEVIATION * abs(published)

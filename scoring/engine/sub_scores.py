"""Sub-scores: the shares of ``ecs`` in four themes (food.md 10.1)."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.engine.records import ImpactDefinition

_MICROPOINTS = 1e6

THEMES: Mapping[str, tuple[str, ...]] = {
    "climate": ("cch",),
    "biodiversity": ("acd", "tre", "fwe", "swe", "etf-c", "ldu"),
    "health": ("ozd", "ior", "pco", "htn-c", "htc-c", "pma"),
    "resources": ("wtu", "fru", "mru"),
}


class SubScores(NamedTuple):
    """Points by theme; complements are in none of them."""

    climate: float
    biodiversity: float
    health: float
    resources: float


def sub_scores(
    definitions: Mapping[str, ImpactDefinition], impacts: Mapping[str, float]
) -> SubScores:
    """Normalise and weigh detailed impacts, as ``ecs`` does.

    ``impacts`` holds all the detailed trigrams. A category without weights counts for nothing.
    """
    return SubScores(*(_theme(definitions, impacts, theme) for theme in THEMES.values()))


def _theme(
    definitions: Mapping[str, ImpactDefinition],
    impacts: Mapping[str, float],
    trigrams: tuple[str, ...],
) -> float:
    total = 0.0
    for trigram in trigrams:
        definition = definitions[trigram]
        if definition.ecs_normalization and definition.ecs_weighting is not None:
            normalized = impacts[trigram] / definition.ecs_normalization
            total += normalized * definition.ecs_weighting
    return _MICROPOINTS * total

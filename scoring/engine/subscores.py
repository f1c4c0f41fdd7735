"""The four sub-scores: parts of ``ecs`` by theme, complements aside (food.md 10.1)."""

from collections.abc import Mapping

from scoring.engine.records import ImpactDefinition

# In the order of the method; each theme's categories are summed in this order too.
SUB_SCORES: Mapping[str, tuple[str, ...]] = {
    "climate": ("cch",),
    "biodiversity": ("acd", "tre", "fwe", "swe", "etf-c", "ldu"),
    "health": ("ozd", "ior", "pco", "htn-c", "htc-c", "pma"),
    "resources": ("wtu", "fru", "mru"),
}
MICROPOINTS = 1_000_000


def sub_scores(
    definitions: Mapping[str, ImpactDefinition], impacts: Mapping[str, float]
) -> dict[str, float]:
    """Weigh detailed impacts as ``ecs`` does; in points, like ``ecs``."""
    return {
        theme: MICROPOINTS * sum(_weighed(definitions[name], impacts[name]) for name in trigrams)
        for theme, trigrams in SUB_SCORES.items()
    }


def _weighed(definition: ImpactDefinition, impact: float) -> float:
    normalization = definition.ecs_normalization
    if normalization is None or definition.ecs_weighting is None:
        return 0.0
    return impact / normalization * definition.ecs_weighting

"""The four sub-scores: parts of ``ecs`` by theme, complements aside (food.md 10.1)."""

from collections.abc import Mapping

from scoring.engine.records import ImpactDefinition
from scoring.engine.weighting import weighed_terms

# In the order of the method; each theme's categories are summed in this order too.
SUB_SCORES: Mapping[str, tuple[str, ...]] = {
    "climate": ("cch",),
    "biodiversity": ("acd", "tre", "fwe", "swe", "etf-c", "ldu"),
    "health": ("ozd", "ior", "pco", "htn-c", "htc-c", "pma"),
    "resources": ("wtu", "fru", "mru"),
}


def sub_scores(
    definitions: Mapping[str, ImpactDefinition], impacts: Mapping[str, float]
) -> dict[str, float]:
    """Weigh detailed impacts as ``ecs`` does; in points, like ``ecs``."""
    return {
        theme: sum(weighed_terms(definitions, "ecs", {name: impacts[name] for name in trigrams}))
        for theme, trigrams in SUB_SCORES.items()
    }

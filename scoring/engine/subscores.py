"""The four sub-scores: parts of ``ecs`` by theme, excluding complements (food.md 10.1)."""

from collections.abc import Mapping

from scoring.engine.numbers import running_sum
from scoring.engine.records import ImpactDefinition
from scoring.engine.weighting import weighed_terms

# In the order of the method; the categories of each theme are also summed in this order.
SUB_SCORES: Mapping[str, tuple[str, ...]] = {
    "climate": ("cch",),
    "biodiversity": ("acd", "tre", "fwe", "swe", "etf-c", "ldu"),
    "health": ("ozd", "ior", "pco", "htn-c", "htc-c", "pma"),
    "resources": ("wtu", "fru", "mru"),
}


def sub_scores(
    definitions: Mapping[str, ImpactDefinition], impacts: Mapping[str, float]
) -> dict[str, float]:
    """Weight detailed impacts as ``ecs`` does; in points, like ``ecs``."""
    return {
        theme: running_sum(
            weighed_terms(definitions, "ecs", {name: impacts[name] for name in trigrams})
        )
        for theme, trigrams in SUB_SCORES.items()
    }

"""Ecosystemic services: points of ``ecs`` outside life-cycle assessment (food.md 8)."""

from collections.abc import Iterable
from typing import NamedTuple

from scoring.engine.food.query import IngredientLine
from scoring.engine.food.vocabulary import SERVICE_COEFFICIENTS

_HEDGES = SERVICE_COEFFICIENTS["hedges"]
_PLOT_SIZE = SERVICE_COEFFICIENTS["plotSize"]
_CROP_DIVERSITY = SERVICE_COEFFICIENTS["cropDiversity"]
_PERMANENT_PASTURE = SERVICE_COEFFICIENTS["permanentPasture"]
_LIVESTOCK_DENSITY = SERVICE_COEFFICIENTS["livestockDensity"]


class Services(NamedTuple):
    """Points by service; positive is a bonus, to be subtracted from ``ecs``."""

    hedges: float = 0.0
    plot_size: float = 0.0
    crop_diversity: float = 0.0
    permanent_pasture: float = 0.0
    livestock_density: float = 0.0

    @property
    def bonus(self) -> float:
        """All the services."""
        return (
            self.hedges
            + self.plot_size
            + self.crop_diversity
            + self.permanent_pasture
            + self.livestock_density
        )


def services_of(lines: Iterable[IngredientLine]) -> Services:
    """Sum the services of a recipe, by service, on raw masses."""
    hedges = plot_size = crop_diversity = permanent_pasture = livestock_density = 0.0
    for line in lines:
        ingredient = line.ingredient
        mass = line.mass
        hedges += _HEDGES * (ingredient.hedges * mass)
        plot_size += _PLOT_SIZE * (ingredient.plot_size * mass)
        crop_diversity += _CROP_DIVERSITY * (ingredient.crop_diversity * mass)
        permanent_pasture += _PERMANENT_PASTURE * (ingredient.permanent_pasture * mass)
        livestock_density += _LIVESTOCK_DENSITY * (ingredient.livestock_density * mass)
    return Services(hedges, plot_size, crop_diversity, permanent_pasture, livestock_density)

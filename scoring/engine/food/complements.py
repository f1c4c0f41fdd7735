"""Ecosystemic services: points of ``ecs`` outside life-cycle assessment (food.md 8)."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.engine.food.query import IngredientLine
from scoring.engine.records import Ingredient
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.recorder import Recorder
from scoring.engine.vocabulary.food import SERVICE_COEFFICIENTS

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
        """The sum of all services."""
        return (
            self.hedges
            + self.plot_size
            + self.crop_diversity
            + self.permanent_pasture
            + self.livestock_density
        )


# Maps each service's name in the data to its field in ``Services`` and in an ingredient.
_FIELDS = {
    "hedges": "hedges",
    "plotSize": "plot_size",
    "cropDiversity": "crop_diversity",
    "permanentPasture": "permanent_pasture",
    "livestockDensity": "livestock_density",
}


def services_of(lines: Sequence[IngredientLine], trace: Recorder | None = None) -> Services:
    """Sum the services of the ingredients, by service, based on raw masses."""
    hedges = plot_size = crop_diversity = permanent_pasture = livestock_density = 0.0
    for position, line in enumerate(lines):
        ingredient = line.ingredient
        mass = line.mass
        of_hedges = _HEDGES * (ingredient.hedges * mass)
        of_plots = _PLOT_SIZE * (ingredient.plot_size * mass)
        of_crops = _CROP_DIVERSITY * (ingredient.crop_diversity * mass)
        of_pasture = _PERMANENT_PASTURE * (ingredient.permanent_pasture * mass)
        of_livestock = _LIVESTOCK_DENSITY * (ingredient.livestock_density * mass)
        hedges += of_hedges
        plot_size += of_plots
        crop_diversity += of_crops
        permanent_pasture += of_pasture
        livestock_density += of_livestock
        if trace is not None:
            points = (of_hedges, of_plots, of_crops, of_pasture, of_livestock)
            _record_ingredient(trace, position, ingredient, points)
    services = Services(hedges, plot_size, crop_diversity, permanent_pasture, livestock_density)
    if trace is not None:
        _record_sums(trace, len(lines), services)
    return services


def _record_ingredient(
    trace: Recorder, position: int, ingredient: Ingredient, points: Sequence[float]
) -> None:
    for (name, field), value in zip(_FIELDS.items(), points, strict=True):
        trace.line(
            f"services.{name}.ingredient",
            "coefficient * (service * mass)",
            value,
            at=position,
            subject=ingredient.name,
            coefficient=constant(SERVICE_COEFFICIENTS[name], "8", f"services.{name}", "Pts"),
            service=datum(
                f"ingredients.{ingredient.id}.ecosystemicServices.{name}",
                getattr(ingredient, field),
                "/kg",
            ),
            mass=f"mass.raw.ingredient.{position}",
        )


def _record_sums(trace: Recorder, ingredients: int, services: Services) -> None:
    for name, field in _FIELDS.items():
        terms = [f"services.{name}.ingredient.{position}" for position in range(ingredients)]
        trace.sum(f"services.{name}", terms, getattr(services, field))
    trace.sum("services", [f"services.{name}" for name in _FIELDS], services.bonus)

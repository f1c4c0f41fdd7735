"""The ``results`` of the food answer (food.md 10.2)."""

import math
from typing import Any

from scoring.api.parts import complements, transport
from scoring.engine.food.journeys import FoodJourney
from scoring.engine.food.recipe import Recipe
from scoring.engine.food.results import compute_results
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.levels import Impacts, Served

_NO_DETAIL: Impacts = dict.fromkeys(DETAILS)


def food_results(method: Method, recipe: Recipe, served: Served) -> dict[str, Any]:
    """The whole breakdown of a recipe."""
    write = served.writer()
    results = compute_results(recipe, served.table)
    per_kg = write(results.per_kg)
    scoring = {"all": results.score, **served.sub_scores(method.dataset.impacts, per_kg)}
    if not math.isfinite(results.score):
        scoring = dict.fromkeys(scoring)
    services = recipe.services
    to_plant = recipe.ingredients_journey
    to_shop = recipe.distribution_journey
    return {
        "total": _unless_void(write(results.total), results.void),
        "perKg": _unless_void(per_kg, results.void_per_kg),
        "scoring": scoring,
        "totalMass": recipe.masses.total,
        "preparedMass": recipe.masses.prepared,
        "recipe": {
            "total": write(results.recipe),
            "ingredientsTotal": write(results.ingredients),
            # The answer shows effects: a bonus is negative, and a zero is never written -0.
            "totalBonusImpact": complements(
                cropDiversity=0 - services.crop_diversity,
                hedges=0 - services.hedges,
                livestockDensity=0 - services.livestock_density,
                permanentPasture=0 - services.permanent_pasture,
                plotSize=0 - services.plot_size,
            ),
            "transform": write(results.transform),
            "transports": _transport(to_plant, write(results.ingredients_transport)),
        },
        "packaging": write(results.packaging),
        "preparation": write(results.preparation),
        "transports": _transport(to_plant.plus(to_shop), write(results.transport)),
        "distribution": {
            "total": _unless_void(write(results.retail), results.void),
            "transports": _transport(to_shop, write(results.distribution_transport)),
        },
    }


def _transport(journey: FoodJourney, impacts: Impacts) -> dict[str, Any]:
    return transport(
        impacts,
        road=journey.road,
        road_cooled=journey.road_cooled,
        sea=journey.sea,
        sea_cooled=journey.sea_cooled,
        air=journey.air,
    )


def _unless_void(impacts: Impacts, void: float) -> Impacts:
    """Leave no figure where even that of a category of zeros is none (food.md 6.1)."""
    return impacts if math.isfinite(void) else impacts | _NO_DETAIL

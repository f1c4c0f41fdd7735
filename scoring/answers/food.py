"""Food: its sector, and the response of its simulator (food.md 10.2)."""

import math
from typing import Any

from scoring.answers import breakdown
from scoring.answers.breakdown import Complements
from scoring.answers.levels import Impacts, Served, Writer
from scoring.answers.parts import complements, transport
from scoring.answers.sector import Computed, Sector
from scoring.engine.food.cautions import cautions_of
from scoring.engine.food.complements import Services
from scoring.engine.food.description import describe
from scoring.engine.food.echo import echo
from scoring.engine.food.explain import explain
from scoring.engine.food.fields import QUERY
from scoring.engine.food.journeys import FoodJourney
from scoring.engine.food.query import SCOPE, Query, parse
from scoring.engine.food.recipe import Recipe, simulate
from scoring.engine.food.results import Results, compute_results
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method

FoodRecipe = Computed[Query, Recipe, Results]

FOOD: Sector[Query, Recipe, Results] = Sector(
    name=SCOPE,
    scope=SCOPE,
    pages="alimentaire",
    setting="ENABLE_FOOD_SECTION",
    simulator="food",
    fragment="food",
    request=QUERY,
    parse=lambda method, body: parse(method.dataset, body),
    simulate=lambda method, query: simulate(method.food, query),
    flows=Recipe.counted_flows,
    bonus=lambda recipe: recipe.services.bonus,
    weigh=compute_results,
    total=lambda recipe, table: compute_results(recipe, table).total,
    mass=lambda recipe, results: recipe.masses.prepared,
    repeat=echo,
    reopen=echo,
    describe=lambda recipe: describe(recipe.query),
    families=lambda recipe, results, table: {
        breakdown.MATERIALS: results.ingredients,
        breakdown.TRANSFORM: results.transform,
        breakdown.PACKAGING: results.packaging,
        breakdown.TRANSPORTS: results.transport,
        breakdown.DISTRIBUTION: results.retail,
        breakdown.USAGE: results.preparation,
    },
    undivided=lambda results: results.total,
    complements=lambda recipe: effects_of(recipe.services),
    explain=lambda method, query, table, impact: explain(
        method.dataset, method.food, query, table, impact
    ),
    cautions=lambda recipe, impacts: cautions_of(
        recipe.method.food, recipe.simulation, *impacts.values()
    ),
)

# The keys of the response, in the order of ``Services``.
_SERVICES = ("hedges", "plotSize", "cropDiversity", "permanentPasture", "livestockDensity")
_NO_DETAIL: Impacts = dict.fromkeys(DETAILS)


def effects_of(services: Services) -> Complements:
    """Ecosystemic services by their effect: a bonus is negative, and zero is never written -0."""
    return {name: 0 - points for name, points in zip(_SERVICES, services, strict=True)}


def answer(recipe: FoodRecipe, origin: str) -> dict[str, Any]:
    """The figures of a recipe; ``origin`` is the site's address."""
    results = food_results(recipe.method, recipe.simulation, recipe.results, recipe.served)
    query = echo(recipe.query)
    return {
        "webUrl": recipe.link(origin, query),
        "results": results,
        "description": recipe.description,
        "query": query,
        "meta": recipe.meta(results["total"]),
    }


def food_results(
    method: Method, recipe: Recipe, results: Results, served: Served
) -> dict[str, Any]:
    """The whole breakdown of a recipe."""
    write = served.writer()
    per_kg = write(results.per_kg)
    scoring = {"all": results.score, **served.sub_scores(method.dataset.impacts, per_kg)}
    if not math.isfinite(results.score):
        scoring = dict.fromkeys(scoring)
    to_plant = recipe.ingredients_journey
    to_shop = recipe.distribution_journey
    return {
        "total": total_of(results, write),
        "perKg": unless_void(per_kg, results.void_per_kg),
        "scoring": scoring,
        "totalMass": recipe.masses.total,
        "preparedMass": recipe.masses.prepared,
        "recipe": {
            "total": write(results.recipe),
            "ingredientsTotal": write(results.ingredients),
            "totalBonusImpact": complements(**effects_of(recipe.services)),
            "transform": write(results.transform),
            "transports": _transport(to_plant, write(results.ingredients_transport)),
        },
        "packaging": write(results.packaging),
        "preparation": write(results.preparation),
        "transports": _transport(to_plant.plus(to_shop), write(results.transport)),
        "distribution": {
            "total": unless_void(write(results.retail), results.void),
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


def total_of(results: Results, write: Writer) -> Impacts:
    """All impacts of a recipe."""
    return unless_void(write(results.total), results.void)


def unless_void(impacts: Impacts, void: float) -> Impacts:
    """Give no figure where even a category of zeros gives NaN (food.md 6.1)."""
    return impacts if math.isfinite(void) else impacts | _NO_DETAIL

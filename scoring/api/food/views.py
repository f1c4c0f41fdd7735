"""The food simulator (api.md 6): read, call the engine once, write."""

from typing import Any

from django.http import HttpRequest

from scoring.api.addresses import shared_link
from scoring.api.body import read_json
from scoring.api.food.answer import food_results
from scoring.api.food.shapes import FoodAnswer
from scoring.api.meta import meta
from scoring.api.schema.operations import Operation
from scoring.api.simulators import SimulatorView
from scoring.engine.food.description import describe
from scoring.engine.food.echo import echo
from scoring.engine.food.fields import QUERY
from scoring.engine.food.query import SCOPE, parse
from scoring.engine.food.recipe import simulate
from scoring.engine.food.warnings import warnings_of

CARROT_CAKE = {
    "ingredients": [
        {"id": "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69", "mass": 120},
        {"id": "38788025-a65e-4edf-a92f-aab0b89b0d61", "mass": 140},
        {"id": "8f3863e7-f981-4367-90a2-e1aaa096a6e0", "mass": 60},
        {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 225},
    ],
    "transform": {"id": "83b897cf-9ed2-5604-83b4-67fab8606d35", "mass": 545},
    "packaging": [{"id": "25595091-35b6-5c62-869f-a29c318c367e", "mass": 105}],
    "distribution": "ambient",
    "preparation": ["refrigeration"],
}
MANGO = {
    "ingredients": [
        {
            "id": "db0e5f44-34b4-4160-b003-77c828d75e60",
            "mass": 120,
            "country": "BR",
            "byPlane": "noPlane",
        }
    ],
    "distribution": "ambient",
}
EXAMPLES = (("Gâteau aux carottes", CARROT_CAKE), ("Mangue du Brésil, par bateau", MANGO))


class FoodSimulator(SimulatorView):
    """All impacts of a recipe."""

    operation = Operation(
        "foodSimulator",
        SCOPE,
        "Impacts d'une recette",
        "Les 21 impacts d'une recette, en tout, par kg de produit préparé et partie par partie. "
        "Sans jeton, seuls les deux scores agrégés ont une valeur.",
        FoodAnswer,
        ("FoodQuery", QUERY),
        EXAMPLES,
    )

    def simulate(self, request: HttpRequest) -> dict[str, Any]:
        """Compute one recipe."""
        method = self.method_version
        recipe = simulate(method.food, parse(method.dataset, read_json(request)))
        self.served = self.served.judged(recipe.counted_flows(), recipe.services.bonus)
        results = food_results(method, recipe, self.served)
        query = echo(recipe.query)
        return {
            "webUrl": shared_link(request, "food/ecs", query),
            "results": results,
            "description": describe(recipe.query),
            "query": query,
            "meta": meta(method, self.served, warnings_of(recipe, *results["total"].values())),
        }

"""The food simulator (api.md 6)."""

from typing import Any

from scoring.answers.food import FOOD, FoodRecipe, answer
from scoring.answers.products import CARROT_CAKE, MANGO
from scoring.api.description.operations import Operation
from scoring.api.food.shapes import FoodAnswer
from scoring.api.simulators import SimulatorView

EXAMPLES = (("Gâteau aux carottes", CARROT_CAKE), ("Mangue du Brésil, par bateau", MANGO))


class FoodSimulator(SimulatorView):
    """All impacts of a recipe."""

    sector = FOOD
    operation = Operation(
        name="foodSimulator",
        tag=FOOD.name,
        summary="Impacts d'une recette",
        description="Les 21 impacts d'une recette, en tout, par kg de produit préparé et partie "
        "par partie. Sans jeton, seuls les deux scores agrégés ont une valeur.",
        answer=FoodAnswer,
        body=("FoodQuery", FOOD.request),
        examples=EXAMPLES,
    )

    def write(self, computed: FoodRecipe, origin: str) -> dict[str, Any]:
        """The whole breakdown."""
        return answer(computed, origin)

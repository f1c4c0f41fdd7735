"""The food lists."""

from django.http import HttpRequest

from scoring.api.base import ApiView
from scoring.api.food.shapes import IngredientItem
from scoring.api.lists import CountryList, list_operation, named
from scoring.api.shapes import CountryItem, NamedItem
from scoring.engine.food.query import SCOPE
from scoring.engine.food.vocabulary import ORIGIN_LABELS


class FoodCountries(CountryList):
    """Countries of the food sector."""

    scope = SCOPE
    operation = list_operation("foodCountries", SCOPE, "Pays de l'alimentaire", CountryItem)


class FoodIngredients(ApiView):
    """Ingredients."""

    operation = list_operation("foodIngredients", SCOPE, "Ingrédients", IngredientItem)

    def get(self, request: HttpRequest) -> list[IngredientItem]:
        """List the ingredients that a recipe can hold."""
        ingredients = self.method_version.dataset.ingredients.values()
        return [
            {
                "id": ingredient.id,
                "name": ingredient.name,
                "defaultOrigin": ORIGIN_LABELS[ingredient.default_origin],
            }
            for ingredient in ingredients
            if ingredient.visible
        ]


class FoodPackagings(ApiView):
    """Packagings."""

    operation = list_operation("foodPackagings", SCOPE, "Emballages")

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the packagings."""
        return named(self.method_version.dataset.processes_of(SCOPE, "packaging"))


class FoodTransforms(ApiView):
    """Industrial transformations."""

    operation = list_operation("foodTransforms", SCOPE, "Transformations industrielles")

    def get(self, request: HttpRequest) -> list[NamedItem]:
        """List the transformations."""
        return named(self.method_version.dataset.processes_of(SCOPE, "transformation"))

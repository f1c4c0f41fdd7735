"""The food lists."""

from scoring.api.food.shapes import IngredientItem
from scoring.api.lists import CountryList, ListView, list_operation, named
from scoring.api.shapes import CountryItem, NamedItem
from scoring.engine.food.query import SCOPE
from scoring.engine.method import Method
from scoring.engine.vocabulary.food import ORIGIN_LABELS


class FoodCountries(CountryList):
    """Countries of the food sector."""

    scope = SCOPE
    operation = list_operation("foodCountries", SCOPE, "Pays de l'alimentaire", CountryItem)


class FoodIngredients(ListView):
    """Ingredients."""

    operation = list_operation("foodIngredients", SCOPE, "Ingrédients", IngredientItem)

    def items(self, method: Method) -> list[IngredientItem]:
        """List the ingredients that a recipe can include."""
        ingredients = method.dataset.ingredients.values()
        return [
            {
                "id": ingredient.id,
                "name": ingredient.name,
                "defaultOrigin": ORIGIN_LABELS[ingredient.default_origin],
            }
            for ingredient in ingredients
            if ingredient.visible
        ]


class FoodPackagings(ListView):
    """Packagings."""

    operation = list_operation("foodPackagings", SCOPE, "Emballages")

    def items(self, method: Method) -> list[NamedItem]:
        """List the packagings."""
        return named(method.dataset.processes_of(SCOPE, "packaging"))


class FoodTransforms(ListView):
    """Industrial transformations."""

    operation = list_operation("foodTransforms", SCOPE, "Transformations industrielles")

    def items(self, method: Method) -> list[NamedItem]:
        """List the transformations."""
        return named(method.dataset.processes_of(SCOPE, "transformation"))

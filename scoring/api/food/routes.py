"""The routes of the food endpoints (api.md 1)."""

from scoring.api.food.lists import FoodCountries, FoodIngredients, FoodPackagings, FoodTransforms
from scoring.api.food.views import FoodSimulator

ROUTES = (
    ("food", FoodSimulator, "food-simulator"),
    ("food/countries", FoodCountries, "food-countries"),
    ("food/ingredients", FoodIngredients, "food-ingredients"),
    ("food/packagings", FoodPackagings, "food-packagings"),
    ("food/transforms", FoodTransforms, "food-transforms"),
)

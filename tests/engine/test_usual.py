"""What is usual of a sector, as its published examples say."""

from typing import Any

import pytest

from scoring.engine.method import Method
from scoring.engine.usual import usual_recipe


def test_the_usual_recipe_is_between_the_lightest_and_the_heaviest_example(method: Method) -> None:
    examples = method.dataset.examples
    recipes: list[Any] = [example.query for example in examples if example.scope == "food"]
    masses = [sum(item["mass"] for item in recipe["ingredients"]) / 1000 for recipe in recipes]
    # One example is an empty recipe.
    masses = [mass for mass in masses if mass > 0]
    found = usual_recipe(examples)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((min(masses), max(masses)))


def test_without_recipes_nothing_is_usual(method: Method) -> None:
    assert usual_recipe(one for one in method.dataset.examples if one.scope != "food") is None

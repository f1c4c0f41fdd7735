"""Cautions about the figures of a recipe (api.md 5.5)."""

import math
from collections.abc import Iterable, Iterator

from scoring.engine.cautions import NOT_FINITE, Amounts, Caution
from scoring.engine.food.query import SCOPE, ProcessLine
from scoring.engine.food.recipe import Recipe
from scoring.engine.food.tables import FoodTables
from scoring.engine.numbers import all_finite, running_sum
from scoring.engine.usual import FAR_MASS, FAR_RECIPE

_GRAMS = 1000


def cautions_of(tables: FoodTables, recipe: Recipe, *impacts: float | None) -> list[Caution]:
    """The cautions to show; usually empty.

    ``impacts`` are the totals of the recipe; None is an unknown total, which is reported elsewhere.
    """
    return [*_cautions(recipe, impacts), *_suspicious_values(tables, recipe)]


def _cautions(recipe: Recipe, impacts: Iterable[float | None]) -> Iterator[Caution]:
    query = recipe.query
    prepared = recipe.masses.prepared
    if prepared == 0:
        yield Caution("nothing-prepared", "ingredients")
    alone = query.ingredients[0].ingredient if len(query.ingredients) == 1 else None
    if recipe.volume_m3 is not None and not math.isfinite(recipe.volume_m3) and alone:
        yield Caution("ingredient-density-unknown", "ingredients", {"name": (alone,)})
    # A figure per kg may overflow although the total does not.
    elif not all_finite(impacts, prepared or 1.0):
        yield NOT_FINITE
    if query.transform is not None:
        yield from _stranger(query.transform, "transform", "transformation")
    for line in query.packaging:
        yield from _stranger(line, "packaging", "packaging")


def _stranger(line: ProcessLine, field: str, category: str) -> Iterator[Caution]:
    """The reference accepts any process in any role; warn about an unexpected category."""
    process = line.process
    if category not in process.categories or SCOPE not in process.scopes:
        yield Caution(f"process-not-food-{category}", field, {"name": (process,)})


def _suspicious_values(tables: FoodTables, recipe: Recipe) -> Iterator[Caution]:
    """Warn about a recipe far from the published ones, or parts much heavier than ingredients."""
    query = recipe.query
    raw = running_sum(line.mass for line in query.ingredients)
    if not raw > 0:
        return
    if tables.usual is not None and tables.usual.is_far(raw, FAR_RECIPE):
        grams = tuple(bound * _GRAMS for bound in tables.usual)
        yield Caution(
            "ingredients-mass-unusual",
            "ingredients",
            {"mass": Amounts((raw * _GRAMS,), "g"), "usual": Amounts(grams, "g")},
        )
    parts = [("transform", query.transform.mass)] if query.transform else []
    parts.append(("packaging", running_sum(line.mass for line in query.packaging)))
    for field, mass in parts:
        if mass > raw * FAR_MASS:
            masses = {"mass": Amounts((mass * _GRAMS,), "g"), "raw": Amounts((raw * _GRAMS,), "g")}
            yield Caution(f"{field}-mass-unusual", field, masses)

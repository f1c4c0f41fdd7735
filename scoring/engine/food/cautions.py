"""What to know of the figures of a recipe (api.md 5.5)."""

import math
from collections.abc import Iterable, Iterator

from scoring.engine.cautions import NOT_FINITE, Caution
from scoring.engine.food.query import SCOPE, ProcessLine
from scoring.engine.food.recipe import Recipe
from scoring.engine.numbers import all_finite


def cautions_of(recipe: Recipe, *impacts: float | None) -> list[Caution]:
    """What to point out, nothing for most recipes.

    ``impacts`` are the totals of the recipe; None is one that is not known, which others tell of.
    """
    return list(_cautions(recipe, impacts))


def _cautions(recipe: Recipe, impacts: Iterable[float | None]) -> Iterator[Caution]:
    query = recipe.query
    prepared = recipe.masses.prepared
    if prepared == 0:
        yield Caution("nothing-prepared", "ingredients")
    alone = query.ingredients[0].ingredient if len(query.ingredients) == 1 else None
    if recipe.volume_m3 is not None and not math.isfinite(recipe.volume_m3) and alone:
        yield Caution("ingredient-density-unknown", "ingredients", {"name": (alone,)})
    # Per kg, a figure may overflow although the total does not.
    elif not all_finite(impacts, prepared or 1.0):
        yield NOT_FINITE
    if query.transform is not None:
        yield from _stranger(query.transform, "transform", "transformation")
    for line in query.packaging:
        yield from _stranger(line, "packaging", "packaging")


def _stranger(line: ProcessLine, field: str, category: str) -> Iterator[Caution]:
    """The reference computes any process in any part; say when it is an odd one."""
    process = line.process
    if category not in process.categories or SCOPE not in process.scopes:
        yield Caution(f"process-not-food-{category}", field, {"name": (process,)})

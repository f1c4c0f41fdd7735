"""What a careful reader would want to know of a result that is nevertheless exact."""

import math
from collections.abc import Iterable, Iterator

from scoring.engine.food.query import SCOPE, ProcessLine
from scoring.engine.food.recipe import Recipe
from scoring.engine.numbers import all_finite
from scoring.engine.wordings import NOT_FINITE


def warnings_of(recipe: Recipe, *impacts: float | None) -> list[str]:
    """French sentences, none when there is nothing to say (api.md 5.5).

    ``impacts`` are the totals of the recipe; None is one that is not known, which others tell of.
    """
    return list(_sentences(recipe, impacts))


def _sentences(recipe: Recipe, impacts: Iterable[float | None]) -> Iterator[str]:
    query = recipe.query
    prepared = recipe.masses.prepared
    if prepared == 0:
        yield "La masse préparée est nulle : les valeurs par kg et les scores sont null."
    alone = query.ingredients[0].ingredient if len(query.ingredients) == 1 else None
    if recipe.volume_m3 is not None and not math.isfinite(recipe.volume_m3) and alone:
        yield (
            f"La densité de l'ingrédient « {alone.name} » n'est pas connue dans cette version : "
            "vendu seul, son volume en magasin et les valeurs qui en dépendent sont null. Sans "
            "distribution, tout est calculé."
        )
    # Per kg, a figure may overflow although the total does not.
    elif not all_finite(impacts, prepared or 1.0):
        yield NOT_FINITE
    if query.transform is not None:
        yield from _stranger(query.transform, "transformation", "une transformation alimentaire")
    for line in query.packaging:
        yield from _stranger(line, "packaging", "un emballage")


def _stranger(line: ProcessLine, category: str, expected: str) -> Iterator[str]:
    """The reference computes any process in any part; say when it is an odd one."""
    process = line.process
    if category not in process.categories or SCOPE not in process.scopes:
        yield f"Le procédé « {process.name} » n'est pas {expected} : il est compté tel quel."

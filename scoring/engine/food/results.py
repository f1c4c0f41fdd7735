"""Impacts of a recipe: every part, the total and the figures per kg (food.md 10)."""

from typing import NamedTuple

from scoring.engine.food.recipe import Recipe
from scoring.engine.impacts import ImpactTable, Vector
from scoring.engine.numbers import divide


class Results(NamedTuple):
    """Figures of a recipe, in the order of the table's trigrams.

    The bonus of the ecosystemic services is taken off the ``ecs`` of ``ingredients``, ``recipe``,
    ``total`` and ``per_kg`` only. ``score`` is the ``ecs`` per kg, complements included. ``void``
    and ``void_per_kg`` are what a category of zeros would give in ``total`` and ``per_kg``: 0, or
    no number where a volume or a mass makes it so.
    """

    total: Vector
    per_kg: Vector
    score: float
    recipe: Vector
    ingredients: Vector
    transform: Vector
    ingredients_transport: Vector
    packaging: Vector
    preparation: Vector
    retail: Vector
    distribution_transport: Vector
    transport: Vector
    void: float
    void_per_kg: float


def compute_results(recipe: Recipe, table: ImpactTable) -> Results:
    """Weigh every part of a recipe and sum them in the order of food.md 10."""
    weigh = table.weigh
    ingredients = weigh(recipe.ingredients)
    transform = weigh(recipe.transform)
    moved = weigh(recipe.ingredients_journey.flows)
    packaging = weigh(recipe.packaging)
    retail = weigh(recipe.retail)
    distributed = weigh(recipe.distribution_journey.flows)
    preparation = weigh(recipe.preparation)
    width = range(len(table.trigrams))
    made = [ingredients[i] + transform[i] + moved[i] for i in width]
    total = [made[i] + packaging[i] + retail[i] + distributed[i] + preparation[i] for i in width]
    prepared = recipe.masses.prepared
    per_kg = [divide(figure, prepared) for figure in total]
    bonus = recipe.services.bonus
    score = 0.0
    with_bonus = list(ingredients)
    if "ecs" in table.trigrams:
        ecs = table.trigrams.index("ecs")
        score = per_kg[ecs] - divide(bonus, prepared)
        for figures in (with_bonus, made, total):
            figures[ecs] -= bonus
        per_kg[ecs] = divide(total[ecs], prepared)
    # A category of zeros over an infinite volume, or per kg of nothing, is no number.
    void = 0.0 * sum(amount for _, amount in recipe.retail)
    return Results(
        tuple(total),
        tuple(per_kg),
        score,
        tuple(made),
        tuple(with_bonus),
        transform,
        moved,
        packaging,
        preparation,
        retail,
        distributed,
        tuple([moved[i] + distributed[i] for i in width]),
        void,
        divide(void, prepared),
    )

"""Impacts of a recipe: every part, the total and the figures per kg (food.md 10)."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.engine.food.recipe import Recipe
from scoring.engine.impacts import ImpactTable, Vector
from scoring.engine.numbers import divide, running_sum
from scoring.engine.trace.recorder import Recorder

# Number of parts that make up the recipe; the others are added to it (food.md 10).
_MADE = 3


class Results(NamedTuple):
    """Figures of a recipe, in the order of the table's trigrams.

    The bonus of the ecosystemic services is subtracted from the ``ecs`` of ``ingredients``,
    ``recipe``, ``total`` and ``per_kg`` only. ``score`` is the ``ecs`` per kg, including
    complements. ``void`` and ``void_per_kg`` are what a category of zeros gives in ``total`` and
    ``per_kg``: 0, or NaN if a volume or a mass makes it so.
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


def compute_results(recipe: Recipe, table: ImpactTable, trace: Recorder | None = None) -> Results:
    """Weight every part of a recipe and sum them in the order of food.md 10.

    For a trace, ``table`` has a single impact, the one being explained.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.engine.food.query import parse
    >>> from scoring.engine.food.recipe import simulate
    >>> carrot = {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 225}
    >>> recipe = simulate(method.food, parse(method.dataset, {"ingredients": [carrot]}))
    >>> [round(figure, 2) for figure in compute_results(recipe, method.scores).total]
    [14.91, 4.37]
    """
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
    if trace is not None:
        parts = (ingredients, transform, moved, packaging, retail, distributed, preparation)
        _record_parts(trace, recipe, parts, made[0], total[0])
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
    # A category of zeros gives NaN over an infinite volume, or per kg of a zero mass.
    void = 0.0 * running_sum([amount for _, amount in recipe.retail])
    results = Results(
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
    if trace is not None:
        _record_score(trace, recipe, results)
    return results


def _record_parts(
    trace: Recorder, recipe: Recipe, parts: Sequence[Vector], made: float, total: float
) -> None:
    """Record the parts and their sums; a part that uses no process adds nothing to them.

    ``parts`` are in the order of the sum: three make ``made``, the others are added to it.
    """
    groups = (
        ("impact", "material", recipe.ingredients),
        ("impact", "transform", recipe.transform),
        ("transport.impact", "journey.material", recipe.ingredients_journey.flows),
        ("impact", "packaging", recipe.packaging),
        ("impact", "distribution", recipe.retail),
        ("transport.impact", "journey.packaging", recipe.distribution_journey.flows),
        ("impact", "use", recipe.preparation),
    )
    terms = []
    for number, ((rule, group, flows), (value,)) in enumerate(zip(groups, parts, strict=True)):
        if flows:
            stage = group.removeprefix("journey.")
            terms.append(trace.weighed(rule, group, flows, value, at=stage, stage=stage))
        if number == _MADE - 1:
            terms = [trace.sum("recipe", terms, made)]
    trace.sum("total.without_complements", terms, total)


def _record_score(trace: Recorder, recipe: Recipe, results: Results) -> None:
    total, per_kg = results.total[0], results.per_kg[0]
    without, mass = "total.without_complements", "mass.prepared"
    if trace.impact != "ecs":
        trace.line("score", "total", total, total=without)
        trace.line("per_kg", "total / mass", per_kg, total="score", mass=mass)
        return
    bonus = "services"
    if recipe.ingredients:
        (points,) = results.ingredients
        trace.line(
            "ingredients.with_services",
            "impact - bonus",
            points,
            impact="impact.material",
            bonus=bonus,
        )
    (points,) = results.recipe
    trace.line("recipe.with_services", "impact - bonus", points, impact="recipe", bonus=bonus)
    trace.line("score", "total - bonus", total, total=without, bonus=bonus)
    trace.line("per_kg", "total / mass", per_kg, total="score", mass=mass)
    trace.line(
        "scoring.all",
        "total / mass - bonus / mass",
        results.score,
        total=without,
        bonus=bonus,
        mass=mass,
    )

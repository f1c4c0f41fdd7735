"""The results column of a recipe (web.md 3.5 and 4)."""

import math
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.food import FoodRecipe
from scoring.engine.food.recipe import Recipe
from scoring.engine.food.results import Results
from scoring.web import figures
from scoring.web.cautions import sentences
from scoring.web.food import words
from scoring.web.scores import Bar, ScoreCard, bars, impact_bars, score_card, sub_score_bars
from scoring.web.weighing import Shown


class FoodResults(NamedTuple):
    """What the column shows."""

    card: ScoreCard
    stages: list[Bar]
    sub_scores: list[Bar]
    impacts: list[Bar]
    warnings: list[str]


def food_results(computed: FoodRecipe, shown: Shown) -> FoodResults:
    """Write the results of a recipe."""
    method, recipe, results = computed.method, computed.simulation, computed.results
    detailed = shown.detailed and shown.is_score and math.isfinite(results.total[0])
    services = recipe.services
    complements = [
        (_("Complément {name}").format(name=name), 0 - getattr(services, code))
        for code, name in words.SERVICES.items()
    ]
    return FoodResults(
        _card(recipe, results, shown),
        _stages(results, shown),
        sub_score_bars(method, shown, results.total, 0 - services.bonus) if detailed else [],
        impact_bars(method, shown, results.total, complements) if detailed else [],
        sentences(computed.cautions(shown.write(results.total))),
    )


def _card(recipe: Recipe, results: Results, shown: Shown) -> ScoreCard:
    masses = recipe.masses
    details: list[tuple[Any, str]] = [
        (_("Par kg de produit préparé"), shown.text_of(results.per_kg)),
        (_("Masse préparée"), figures.quantity(masses.prepared, "kg", 3)),
        (_("Masse emballée"), figures.quantity(masses.total, "kg", 3)),
    ]
    return score_card(shown, results.total, details)


def _stages(results: Results, shown: Shown) -> list[Bar]:
    parts = [
        (_("Matières premières"), results.ingredients, "stage-material"),
        (_("Transformation"), results.transform, "stage-transform"),
        (_("Emballage"), results.packaging, "stage-packaging"),
        (_("Transports"), results.transport, "transport-material"),
        (_("Distribution"), results.retail, "stage-distribution"),
        (_("Utilisation"), results.preparation, "stage-use"),
    ]
    whole = shown.figure(results.total)
    lines = [(name, shown.figure(vector), anchor) for name, vector, anchor in parts]
    return bars(shown, lines, whole)

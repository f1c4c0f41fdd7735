"""The food simulator: what it brings to the views of all simulators."""

from typing import Any

from django.http import HttpRequest

from scoring.answers.food import FOOD as FOOD_SECTOR
from scoring.answers.products import CARROT_CAKE
from scoring.engine.method import Method
from scoring.web.cautions import by_field
from scoring.web.controls import Option
from scoring.web.explorer.words import INGREDIENT_CATEGORIES
from scoring.web.food.actions import act
from scoring.web.food.cards import Calculation, Cards
from scoring.web.food.form import Form, form_of, posted_form
from scoring.web.food.reading import read_form
from scoring.web.food.results import food_results
from scoring.web.labels import label
from scoring.web.simulators import Outcome, Simulator, Templates
from scoring.web.weighing import compute_shown

# What the page opens with: the recipe that the API's documentation tries.
DEFAULT = CARROT_CAKE
TEMPLATES = Templates("food/simulator.html", "food/_simulator.html", "food/_update.html")
_REDRAWN = ("transform", "impact")


def draw(request: HttpRequest, method: Method, form: Form) -> tuple[dict[str, Any], Outcome | None]:
    """Compute a form."""
    query, errors = read_form(method, form)
    if query is None:
        return {"cards": Cards(method, form, errors), "errors": errors}, None
    recipe, shown = compute_shown(request, FOOD_SECTOR, method, query, form.impact)
    calculation = Calculation(recipe.simulation, recipe.results, shown)
    context = {
        "cards": Cards(method, form, {}, calculation, by_field(recipe.cautions({}))),
        "errors": {},
        "results": food_results(recipe, shown),
    }
    return context, Outcome(recipe, shown)


def pickers(method: Method) -> dict[str, Any]:
    """The choices of the dialogs."""
    ingredients = [
        Option(
            one.id,
            label(one),
            str(INGREDIENT_CATEGORIES.get(one.categories[0], "")) if one.categories else "",
        )
        for one in method.dataset.ingredients.values()
        if one.visible
    ]
    return {
        "ingredient_options": sorted(ingredients, key=lambda option: (option.group, option.label)),
        "packaging_options": [
            Option(one.id, label(one))
            for one in method.dataset.processes_of(FOOD_SECTOR.name, "packaging")
        ],
    }


def redraws(changed: str) -> bool:
    """Whether a change of this control changes which controls there are."""
    return changed in _REDRAWN or changed.endswith("-id")


FOOD = Simulator(
    FOOD_SECTOR,
    TEMPLATES,
    DEFAULT,
    form_of,
    posted_form,
    act,
    draw,
    pickers,
    redraws,
)

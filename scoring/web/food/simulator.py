"""The food simulator: what it brings to the views of all simulators."""

from typing import Any

from scoring.answers.food import FOOD as FOOD_SECTOR
from scoring.answers.products import CARROT_CAKE
from scoring.engine.method import Method
from scoring.web.cautions import by_field
from scoring.web.controls import Option
from scoring.web.explorer.words import INGREDIENT_CATEGORIES
from scoring.web.food.actions import act
from scoring.web.food.cards import Cards
from scoring.web.food.form import Form, form_of, posted_form
from scoring.web.food.naming import name_of
from scoring.web.food.reading import read_form
from scoring.web.food.results import food_results
from scoring.web.labels import label
from scoring.web.simulators import Simulator, Templates
from scoring.web.weighing import Outcome

# What the page opens with: the recipe that the API's documentation tries.
DEFAULT = CARROT_CAKE
TEMPLATES = Templates("food/simulator.html", "food/_simulator.html", "food/_update.html")
_REDRAWN = ("transform", "impact")


def draw(
    method: Method, form: Form, errors: dict[str, str], outcome: Outcome | None
) -> dict[str, Any]:
    """The controls of a form, and the figures of its recipe."""
    warnings = {} if outcome is None else by_field(outcome.computed.cautions({}))
    context: dict[str, Any] = {"cards": Cards(method, form, errors, outcome, warnings)}
    if outcome is not None:
        context["results"] = food_results(outcome)
    return context


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
    read_form,
    draw,
    pickers,
    redraws,
    name_of,
)

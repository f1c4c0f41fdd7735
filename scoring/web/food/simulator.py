"""The food simulator: what it brings to the views of all simulators."""

from typing import Any

from django.http import HttpRequest

from scoring.api.food.views import CARROT_CAKE
from scoring.engine.food.description import describe
from scoring.engine.food.echo import echo
from scoring.engine.food.query import SCOPE, parse
from scoring.engine.food.recipe import simulate
from scoring.engine.food.results import compute_results
from scoring.engine.method import Method
from scoring.web.controls import Option
from scoring.web.explorer.wording import INGREDIENT_CATEGORIES
from scoring.web.food.actions import act
from scoring.web.food.cards import Calculation, Cards
from scoring.web.food.form import Form, form_of, posted_form
from scoring.web.food.reading import read_form
from scoring.web.food.results import food_results
from scoring.web.labels import label
from scoring.web.simulators import Outcome, Simulator, Templates
from scoring.web.weighing import shown_to

# What the page opens with: the recipe that the API's documentation tries.
DEFAULT = CARROT_CAKE
TEMPLATES = Templates("food/simulator.html", "food/_simulator.html", "food/_update.html")
_REDRAWN = ("transform", "impact")


def normalise(method: Method, body: object) -> dict[str, Any]:
    """Read a request and give it back normalised."""
    return echo(parse(method.dataset, body))


def draw(request: HttpRequest, method: Method, form: Form) -> tuple[dict[str, Any], Outcome | None]:
    """Compute a form."""
    query, errors = read_form(method, form)
    if query is None:
        return {"cards": Cards(method, form, errors), "errors": errors}, None
    recipe = simulate(method.food, query)
    shown = shown_to(request, method, form.impact, recipe.counted_flows(), recipe.services.bonus)
    results = compute_results(recipe, shown.table)
    context = {
        "cards": Cards(method, form, {}, Calculation(recipe, results, shown)),
        "errors": {},
        "results": food_results(method, recipe, results, shown),
    }
    return context, Outcome(echo(query), describe(query), shown)


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
            Option(one.id, label(one)) for one in method.dataset.processes_of(SCOPE, "packaging")
        ],
    }


def redraws(changed: str) -> bool:
    """Whether a change of this control changes which controls there are."""
    return changed in _REDRAWN or changed.endswith("-id")


FOOD = Simulator(
    SCOPE,
    TEMPLATES,
    "alimentaire",
    DEFAULT,
    normalise,
    form_of,
    posted_form,
    act,
    draw,
    pickers,
    redraws,
)

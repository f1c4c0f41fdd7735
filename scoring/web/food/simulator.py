"""The food simulator: what it provides to the shared views."""

import re
from typing import Any

from scoring.answers.food import FOOD as FOOD_SECTOR
from scoring.answers.products import CARROT_CAKE
from scoring.engine.method import Method
from scoring.web.controls import Option, options_of
from scoring.web.food.actions import act
from scoring.web.food.cards import Cards
from scoring.web.food.form import form_of, posted_form
from scoring.web.food.naming import name_of
from scoring.web.food.reading import refusals
from scoring.web.food.results import food_results
from scoring.web.labels import label
from scoring.web.simulators import SectorTemplates, Simulator
from scoring.web.words.data import INGREDIENT_CATEGORIES

TEMPLATES = SectorTemplates("food/simulator.html", "food/_simulator.html", "food/_update.html")


def pickers(method: Method) -> dict[str, Any]:
    """The options of the dialogs."""
    ingredients = [
        Option(
            one.id,
            label(one),
            str(INGREDIENT_CATEGORIES.get(one.categories[0], "")) if one.categories else "",
        )
        for one in method.dataset.ingredients.values()
        if one.visible
    ]
    packagings = method.dataset.processes_of(FOOD_SECTOR.name, "packaging")
    return {
        "ingredient_options": sorted(ingredients, key=lambda option: (option.group, option.label)),
        "packaging_options": options_of(packagings),
    }


FOOD = Simulator(
    sector=FOOD_SECTOR,
    templates=TEMPLATES,
    # The sample recipe of the API's documentation.
    default=CARROT_CAKE,
    empty={"ingredients": []},
    form_of=form_of,
    posted_form=posted_form,
    act=act,
    refusals=refusals,
    draw=lambda *drawn: {"cards": Cards(*drawn)},
    results=food_results,
    pickers=pickers,
    redrawn=re.compile(r"transform|impact|.*-id"),
    name_of=name_of,
)

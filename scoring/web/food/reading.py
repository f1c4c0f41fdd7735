"""The errors of a form as typed, by control, in the visitor's language."""

from collections import Counter

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import GRAMS
from scoring.engine.errors import InvalidQuery
from scoring.engine.food.query import parse
from scoring.engine.method import Method
from scoring.web.bounds import TooLarge
from scoring.web.food.form import Form
from scoring.web.posted_json import Unreadable, read_json
from scoring.web.typed_numbers import Limits, named_refusal
from scoring.web.words.food import FIELDS

_MASS = Limits(None, None, GRAMS, above_zero=True)


def refusals(method: Method, form: Form) -> dict[str, str]:
    """Error messages by control; "" if valid."""
    errors = {}
    known = method.dataset.ingredients
    given_twice = _given_twice(method, form)
    seen: set[str] = set()
    for position, line in enumerate(form.ingredients):
        ingredient = known.get(line.id)
        if ingredient is None or not ingredient.visible:
            errors[f"ingredient-{position}-id"] = _("« {name} » n'est pas un ingrédient.").format(
                name=line.id
            )
        elif line.id in seen and line.id not in given_twice:
            errors[f"ingredient-{position}-id"] = _("Cet ingrédient est déjà dans la recette.")
        seen.add(line.id)
        errors[f"ingredient-{position}-mass"] = _mass(line.get("mass"))
    if form.transform:
        errors["transform-mass"] = _mass(form.transform_mass)
    for position, line in enumerate(form.packaging):
        errors[f"packaging-{position}-mass"] = _mass(line.get("mass"))
    return errors


def _mass(text: str) -> str:
    return named_refusal(FIELDS["mass"], text, _MASS)


def _given_twice(method: Method, form: Form) -> set[str]:
    """Ingredients repeated in the opened link itself, which the API allows."""
    try:
        opened = parse(method.dataset, read_json("initial", form.initial))
    except (Unreadable, TooLarge, InvalidQuery):
        return set()
    counted = Counter(line.ingredient.id for line in opened.ingredients)
    return {identifier for identifier, times in counted.items() if times > 1}

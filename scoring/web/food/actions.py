"""The actions of the form's buttons, with or without scripts."""

from scoring.engine.food.query import SCOPE
from scoring.engine.method import Method
from scoring.web.food.form import FIRST_MASS, Form, follow_ingredients
from scoring.web.forms import FormLine, delete_line


def act(method: Method, form: Form, action: str) -> None:
    """Perform a button's action."""
    name, _colon, detail = action.partition(":")
    match name:
        case "add-ingredient":
            _add_ingredient(method, form, detail)
        case "delete-ingredient":
            delete_line(form.ingredients, detail)
            follow_ingredients(form)
        case "add-packaging":
            _add_packaging(method, form, detail)
        case "delete-packaging":
            delete_line(form.packaging, detail)


def _add_ingredient(method: Method, form: Form, identifier: str) -> None:
    """Add an ingredient; the first unused one if the button names none."""
    visible = [one.id for one in method.dataset.ingredients.values() if one.visible]
    used = {line.id for line in form.ingredients}
    if not identifier:
        identifier = next((one for one in visible if one not in used), visible[0])
    form.ingredients.append(FormLine(identifier, {"mass": FIRST_MASS}))
    follow_ingredients(form)


def _add_packaging(method: Method, form: Form, identifier: str) -> None:
    packagings = [one.id for one in method.dataset.processes_of(SCOPE, "packaging")]
    if packagings:
        chosen = identifier if identifier in packagings else packagings[0]
        form.packaging.append(FormLine(chosen, {"mass": FIRST_MASS}))

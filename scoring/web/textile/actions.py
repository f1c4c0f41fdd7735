"""The actions of the form's buttons, with or without scripts."""

from decimal import Decimal

from scoring.answers.textile.sector import TEXTILE
from scoring.answers.typed_numbers import PERCENT
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.web.forms import FormLine, delete_line
from scoring.web.posted_json import Unreadable, read_json
from scoring.web.textile.form import (
    EXPLORATORY,
    LARGEST_NUMBER_OF_MATERIALS,
    REGULATORY,
    Form,
    form_of,
)
from scoring.web.typed_numbers import plain_number, shown_number

_OF_TRIMS = ("add-trim", "delete-trim", "own-trims", "default-trims")


def act(method: Method, form: Form, action: str) -> None:
    """Perform a button's action; if values would be lost, the form asks for confirmation."""
    name, _colon, detail = action.partition(":")
    form.opens = "trims" if name in _OF_TRIMS else ""
    match name:
        case "add-material":
            _add_material(method, form, detail)
        case "delete-material" if len(form.materials) > 1:
            delete_line(form.materials, detail)
            if len(form.materials) == 1:
                form.materials[0].values["share"] = "100"
        case "add-trim":
            _own_trims(method, form).append(
                FormLine(detail or _first_trim(method), {"quantity": "1"})
            )
        case "delete-trim":
            delete_line(_own_trims(method, form), detail)
        case "own-trims":
            _own_trims(method, form)
        case "default-trims":
            form.trims = None
        case "exploratory":
            form.mode = EXPLORATORY
        case "regulatory":
            form.asks = bool(form.advanced_values)
            if not form.asks:
                form.mode = REGULATORY
        case "lever":
            _apply(method, form, detail)
        case "regulatory-confirmed":
            form.forget_advanced_values()
            form.mode = REGULATORY


def _apply(method: Method, form: Form, change: str) -> None:
    """Merge a change of the request into the form; one that makes no request changes nothing."""
    try:
        merged = read_json("lever", change)
        if not isinstance(merged, dict):
            return
        changed = form_of(TEXTILE.normalise(method, {**form.body(), **merged}), form.impact)
    except (Unreadable, InvalidQuery):
        return
    form.values, form.materials = changed.values, changed.materials
    form.trims, form.disabled = changed.trims, changed.disabled
    if changed.mode == EXPLORATORY:
        form.mode = EXPLORATORY


def _add_material(method: Method, form: Form, identifier: str) -> None:
    if len(form.materials) >= LARGEST_NUMBER_OF_MATERIALS:
        return
    materials = method.dataset.materials
    used = {line.id for line in form.materials}
    free = next((known for known in materials if known not in used), next(iter(materials)))
    chosen = identifier if identifier in materials else free
    form.materials.append(FormLine(chosen, {"share": _missing_share(form.materials)}))


def _missing_share(lines: list[FormLine]) -> str:
    """The share missing from a composition, as its field shows it; 0 if a share is invalid."""
    shares = [plain_number(line.get("share"), PERCENT) for line in lines]
    if not all(shares):
        return "0"
    return shown_number(float(max(Decimal(0), 100 - sum(map(Decimal, shares)))))


def _own_trims(method: Method, form: Form) -> list[FormLine]:
    """The form's own list of trims, initially that of the category."""
    if form.trims is None:
        product = method.dataset.products.get(form.get("product"))
        form.trims = [
            FormLine(trim.component.id, {"quantity": str(trim.quantity)})
            for trim in (product.trims if product else ())
        ]
    return form.trims


def _first_trim(method: Method) -> str:
    return next(
        component.id
        for component in method.dataset.components.values()
        if "textile" in component.scopes and component.elements
    )

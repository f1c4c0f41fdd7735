"""The actions of the form's buttons, with or without scripts."""

from typing import TypeVar

from scoring.engine.items import echo_element
from scoring.engine.method import Method
from scoring.web.forms import position_in
from scoring.web.objects.form import ComponentForm, ElementForm, Form, element_of
from scoring.web.objects.starting import first_amount
from scoring.web.typed_numbers import shown_number

T = TypeVar("T")


def act(scope: str, method: Method, form: Form, action: str) -> None:
    """Perform a button's action in the form of a scope; an invalid position is ignored."""
    name, *details = action.split(":")
    detail, *rest = details or [""]
    component = _at(form.components, detail)
    match name:
        case "add-component":
            _add_component(scope, method, form, detail)
        case "add-own":
            own = ComponentForm("", own=True)
            _add_element(scope, method, own, detail)
            form.components.append(own)
        case _ if component is not None:
            _act_on(scope, method, form, component, [name, *rest])


def _act_on(
    scope: str, method: Method, form: Form, component: ComponentForm, words: list[str]
) -> None:
    """Perform a button's action on a component: ``words`` are the action and its arguments."""
    name, detail, rank_text, *_ = [*words, "", ""]
    element = _at(component.elements, detail)
    match name:
        case "delete-component":
            form.components.remove(component)
        case "unfold":
            _unfold(method, component)
        case "fold":
            component.own, component.elements = False, []
        case "add-element":
            _add_element(scope, method, component, detail)
        case "delete-element" if element is not None:
            component.elements.remove(element)
        case "delete-transform" if element is not None:
            rank = position_in(element.transforms, rank_text)
            if rank is not None:
                del element.transforms[rank]


def _add_component(scope: str, method: Method, form: Form, identifier: str) -> None:
    known = [one.id for one in method.dataset.components_of(scope) if one.elements]
    if known:
        form.components.append(ComponentForm(identifier if identifier in known else known[0]))


def _add_element(scope: str, method: Method, component: ComponentForm, material: str) -> None:
    """Add an element; only materials can be added (object.md 5)."""
    materials = {one.id: one for one in method.dataset.processes_of(scope, "material")}
    if materials:
        chosen = materials.get(material) or next(iter(materials.values()))
        component.elements.append(ElementForm(chosen.id, shown_number(first_amount(chosen))))


def _unfold(method: Method, component: ComponentForm) -> None:
    """Give a catalogue component editable elements, initially a copy of its own."""
    known = method.dataset.components.get(component.id)
    if known is not None and not component.own:
        component.own = True
        component.elements = [element_of(echo_element(element)) for element in known.elements]


def _at(items: list[T], position: str) -> T | None:
    found = position_in(items, position)
    return None if found is None else items[found]

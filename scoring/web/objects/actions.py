"""What the form's buttons do, with scripts or without."""

from typing import TypeVar

from scoring.engine.errors import InvalidQuery
from scoring.engine.items import echo_element
from scoring.engine.method import Method
from scoring.engine.objects.query import echo, parse
from scoring.web.lines import position_in
from scoring.web.objects.form import ComponentForm, ElementForm, Form, element_of, form_of
from scoring.web.posted_json import Unreadable, read_json

T = TypeVar("T")


class Actions:
    """The actions of a scope's form."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def act(self, method: Method, form: Form, action: str) -> Form:
        """Do what a button says; a position that is none changes nothing."""
        name, *details = action.split(":")
        if name == "reset":
            return self._initial(method, form)
        if name == "add-component":
            self._add_component(method, form, details[0] if details else "")
        elif name == "add-own":
            self._add_own(method, form, details[0] if details else "")
        elif details:
            component = _at(form.components, details[0])
            if component is not None:
                self._act_on(method, form, component, name, details[1:])
        return form

    def _act_on(
        self, method: Method, form: Form, component: ComponentForm, name: str, details: list[str]
    ) -> None:
        detail = details[0] if details else ""
        match name:
            case "delete-component":
                form.components.remove(component)
            case "unfold":
                _unfold(method, component)
            case "fold":
                component.own, component.elements = False, []
            case "add-element":
                self._add_element(method, component, detail)
            case "delete-element":
                element = _at(component.elements, detail)
                if element is not None:
                    component.elements.remove(element)
            case "delete-transform":
                element = _at(component.elements, detail)
                rank = position_in(element.transforms if element else (), "".join(details[1:2]))
                if element is not None and rank is not None:
                    del element.transforms[rank]

    def _add_component(self, method: Method, form: Form, identifier: str) -> None:
        known = [one.id for one in method.dataset.components_of(self.scope) if one.elements]
        if known:
            chosen = identifier if identifier in known else known[0]
            form.components.append(ComponentForm(chosen))

    def _add_own(self, method: Method, form: Form, material: str) -> None:
        component = ComponentForm("", own=True)
        self._add_element(method, component, material)
        form.components.append(component)

    def _add_element(self, method: Method, component: ComponentForm, material: str) -> None:
        """Only a material can be added (object.md 5)."""
        materials = [one.id for one in method.dataset.processes_of(self.scope, "material")]
        if materials:
            chosen = material if material in materials else materials[0]
            component.elements.append(ElementForm(chosen))

    def _initial(self, method: Method, form: Form) -> Form:
        """The form as it was opened; an empty product if that cannot be read."""
        try:
            body = echo(parse(method.dataset, self.scope, read_json("initial", form.initial)))
        except (Unreadable, InvalidQuery):
            body = {"components": []}
        initial = form_of(body, form.impact)
        initial.initial = form.initial
        return initial


def _unfold(method: Method, component: ComponentForm) -> None:
    """Give a component of the catalogue elements of its own, which are its own to begin with."""
    known = method.dataset.components.get(component.id)
    if known is not None and not component.own:
        component.own = True
        component.elements = [element_of(echo_element(element)) for element in known.elements]


def _at(items: list[T], position: str) -> T | None:
    found = position_in(items, position)
    return None if found is None else items[found]

"""The form of objects and light vehicles: conversion to and from the API request.

A catalogue component shows only its quantity and name until it is expanded; its elements then
become the visitor's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from scoring.answers.typed_numbers import NUMBER, PIECES, Kind, kind_of_unit
from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.web.forms import SectorForm
from scoring.web.labels import label
from scoring.web.objects.starting import first_amount
from scoring.web.typed_numbers import shown_number, typed_number


@dataclass(slots=True)
class ElementForm:
    """An element: the values of its controls; ``reads`` is the kind of number of its amount."""

    material: str
    amount: str
    transforms: list[str] = field(default_factory=list)
    reads: Kind = NUMBER

    def body(self) -> dict[str, Any]:
        """The element in a request."""
        return {
            "amount": typed_number(self.amount, self.reads),
            "material": self.material,
            "transforms": self.transforms,
        }


@dataclass(slots=True)
class ComponentForm:
    """A component: ``id`` is "" for the visitor's own; ``own`` means it has its own elements."""

    id: str
    quantity: str = "1"
    name: str = ""
    own: bool = False
    elements: list[ElementForm] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        """The item in a request."""
        item: dict[str, Any] = {"quantity": typed_number(self.quantity, PIECES)}
        if self.id:
            item["id"] = self.id
        custom: dict[str, Any] = {}
        if self.own:
            custom["elements"] = [element.body() for element in self.elements]
        if self.name:
            custom["name"] = self.name
        if custom:
            item["custom"] = custom
        return item


@dataclass(slots=True, kw_only=True)
class Form(SectorForm):
    """The values of the controls."""

    components: list[ComponentForm] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        """The API request; anything that is not a valid number is left as text."""
        return {"components": [component.body() for component in self.components]}


def form_of(body: Mapping[str, Any], impact: str = "ecs") -> Form:
    """The form that shows a normalised request (``scoring.engine.objects.query.echo``)."""
    return Form(components=[_component(item) for item in body["components"]], impact=impact)


def posted_form(method: Method, data: QueryDict) -> Form:
    """Parse a posted form; changing an element's material resets its transforms."""
    form = Form(impact=data.get("impact", "ecs"), initial=data.get("initial", ""))
    for position in range(len(data)):
        prefix = f"component-{position}"
        if f"{prefix}-id" not in data:
            break
        component = ComponentForm(
            id=data.get(f"{prefix}-id", ""),
            quantity=data.get(f"{prefix}-quantity", "").strip(),
            name=data.get(f"{prefix}-name", "").strip(),
            own=bool(data.get(f"{prefix}-own")),
        )
        known = method.dataset.components.get(component.id)
        if known is not None and component.name == label(known):
            component.name = ""
        component.elements = _posted_elements(method, data, prefix)
        form.components.append(component)
    return form


def _posted_elements(method: Method, data: QueryDict, component: str) -> list[ElementForm]:
    elements = []
    for position in range(len(data)):
        prefix = f"{component}-element-{position}"
        material = data.get(f"{prefix}-material")
        if material is None:
            break
        transforms = []
        if data.get(f"{prefix}-shown", material) == material:
            transforms = [*data.getlist(f"{prefix}-transform"), data.get(f"{prefix}-more", "")]
        process = method.dataset.processes.get(material)
        former = method.dataset.processes.get(data.get(f"{prefix}-shown", material))
        elements.append(
            ElementForm(
                material=material,
                amount=_amount(data, f"{prefix}-amount", former, process),
                transforms=list(filter(None, transforms)),
                reads=kind_of_unit(process.unit) if process else NUMBER,
            )
        )
    return elements


def _amount(data: QueryDict, name: str, former: Process | None, process: Process | None) -> str:
    """The amount typed; an unchanged initial amount is reset if the unit changes.

    Scripts say what was changed; without them, an amount equal to the initial one is unchanged.
    """
    typed = data.get(name, "").strip()
    if former is None or process is None or former.unit == process.unit:
        return typed
    if "changed" in data:
        untouched = name not in data.get("changed", "").split()
    else:
        untouched = typed == shown_number(first_amount(former))
    return shown_number(first_amount(process)) if untouched else typed


def _component(item: Mapping[str, Any]) -> ComponentForm:
    custom = item.get("custom") or {}
    return ComponentForm(
        id=item.get("id", ""),
        quantity=shown_number(item["quantity"]),
        name=custom.get("name", ""),
        own="elements" in custom,
        elements=[element_of(element) for element in custom.get("elements", ())],
    )


def element_of(element: Mapping[str, Any]) -> ElementForm:
    """The controls of an element of a request or of the catalogue."""
    transforms = list(element.get("transforms") or ())
    return ElementForm(element["material"], shown_number(element["amount"]), transforms)

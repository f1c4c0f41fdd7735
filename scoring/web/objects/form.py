"""The form of objects and light vehicles: to and from the request that the API takes.

A component of the catalogue shows only its quantity and its name until it is unfolded; then its
elements are the visitor's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from scoring.answers.typed_numbers import NUMBER, PIECES, Kind, kind_of_unit
from scoring.engine.method import Method
from scoring.web.forms import SectorForm
from scoring.web.labels import label
from scoring.web.typed_numbers import shown_number, typed_number

FIRST_AMOUNT = "1"


@dataclass(slots=True)
class ElementForm:
    """An element: what its controls hold; ``reads`` is what its amount is counted in."""

    material: str
    amount: str = FIRST_AMOUNT
    transforms: list[str] = field(default_factory=list)
    reads: Kind = NUMBER

    def body(self) -> dict[str, Any]:
        """The element of a request."""
        return {
            "amount": typed_number(self.amount, self.reads),
            "material": self.material,
            "transforms": self.transforms,
        }


@dataclass(slots=True)
class ComponentForm:
    """A component: ``id`` is "" for one of the visitor's own; ``own`` says that elements are."""

    id: str
    quantity: str = "1"
    name: str = ""
    own: bool = False
    elements: list[ElementForm] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        """The item of a request."""
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
    """What the controls hold."""

    components: list[ComponentForm] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        """The request that the API takes; what cannot be read as a number stays a text."""
        return {"components": [component.body() for component in self.components]}


def form_of(body: Mapping[str, Any], impact: str = "ecs") -> Form:
    """The form that shows a normalised request (``scoring.engine.objects.query.echo``)."""
    return Form(components=[_component(item) for item in body["components"]], impact=impact)


def posted_form(method: Method, data: QueryDict) -> Form:
    """The form as a browser sends it; another material resets its element's transforms."""
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
        elements.append(
            ElementForm(
                material=material,
                amount=data.get(f"{prefix}-amount", "").strip(),
                transforms=list(filter(None, transforms)),
                reads=kind_of_unit(process.unit) if process else NUMBER,
            )
        )
    return elements


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

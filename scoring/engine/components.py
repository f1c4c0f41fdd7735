"""Components made of elements: textile trims, objects, light vehicles (object.md).

An element's amount is what remains in the finished component; what had to be bought is more, by
the losses of its transforms. Transforms are charged on the amount that enters them, in the unit
of the material (the rule that object.md 3 calls *amount*), so they must share that unit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from scoring.engine.dataset import Dataset
from scoring.engine.errors import EngineError
from scoring.engine.impacts import Flow
from scoring.engine.records import Component, Element, Process

MJ_PER_KWH = 3.6


class ComponentError(EngineError):
    """A component cannot be computed; the message says why, in French."""


class ElementStep(NamedTuple):
    """The purchase of an element's material, or one of its transforms.

    ``mass_kg`` is the element's mass after the step.
    """

    process: Process
    flows: tuple[Flow, ...]
    mass_kg: float


class Item(NamedTuple):
    """A line of a request: how many of a component, perhaps with elements of its own."""

    component: Component | None
    quantity: int
    name: str | None
    elements: tuple[Element, ...]
    custom: Mapping[str, Any] | None


class Assembly(NamedTuple):
    """What one piece takes: the flows of all its elements, and its mass in kg."""

    flows: tuple[Flow, ...]
    mass_kg: float


def element_steps(element: Element, roles: Mapping[str, Process]) -> tuple[ElementStep, ...]:
    """Compute one element: its material, then its transforms in order (object.md 3)."""
    material = element.material
    check_units(element)
    amount = element.amount
    for transform in reversed(element.transforms):
        if transform.waste >= 1:
            raise ComponentError("Un taux de perte ne peut pas être de 100%")
        amount /= 1 - transform.waste
    kg_per_unit = 1.0 if material.unit == "kg" else material.density
    steps = [ElementStep(material, ((material.index, amount),), amount * kg_per_unit)]
    electricity = roles["component_electricity"].index
    heat = roles["component_heat"].index
    for transform in element.transforms:
        flows = (
            (transform.index, amount),
            (electricity, amount * transform.elec_mj / MJ_PER_KWH),
            (heat, amount * transform.heat_mj),
        )
        amount *= 1 - transform.waste
        steps.append(ElementStep(transform, flows, amount * kg_per_unit))
    return tuple(steps)


def check_units(element: Element) -> None:
    """Refuse transforms that are not counted in the unit of the material."""
    unit = element.material.unit
    strangers = [
        f"{transform.name} ({transform.unit})"
        for transform in element.transforms
        if transform.unit != unit
    ]
    if strangers:
        raise ComponentError(
            f"Les procédés de transformation doivent avoir la même unité que la matière "
            f"{element.material.name} ({unit}) : {', '.join(strangers)}"
        )


def assemble(elements: Sequence[Element], roles: Mapping[str, Process]) -> Assembly:
    """Sum the elements of one piece."""
    flows: list[Flow] = []
    mass_kg = 0.0
    for element in elements:
        steps = element_steps(element, roles)
        for step in steps:
            flows.extend(step.flows)
        mass_kg += steps[-1].mass_kg
    return Assembly(tuple(flows), mass_kg)


def read_items(
    dataset: Dataset, scope: str, decoded: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Item, ...], str | None]:
    """Resolve the lines of a request; the text is the refusal of the first bad one, if any."""
    items = []
    for line in decoded:
        try:
            items.append(_item(dataset, scope, line))
        except ComponentError as error:
            return (), str(error)
    return tuple(items), None


def _item(dataset: Dataset, scope: str, line: Mapping[str, Any]) -> Item:
    component = dataset.components.get(line["id"])
    if component is None or scope not in component.scopes:
        raise ComponentError(f"Aucun composant avec id={line['id']}")
    custom = line.get("custom")
    if not custom:
        return Item(component, line["quantity"], component.name, component.elements, None)
    elements = component.elements
    if "elements" in custom:
        elements = tuple(_element(dataset, element) for element in custom["elements"])
    name = custom.get("name", "").strip() or component.name
    return Item(component, line["quantity"], name, elements, custom)


def _element(dataset: Dataset, decoded: Mapping[str, Any]) -> Element:
    element = Element(
        decoded["amount"],
        _process(dataset, decoded["material"]),
        tuple(_process(dataset, identifier) for identifier in decoded.get("transforms", ())),
    )
    check_units(element)
    return element


def _process(dataset: Dataset, identifier: str) -> Process:
    process = dataset.processes.get(identifier)
    if process is None:
        raise ComponentError(f"Procédé introuvable par id : {identifier}")
    return process

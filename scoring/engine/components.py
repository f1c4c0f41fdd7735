"""Components made of elements: textile trims, objects, light vehicles (object.md 3).

An element's amount is what remains in the finished component; what had to be bought is more, by
the losses of its transforms. Transforms are charged on the amount that enters them, in the unit
of the material (the rule that object.md calls *amount*), so they must share that unit. The rule
*mass* charges them on the kilograms that enter them, whatever their unit: the public service did
so up to v7.1, which for wood in m3 is hundreds of times too much. It is kept for comparisons only.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.engine.errors import EngineError
from scoring.engine.impacts import Flow
from scoring.engine.records import Element, Process

MJ_PER_KWH = 3.6


class ComponentError(EngineError):
    """A component cannot be computed; the message says why, in French."""


class ElementStep(NamedTuple):
    """The purchase of an element's material, or one of its transforms.

    ``mass_kg`` is the element's mass after the step, 0 where the material's density is not known.
    """

    process: Process
    flows: tuple[Flow, ...]
    mass_kg: float


class Assembly(NamedTuple):
    """What one piece takes: the flows of all its elements, and its mass in kg."""

    flows: tuple[Flow, ...]
    mass_kg: float


def element_steps(
    element: Element, roles: Mapping[str, Process], *, by_mass: bool = False
) -> tuple[ElementStep, ...]:
    """Compute one element: its material, then its transforms in order.

    Raises ``ComponentError`` for a transform that loses everything, and, unless ``by_mass``, for
    one that is not counted in the unit of the material.
    """
    material = element.material
    if not by_mass:
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
        base = amount * kg_per_unit if by_mass else amount
        flows = (
            (transform.index, base),
            (electricity, base * transform.elec_mj / MJ_PER_KWH),
            (heat, base * transform.heat_mj),
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

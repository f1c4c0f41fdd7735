"""Components made of elements: textile trims, objects, light vehicles (object.md 3).

An element's amount is what remains in the finished component; the amount purchased is larger,
because of the losses of its transforms. Transforms are charged on the amount that enters them, in
the unit of the material (the rule that object.md calls *amount*), so both must use the same unit.
The rule *mass* charges them on the kilograms that enter them, whatever their unit: the public
service did so up to v7.1, which overstates wood in m3 by a factor of hundreds. It is kept for
comparisons only.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.engine.errors import EngineError
from scoring.engine.impacts import Flow
from scoring.engine.records import Element, Process
from scoring.engine.trace.data import density_of, electricity_of, heat_of, waste_of
from scoring.engine.trace.lines import Origin, Sourced
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import MJ_PER_KWH


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
    """What one piece requires: the flows of all its elements, and its mass in kg."""

    flows: tuple[Flow, ...]
    mass_kg: float


def know_elements(
    trace: Recorder, elements: Sequence[Element], *, origin: Origin, path: str, at: str | int
) -> None:
    """Register the elements of a piece in the trace before it is computed.

    ``path`` is their location in the request or in the data, depending on ``origin``; ``at``
    identifies the piece.
    """
    for number, element in enumerate(elements):
        here, key = f"{at}.{number}", f"{path}.{number}"
        unit = element.material.unit
        amount = Sourced(value=element.amount, origin=origin, key=f"{key}.amount", unit=unit)
        trace.know(f"element.amount.{here}", amount)
        processes = (
            ("material", element.material),
            *((f"transforms.{n}", process) for n, process in enumerate(element.transforms)),
        )
        for step, (field, process) in enumerate(processes):
            known = Sourced(value=process.id, origin=origin, key=f"{key}.{field}")
            trace.know(f"element.process.{here}.{step}", known)


def kilograms_per_unit(material: Process) -> float:
    """What one unit of a material weighs, in kg; 0 where its density is not known."""
    return 1.0 if material.unit == "kg" else material.density


def element_steps(
    element: Element,
    roles: Mapping[str, Process],
    *,
    by_mass: bool = False,
    trace: Recorder | None = None,
    at: str = "",
) -> tuple[ElementStep, ...]:
    """Compute one element: its material, then its transforms in order.

    ``at`` identifies the element in a trace, where ``know_elements`` has registered it. The flows
    of a step are recorded in the group ``step`` followed by ``at`` and the step's position.

    Raises ``ComponentError`` for a transform that loses everything, and, unless ``by_mass``, for
    one whose unit is not that of the material.
    """
    material = element.material
    if not by_mass:
        check_units(element)
    amount = element.amount
    for transform in reversed(element.transforms):
        if transform.waste >= 1:
            raise ComponentError("Un taux de perte ne peut pas être de 100%")
        amount /= 1 - transform.waste
    kg_per_unit = kilograms_per_unit(material)
    if trace is not None:
        entering = _record_purchase(trace, element, amount, at)
    steps = [ElementStep(material, ((material.index, amount),), amount * kg_per_unit)]
    electricity = roles["component_electricity"].index
    heat = roles["component_heat"].index
    for position, transform in enumerate(element.transforms, start=1):
        base = amount * kg_per_unit if by_mass else amount
        flows = (
            (transform.index, base),
            (electricity, base * transform.elec_mj / MJ_PER_KWH),
            (heat, base * transform.heat_mj),
        )
        amount *= 1 - transform.waste
        steps.append(ElementStep(transform, flows, amount * kg_per_unit))
        if trace is not None:
            here = f"{at}.{position}"
            entering = _record_transform(trace, transform, flows, amount, entering, here)
    if trace is not None:
        _record_mass(trace, material, steps[-1].mass_kg, entering, at)
    return tuple(steps)


def _record_purchase(trace: Recorder, element: Element, bought: float, at: str) -> Sourced:
    losses = {f"waste_{n}": waste_of(one) for n, one in enumerate(element.transforms, start=1)}
    known = trace.line(
        "element.bought",
        " / ".join(["amount", *[f"(1 - {name})" for name in reversed(losses)]]),
        bought,
        at=at,
        unit=element.material.unit,
        subject=element.material.name,
        amount=f"element.amount.{at}",
        more=losses,
    )
    choice = {"process": trace.known(f"element.process.{at}.0")}
    trace.flow(f"step.{at}.0", known, choice=choice)
    return known


def _record_transform(
    trace: Recorder,
    transform: Process,
    flows: tuple[Flow, Flow, Flow],
    left: float,
    entering: Sourced,
    at: str,
) -> Sourced:
    name = transform.name
    _, (_, kwh), (_, heat_mj) = flows
    choice = {"process": trace.known(f"element.process.{at}")}
    trace.flow(f"step.{at}", entering, choice=choice)
    trace.flow(
        f"step.{at}",
        trace.line(
            "element.electricity",
            "amount * electricity / 3.6",
            kwh,
            at=at,
            subject=name,
            amount=entering,
            electricity=electricity_of(transform),
        ),
        trace.line(
            "element.heat",
            "amount * heat",
            heat_mj,
            at=at,
            subject=name,
            amount=entering,
            heat=heat_of(transform),
        ),
    )
    return trace.line(
        "element.left",
        "amount * (1 - waste)",
        left,
        at=at,
        unit=entering.unit,
        subject=name,
        amount=entering,
        waste=waste_of(transform),
    )


def _record_mass(
    trace: Recorder, material: Process, mass_kg: float, left: Sourced, at: str
) -> None:
    if material.unit == "kg":
        trace.line("element.mass", "amount", mass_kg, at=at, subject=material.name, amount=left)
        return
    trace.line(
        "element.mass",
        "amount * density",
        mass_kg,
        at=at,
        subject=material.name,
        amount=left,
        density=density_of(material),
    )


def check_units(element: Element) -> None:
    """Reject transforms whose unit is not that of the material."""
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


def assemble(
    elements: Sequence[Element],
    roles: Mapping[str, Process],
    trace: Recorder | None = None,
    at: str = "",
) -> Assembly:
    """Sum the elements of one piece; ``at`` identifies the piece in a trace."""
    flows: list[Flow] = []
    mass_kg = 0.0
    for position, element in enumerate(elements):
        steps = element_steps(element, roles, trace=trace, at=f"{at}.{position}")
        for step in steps:
            flows.extend(step.flows)
        mass_kg += steps[-1].mass_kg
    if trace is not None:
        masses = [f"element.mass.{at}.{position}" for position in range(len(elements))]
        trace.sum("piece.mass", masses, mass_kg, at=at)
    return Assembly(tuple(flows), mass_kg)

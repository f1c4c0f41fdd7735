"""The accessories sewn on a garment (textile.md 9)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.engine.components import Assembly, assemble, know_elements
from scoring.engine.impacts import Flow
from scoring.engine.records import Component, Element, Process
from scoring.engine.trace.lines import Origin
from scoring.engine.trace.recorder import Recorder


class Trim(NamedTuple):
    """An effective trim and its quantity; ``elements`` are the request's own, if any."""

    component: Component
    quantity: int
    elements: tuple[Element, ...] | None = None


class Trims(NamedTuple):
    """All trims of a garment: their flows and their mass."""

    flows: tuple[Flow, ...] = ()
    mass_kg: float = 0.0


def sew(
    trims: Sequence[Trim],
    assemblies: Mapping[str, Assembly],
    roles: Mapping[str, Process],
    trace: Recorder | None = None,
) -> Trims:
    """Sum the trims; ``assemblies`` has those of the data, which are recomputed for a trace."""
    flows: list[Flow] = []
    mass = 0.0
    for position, (component, quantity, own) in enumerate(trims):
        if own is None and trace is None:
            assembly = assemblies[component.id]
        else:
            elements = component.elements if own is None else own
            if trace is not None:
                _know_elements(trace, component, position, elements, own is not None)
            assembly = assemble(elements, roles, trace, str(position))
        needed = [(process, quantity * amount) for process, amount in assembly.flows]
        flows += needed
        pieces = quantity * assembly.mass_kg
        mass += pieces
        if trace is not None:
            _record_trim(trace, component, position, elements, needed, pieces)
    if trace is not None:
        terms = [f"trims.pieces.{position}" for position in range(len(trims))]
        trace.sum("trims.mass", terms, mass)
    return Trims(tuple(flows), mass)


def _know_elements(
    trace: Recorder,
    component: Component,
    position: int,
    elements: Sequence[Element],
    own: bool,
) -> None:
    """Register the component's elements, or the request's own."""
    origin, path = Origin.DATA, f"components.{component.id}.elements"
    if own:
        origin, path = Origin.REQUEST, f"trims.{position}.custom.elements"
    know_elements(trace, elements, origin=origin, path=path, at=position)


def _record_trim(
    trace: Recorder,
    component: Component,
    position: int,
    elements: Sequence[Element],
    flows: Sequence[Flow],
    mass_kg: float,
) -> None:
    pieces = [
        told
        for number, element in enumerate(elements)
        for step in range(len(element.transforms) + 1)
        for told in trace.told(f"step.{position}.{number}.{step}")
    ]
    for number, ((amount, choice), (_, value)) in enumerate(zip(pieces, flows, strict=True)):
        known = trace.line(
            "trims.amount",
            "quantity * amount",
            value,
            at=f"{position}.{number}",
            unit=amount.unit,
            subject=component.name,
            quantity=f"trims.{position}.quantity",
            amount=amount,
            component=f"trims.{position}.id",
        )
        trace.flow("trims", known, choice=choice)
    trace.line(
        "trims.pieces",
        "quantity * mass",
        mass_kg,
        at=position,
        subject=component.name,
        quantity=f"trims.{position}.quantity",
        mass=f"piece.mass.{position}",
        component=f"trims.{position}.id",
    )

"""What a trace must know of a garment before and beside the rules: values in force, trims, legs."""

from collections.abc import Sequence

from scoring.engine.impacts import Flow
from scoring.engine.textile import vocabulary
from scoring.engine.textile.in_force import values_in_force
from scoring.engine.textile.resolve import Garment, Trim
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.lines import Origin, Sourced
from scoring.engine.trace.recorder import Recorder

# The step's country and the mass that leaves it, by the names a trace knows them under.
_COUNTRIES = {
    vocabulary.SPINNING: "countrySpinning",
    vocabulary.FABRIC: "countryFabric",
    vocabulary.ENNOBLING: "countryDyeing",
    vocabulary.MAKING: "countryMaking",
}
_CARRIED = {
    vocabulary.SPINNING: "mass.spinning.output",
    vocabulary.FABRIC: "mass.fabric.output",
    vocabulary.ENNOBLING: "mass.ennobling.output",
}


def know_values(trace: Recorder, garment: Garment) -> None:
    """Tell a trace every value in force, by its field of the request."""
    for name, value in values_in_force(garment).items():
        trace.know(name, value)
    trace.know("france", constant(vocabulary.FRANCE, "1"))


def know_leg(trace: Recorder, step: str, next_step: str) -> None:
    """Tell a trace what the next journey goes between, and what mass is carried."""
    if step in _COUNTRIES:
        trace.know("origin", trace.known(_COUNTRIES[step]))
    trace.know("destination", trace.known(_COUNTRIES.get(next_step, "france")))
    trace.know("carried", trace.known(_CARRIED.get(step, "mass")))


def know_elements(trace: Recorder, trim: Trim, position: int) -> None:
    """Tell a trace the amounts of a trim's elements: the component's, or the request's own."""
    own = trim.elements is not None
    elements = trim.component.elements if trim.elements is None else trim.elements
    for number, element in enumerate(elements):
        unit = element.material.unit
        if own:
            key = f"trims.{position}.custom.elements.{number}.amount"
            value = Sourced(value=element.amount, origin=Origin.REQUEST, key=key, unit=unit)
        else:
            key = f"components.{trim.component.id}.elements.{number}.amount"
            value = datum(key, element.amount, unit)
        trace.know(f"element.amount.{position}.{number}", value)


def record_trim(
    trace: Recorder, trim: Trim, position: int, flows: Sequence[Flow], mass_kg: float
) -> None:
    """Record what all pieces of a trim take."""
    elements = trim.component.elements if trim.elements is None else trim.elements
    name = trim.component.name
    pieces = [
        amount
        for number, element in enumerate(elements)
        for step in range(len(element.transforms) + 1)
        for amount in trace.amounts(f"step.{position}.{number}.{step}")
    ]
    for number, (amount, (_, value)) in enumerate(zip(pieces, flows, strict=True)):
        known = trace.line(
            "trims.amount",
            "quantity * amount",
            value,
            at=f"{position}.{number}",
            unit=amount.unit,
            subject=name,
            quantity=f"trims.{position}.quantity",
            amount=amount,
            component=f"trims.{position}.id",
        )
        trace.flow("trims", known)
    trace.line(
        "trims.pieces",
        "quantity * mass",
        mass_kg,
        at=position,
        subject=name,
        quantity=f"trims.{position}.quantity",
        mass=f"piece.mass.{position}",
        component=f"trims.{position}.id",
    )

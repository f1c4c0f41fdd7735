"""Masses of each step, computed backwards from the finished garment (textile.md 5)."""

from typing import NamedTuple

from scoring.engine.textile import vocabulary
from scoring.engine.textile.query import MaterialShare, Query
from scoring.engine.textile.tables import TextileTables

DEFAULT_DEAD_STOCK = 0.15

# Loss of each way of spinning (textile.md 7.2).
SPINNING_WASTE = {
    vocabulary.CONVENTIONAL_SPINNING: 0.12,
    vocabulary.UNCONVENTIONAL_SPINNING: 0.12,
    vocabulary.SYNTHETIC_SPINNING: 0.03,
}


class StepMass(NamedTuple):
    """Masses of one step in kg; the first two may be negative (textile.md pitfall 13)."""

    input: float
    output: float
    waste: float = 0.0
    dead_stock: float = 0.0


class Masses(NamedTuple):
    """Masses of the five first steps; the three others keep the garment's own mass."""

    material: StepMass
    spinning: StepMass
    fabric: StepMass
    ennobling: StepMass
    making: StepMass


def compute_masses(query: Query, tables: TextileTables, trims_mass: float) -> Masses:
    """Apply textile.md 5 to a request.

    Only the steps that the request itself disables lose nothing: those that upcycling leaves out
    keep their figures (textile.md 4). ``trims_mass`` in kg is taken off the four first steps.
    """
    disabled = query.disabled_steps
    making = _making(query)
    fabric_output = making.input
    fabric_input = fabric_output
    if vocabulary.FABRIC not in disabled:
        process = tables.fabrics[query.fabric_process or query.product.fabric]
        fabric_input = fabric_output / (1 - process.waste)
    spinning_input = spinning_output = fabric_input
    spinning_waste = 0.0
    if vocabulary.SPINNING not in disabled:
        spinning_input = 0.0
        for item in query.materials:
            spun = fabric_input * item.share
            bought = spun / (1 - SPINNING_WASTE[spinning_process(item)])
            spinning_input += bought
            spinning_waste += bought - spun
        spinning_output = spinning_input - spinning_waste
    material_input = material_waste = 0.0
    for item in query.materials:
        used = spinning_input * item.share
        grown = used / (1 - item.material.process.waste)
        material_input += grown
        material_waste += grown - used
    material_output = material_input - material_waste
    return Masses(
        StepMass(material_input - trims_mass, material_output - trims_mass, material_waste),
        StepMass(spinning_input - trims_mass, spinning_output - trims_mass, spinning_waste),
        StepMass(
            fabric_input - trims_mass, fabric_output - trims_mass, fabric_input - fabric_output
        ),
        StepMass(fabric_output - trims_mass, fabric_output - trims_mass),
        making,
    )


def _making(query: Query) -> StepMass:
    """Cutting loss, then dead stock (textile.md 5.1 and 5.2)."""
    mass = query.mass
    if vocabulary.MAKING in query.disabled_steps:
        return StepMass(mass, mass)
    sewn = mass / (1 - making_waste(query))
    dead_stock = DEFAULT_DEAD_STOCK if query.making_dead_stock is None else query.making_dead_stock
    cut = sewn / (1 - dead_stock)
    return StepMass(cut, sewn, sewn - mass, cut - sewn)


def making_waste(query: Query) -> float:
    """Cutting loss in force: the category's own fabric has no say in it (textile.md 5.1)."""
    if query.making_waste is not None:
        return query.making_waste
    if query.fabric_process == vocabulary.KNITTING_FULLY_FASHIONED:
        return 0.02
    if query.fabric_process == vocabulary.KNITTING_INTEGRAL:
        return 0.0
    return query.product.making_waste


def spinning_process(item: MaterialShare) -> str:
    """The way a fibre is spun: as asked, else by its origin (textile.md 7.2)."""
    if item.spinning is not None:
        return item.spinning
    if item.material.origin == "Synthetic":
        return vocabulary.SYNTHETIC_SPINNING
    return vocabulary.CONVENTIONAL_SPINNING

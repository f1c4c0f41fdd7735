"""The whole calculation of a garment, in the order of textile.md 1.

``simulate`` finds what each step weighs, draws and carries: a ``Simulation``, without figures of
impact. ``scoring.engine.textile.results`` weighs it with the impacts wanted.
"""

from collections.abc import Iterator
from typing import NamedTuple

from scoring.engine.components import Assembly, assemble
from scoring.engine.impacts import Flow
from scoring.engine.records import Component, Country, Material
from scoring.engine.textile import vocabulary
from scoring.engine.textile.complements import microfibers, out_of_europe_end_of_life
from scoring.engine.textile.durability import Durability, compute_durability
from scoring.engine.textile.journeys import (
    NO_JOURNEY,
    Journey,
    air_ratio_of,
    distribution_journey,
    journey,
    material_journey,
)
from scoring.engine.textile.masses import StepMass, compute_masses
from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.end_of_life import end_of_life_work
from scoring.engine.textile.stages.ennobling import ennobling_work
from scoring.engine.textile.stages.fabric import fabric_work
from scoring.engine.textile.stages.making import making_work
from scoring.engine.textile.stages.material import material_work
from scoring.engine.textile.stages.spinning import spinning_work
from scoring.engine.textile.stages.use import use_work
from scoring.engine.textile.stages.work import IDLE, Work
from scoring.engine.textile.tables import TextileTables


class Step(NamedTuple):
    """One step of the life cycle: masses in kg, complements in points of ``ecs``.

    ``listed`` says that the request itself disables the step, ``enabled`` that it counts.
    """

    code: str
    country: Country
    enabled: bool
    listed: bool
    mass: StepMass
    work: Work
    journey: Journey
    microfibers: float = 0.0
    out_of_europe_eol: float = 0.0
    air_ratio: float = 0.0


class TrimLine(NamedTuple):
    """A trim in force, and how many of it."""

    component: Component
    quantity: int


class Simulation(NamedTuple):
    """What a garment takes, step by step, before any impact is weighed."""

    query: Query
    steps: tuple[Step, ...]
    durability: Durability
    trims: tuple[TrimLine, ...]
    trims_flows: tuple[Flow, ...]
    trims_mass: float

    def counted_flows(self) -> Iterator[Flow]:
        """All flows that the totals sum: the trims', and those of the enabled steps."""
        yield from self.trims_flows
        for step in self.steps:
            if step.enabled:
                yield from step.work.flows
                yield from step.journey.flows


def simulate(tables: TextileTables, query: Query) -> Simulation:
    """Compute a garment.

    Pure: the same request gives the same doubles, and nothing is kept.
    """
    trims, trims_flows, trims_mass = _trims(tables, query)
    masses = compute_masses(query, tables, trims_mass)
    durability = compute_durability(query)

    unknown = tables.unknown_country
    france = tables.france
    countries = {
        vocabulary.MATERIAL: main_material(query).default_country,
        vocabulary.SPINNING: query.country_spinning or unknown,
        vocabulary.FABRIC: query.country_fabric or unknown,
        vocabulary.ENNOBLING: query.country_dyeing or unknown,
        vocabulary.MAKING: query.country_making or unknown,
        vocabulary.DISTRIBUTION: france,
        vocabulary.USE: france,
        vocabulary.END_OF_LIFE: france,
    }
    listed = query.disabled_steps
    left_out = query.steps_left_out
    making_country = countries[vocabulary.MAKING]
    air_ratio = 0.0
    if vocabulary.MAKING not in listed:
        air_ratio = air_ratio_of(query, making_country, durability.coefficient)

    finished = StepMass(query.mass, query.mass)
    mass_of = {
        vocabulary.MATERIAL: masses.material,
        vocabulary.SPINNING: masses.spinning,
        vocabulary.FABRIC: masses.fabric,
        vocabulary.ENNOBLING: masses.ennobling,
        vocabulary.MAKING: masses.making,
    }
    steps: list[Step] = []
    # Backwards, so that each step knows the country of the next enabled one.
    next_country: Country | None = None
    for code in reversed(vocabulary.STEPS):
        country = countries[code]
        mass = mass_of.get(code, finished)
        enabled = code not in left_out
        travelled = NO_JOURNEY
        if enabled:
            destination = next_country or country
            travelled = _journey(tables, query, code, country, destination, mass, air_ratio)
            next_country = country
        is_listed = code in listed
        steps.append(
            Step(
                code,
                country,
                enabled,
                is_listed,
                mass,
                IDLE if is_listed else _work(tables, query, code, country, mass, durability),
                travelled,
                microfibers(query) if code == vocabulary.MATERIAL else 0.0,
                out_of_europe_end_of_life(query) if code == vocabulary.END_OF_LIFE else 0.0,
                air_ratio if code == vocabulary.MAKING else 0.0,
            )
        )
    steps.reverse()
    return Simulation(query, tuple(steps), durability, trims, trims_flows, trims_mass)


def main_material(query: Query) -> Material:
    """The fibre with the highest share, the last one on ties (textile.md 4, point 2)."""
    main = query.materials[0]
    for item in query.materials:
        if item.share >= main.share:
            main = item
    return main.material


def _work(
    tables: TextileTables,
    query: Query,
    code: str,
    country: Country,
    mass: StepMass,
    durability: Durability,
) -> Work:
    match code:
        case vocabulary.MATERIAL:
            return material_work(query, tables, mass.output)
        case vocabulary.SPINNING:
            return spinning_work(query, country, mass.output)
        case vocabulary.FABRIC:
            return fabric_work(query, tables, country, mass.output)
        case vocabulary.ENNOBLING:
            return ennobling_work(query, tables, country, mass.output)
        case vocabulary.MAKING:
            return making_work(query, tables, country, mass.output)
        case vocabulary.USE:
            return use_work(query, tables, durability.care_cycles)
        case vocabulary.END_OF_LIFE:
            return end_of_life_work(query, tables)
    return IDLE


def _journey(
    tables: TextileTables,
    query: Query,
    code: str,
    country: Country,
    destination: Country,
    mass: StepMass,
    air_ratio: float,
) -> Journey:
    match code:
        case vocabulary.MATERIAL:
            return material_journey(query, tables, destination, mass.output)
        case vocabulary.SPINNING | vocabulary.FABRIC | vocabulary.ENNOBLING:
            return journey(tables, country, destination, mass.output, 0.0)
        case vocabulary.MAKING:
            # The finished garment travels, not what making's own masses say (textile.md pitfall 4).
            return journey(tables, country, destination, query.mass, air_ratio)
        case vocabulary.DISTRIBUTION:
            return distribution_journey(tables, mass.output)
    return NO_JOURNEY


def _trims(
    tables: TextileTables, query: Query
) -> tuple[tuple[TrimLine, ...], tuple[Flow, ...], float]:
    """Trims in force, their flows and their mass in kg (textile.md 9)."""
    lines: list[TrimLine] = []
    flows: list[Flow] = []
    mass = 0.0
    pieces: list[tuple[Component, int, Assembly]] = []
    if query.trims is None:
        for default in query.product.trims:
            assembly = tables.trims[default.component.id]
            pieces.append((default.component, default.quantity, assembly))
    else:
        for item in query.trims:
            if item.component is None:
                continue
            if item.custom is None:
                assembly = tables.trims[item.component.id]
            else:
                assembly = assemble(item.elements, tables.roles)
            pieces.append((item.component, item.quantity, assembly))
    for component, quantity, assembly in pieces:
        lines.append(TrimLine(component, quantity))
        flows += [(process, quantity * amount) for process, amount in assembly.flows]
        mass += quantity * assembly.mass_kg
    return tuple(lines), tuple(flows), mass

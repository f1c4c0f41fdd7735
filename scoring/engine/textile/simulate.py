"""The whole calculation of a garment, in the order of textile.md section 1.

``simulate`` finds what each step weighs, draws and carries: a ``Simulation``, without figures of
impact. ``scoring.engine.textile.results`` weighs it with the impacts wanted.
"""

from collections.abc import Iterator
from typing import NamedTuple

from scoring.engine.components import assemble
from scoring.engine.impacts import Flow
from scoring.engine.records import Country
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
from scoring.engine.textile.recording import know_elements, know_leg, know_values, record_trim
from scoring.engine.textile.resolve import Garment, Trim, main_material, resolve
from scoring.engine.textile.stages.end_of_life import end_of_life_work
from scoring.engine.textile.stages.ennobling import ennobling_work
from scoring.engine.textile.stages.fabric import fabric_work
from scoring.engine.textile.stages.making import making_work
from scoring.engine.textile.stages.material import material_work
from scoring.engine.textile.stages.spinning import spinning_work
from scoring.engine.textile.stages.use import use_work
from scoring.engine.textile.stages.work import IDLE, Work
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.recorder import Recorder


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


class Simulation(NamedTuple):
    """What a garment takes, step by step, before any impact is weighed."""

    garment: Garment
    steps: tuple[Step, ...]
    durability: Durability
    trims_flows: tuple[Flow, ...]
    trims_mass: float

    @property
    def query(self) -> Query:
        """The request."""
        return self.garment.query

    @property
    def trims(self) -> tuple[Trim, ...]:
        """The trims in force."""
        return self.garment.trims

    def counted_flows(self) -> Iterator[Flow]:
        """All flows that the totals sum: the trims', and those of the enabled steps."""
        yield from self.trims_flows
        for step in self.steps:
            if step.enabled:
                yield from step.work.flows
                yield from step.journey.flows


def simulate(tables: TextileTables, query: Query, trace: Recorder | None = None) -> Simulation:
    """Compute a garment.

    Pure: the same request gives the same doubles, and nothing is kept but in ``trace``, if any.
    """
    garment = resolve(tables, query)
    if trace is not None:
        know_values(trace, garment)
    trims_flows, trims_mass = _trims(tables, garment, trace)
    masses = compute_masses(garment, tables, trims_mass, trace)
    durability = compute_durability(garment, trace)
    air_ratio = 0.0
    if vocabulary.MAKING not in garment.listed:
        air_ratio = air_ratio_of(query, garment.country_making, durability.coefficient, trace)

    # Complements are points of ``ecs``: no other impact has them.
    points = trace if trace is not None and trace.impact == "ecs" else None
    finished = StepMass(garment.mass, garment.mass)
    france = tables.france
    places = (
        (vocabulary.MATERIAL, main_material(garment).default_country, masses.material),
        (vocabulary.SPINNING, garment.country_spinning, masses.spinning),
        (vocabulary.FABRIC, garment.country_fabric, masses.fabric),
        (vocabulary.ENNOBLING, garment.country_dyeing, masses.ennobling),
        (vocabulary.MAKING, garment.country_making, masses.making),
        (vocabulary.DISTRIBUTION, france, finished),
        (vocabulary.USE, france, finished),
        (vocabulary.END_OF_LIFE, france, finished),
    )
    listed, left_out = garment.listed, garment.left_out
    enabled = [(code, country) for code, country, _ in places if code not in left_out]
    steps = []
    for code, country, mass in places:
        travelled = NO_JOURNEY
        if code not in left_out:
            # To the next step that counts, or nowhere after the last one.
            del enabled[0]
            destination = enabled[0] if enabled else (code, country)
            travelled = _journey(
                tables, garment, code, country, destination, mass, air_ratio, trace
            )
        is_listed = code in listed
        steps.append(
            Step(
                code,
                country,
                code not in left_out,
                is_listed,
                mass,
                IDLE
                if is_listed
                else _work(tables, garment, code, country, mass, durability, trace),
                travelled,
                microfibers(garment, points) if code == vocabulary.MATERIAL else 0.0,
                out_of_europe_end_of_life(garment, points)
                if code == vocabulary.END_OF_LIFE
                else 0.0,
                air_ratio if code == vocabulary.MAKING else 0.0,
            )
        )
    return Simulation(garment, tuple(steps), durability, trims_flows, trims_mass)


def _work(
    tables: TextileTables,
    garment: Garment,
    code: str,
    country: Country,
    mass: StepMass,
    durability: Durability,
    trace: Recorder | None,
) -> Work:
    match code:
        case vocabulary.MATERIAL:
            return material_work(garment, tables, mass.output, trace)
        case vocabulary.SPINNING:
            return spinning_work(garment, country, mass.output, trace)
        case vocabulary.FABRIC:
            return fabric_work(garment, tables, country, mass.output, trace)
        case vocabulary.ENNOBLING:
            return ennobling_work(garment, tables, country, mass.output, trace)
        case vocabulary.MAKING:
            return making_work(garment, tables, country, mass.output, trace)
        case vocabulary.USE:
            return use_work(garment, tables, durability.care_cycles, trace)
        case vocabulary.END_OF_LIFE:
            return end_of_life_work(garment, tables, trace)
    return IDLE


def _journey(
    tables: TextileTables,
    garment: Garment,
    code: str,
    country: Country,
    destination: tuple[str, Country],
    mass: StepMass,
    air_ratio: float,
    trace: Recorder | None,
) -> Journey:
    next_code, next_country = destination
    if trace is not None:
        know_leg(trace, code, next_code)
    match code:
        case vocabulary.MATERIAL:
            return material_journey(garment, tables, next_country, mass.output, trace)
        case vocabulary.SPINNING | vocabulary.FABRIC | vocabulary.ENNOBLING:
            return journey(tables, country, next_country, mass.output, 0.0, trace, code)
        case vocabulary.MAKING:
            # The finished garment travels, not what making's own masses say (pitfall 4).
            return journey(tables, country, next_country, garment.mass, air_ratio, trace, code)
        case vocabulary.DISTRIBUTION:
            return distribution_journey(tables, mass.output, trace)
    return NO_JOURNEY


def _trims(
    tables: TextileTables, garment: Garment, trace: Recorder | None
) -> tuple[tuple[Flow, ...], float]:
    """Flows of the trims and their mass in kg (section 9)."""
    flows: list[Flow] = []
    mass = 0.0
    for position, trim in enumerate(garment.trims):
        quantity = trim.quantity
        if trace is not None:
            know_elements(trace, trim, position)
        if trim.elements is not None:
            assembly = assemble(trim.elements, tables.roles, trace, str(position))
        elif trace is not None:
            assembly = assemble(trim.component.elements, tables.roles, trace, str(position))
        else:
            assembly = tables.trims[trim.component.id]
        needed = [(process, quantity * amount) for process, amount in assembly.flows]
        flows += needed
        pieces_mass = quantity * assembly.mass_kg
        mass += pieces_mass
        if trace is not None:
            record_trim(trace, trim, position, needed, pieces_mass)
    if trace is not None:
        terms = [f"trims.pieces.{n}" for n in range(len(garment.trims))]
        trace.sum("trims.mass", terms, mass)
    return tuple(flows), mass

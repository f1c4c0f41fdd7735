"""The whole calculation of a garment, in the order of textile.md 1.

``simulate`` computes the masses, energy use and transport of each step as a ``Simulation``, without
impact figures. ``scoring.engine.textile.results`` weights it with the requested impacts.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

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
from scoring.engine.textile.recording import know_leg, know_values
from scoring.engine.textile.resolve import Garment, main_material, resolve
from scoring.engine.textile.stages.end_of_life import end_of_life_work
from scoring.engine.textile.stages.ennobling import ennobling_work
from scoring.engine.textile.stages.fabric import fabric_work
from scoring.engine.textile.stages.making import making_work
from scoring.engine.textile.stages.material import material_work
from scoring.engine.textile.stages.spinning import spinning_work
from scoring.engine.textile.stages.use import use_work
from scoring.engine.textile.stages.work import IDLE, Work
from scoring.engine.textile.tables import TextileTables
from scoring.engine.textile.trims import Trim, sew
from scoring.engine.trace.recorder import Recorder
from scoring.engine.transport import Kilometres


class Step(NamedTuple):
    """One step of the life cycle: masses in kg, complements in points of ``ecs``.

    ``listed`` means that the request itself disables the step, ``enabled`` that it counts.
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
    """What a garment requires, step by step, before any impact is weighted."""

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
        """The effective trims."""
        return self.garment.trims

    def carried_kg(self, step: Step) -> float:
        """The mass leaving a step: from making on, the finished garment (textile.md pitfall 4)."""
        return self.garment.mass if step.code == vocabulary.MAKING else step.mass.output

    def fibre_legs(self, tables: TextileTables) -> list[Kilometres | None]:
        """The leg of each fibre to the next enabled step; None if nothing is carried."""
        material, *others = self.steps
        destination = next((step for step in others if step.enabled), material).country
        return [
            tables.legs[fibre.country.code, destination.code]
            if material.enabled and fibre.share
            else None
            for fibre in self.garment.fibres
        ]

    def counted_flows(self) -> Iterator[Flow]:
        """All flows included in the totals: those of the trims and of the enabled steps."""
        yield from self.trims_flows
        for step in self.steps:
            if step.enabled:
                yield from step.work.flows
                yield from step.journey.flows


def simulate(tables: TextileTables, query: Query, trace: Recorder | None = None) -> Simulation:
    """Compute a garment.

    Pure: the same request gives the same doubles, and nothing is kept except in ``trace``, if any.
    """
    garment = resolve(tables, query)
    if trace is not None:
        know_values(trace, garment)
    if query.trims is None and trace is None:
        trims = tables.sewn_by_default[query.product.id]
    else:
        trims = sew(garment.trims, tables.trims, tables.roles, trace)
    masses = compute_masses(garment, tables, trims.mass_kg, trace)
    durability = compute_durability(garment, trace)
    air_ratio = 0.0
    if vocabulary.MAKING not in garment.listed:
        air_ratio = air_ratio_of(query, garment.country_making, durability.coefficient, trace)

    france = tables.france
    countries = {
        vocabulary.MATERIAL: main_material(garment).default_country,
        vocabulary.SPINNING: garment.country_spinning,
        vocabulary.FABRIC: garment.country_fabric,
        vocabulary.ENNOBLING: garment.country_dyeing,
        vocabulary.MAKING: garment.country_making,
        vocabulary.DISTRIBUTION: france,
        vocabulary.USE: france,
        vocabulary.END_OF_LIFE: france,
    }
    finished = StepMass(garment.mass, garment.mass)
    mass_of = {
        vocabulary.MATERIAL: masses.material,
        vocabulary.SPINNING: masses.spinning,
        vocabulary.FABRIC: masses.fabric,
        vocabulary.ENNOBLING: masses.ennobling,
        vocabulary.MAKING: masses.making,
    }
    # Complements are points of ``ecs``: they do not apply to other impacts.
    points = trace if trace is not None and trace.impact == "ecs" else None
    listed, left_out = garment.listed, garment.left_out
    following = _following(left_out) if left_out else _FOLLOWING
    steps = []
    for code, country in countries.items():
        mass = mass_of.get(code, finished)
        is_listed = code in listed
        enabled = code not in left_out
        work = IDLE if is_listed else _WORKS[code](garment, tables, mass, durability, trace)
        travelled = NO_JOURNEY
        if enabled:
            following_code = following.get(code, code)
            if trace is not None:
                know_leg(trace, code, following_code)
            destination = countries[following_code]
            travelled = _journey(
                tables, garment, code, country, destination, mass, air_ratio, trace
            )
        steps.append(
            Step(
                code,
                country,
                enabled,
                is_listed,
                mass,
                work,
                travelled,
                microfibers(garment, points) if code == vocabulary.MATERIAL else 0.0,
                out_of_europe_end_of_life(garment, points)
                if code == vocabulary.END_OF_LIFE
                else 0.0,
                air_ratio if code == vocabulary.MAKING else 0.0,
            )
        )
    return Simulation(garment, tuple(steps), durability, trims.flows, trims.mass_kg)


def _following(left_out: tuple[str, ...]) -> dict[str, str]:
    """The next enabled step, for every enabled step but the last."""
    counted = [code for code in vocabulary.STEPS if code not in left_out]
    return dict(pairwise(counted))


_FOLLOWING = _following(())

_WORKS: Mapping[
    str, Callable[[Garment, TextileTables, StepMass, Durability, Recorder | None], Work]
] = {
    vocabulary.MATERIAL: material_work,
    vocabulary.SPINNING: spinning_work,
    vocabulary.FABRIC: fabric_work,
    vocabulary.ENNOBLING: ennobling_work,
    vocabulary.MAKING: making_work,
    # The shop has no impact of its own, only transport (textile.md 7.7).
    vocabulary.DISTRIBUTION: lambda *_: IDLE,
    vocabulary.USE: use_work,
    vocabulary.END_OF_LIFE: end_of_life_work,
}


def _journey(
    tables: TextileTables,
    garment: Garment,
    code: str,
    country: Country,
    destination: Country,
    mass: StepMass,
    air_ratio: float,
    trace: Recorder | None,
) -> Journey:
    match code:
        case vocabulary.MATERIAL:
            return material_journey(garment, tables, destination, mass.output, trace)
        case vocabulary.SPINNING | vocabulary.FABRIC | vocabulary.ENNOBLING:
            return journey(tables, country, destination, mass.output, 0.0, trace, code)
        case vocabulary.MAKING:
            # The finished garment is carried, not the output mass of making (textile.md pitfall 4).
            return journey(tables, country, destination, garment.mass, air_ratio, trace, code)
        case vocabulary.DISTRIBUTION:
            return distribution_journey(tables, mass.output, trace)
    return NO_JOURNEY

"""The whole calculation of a garment, in the order of textile.md 1.

``simulate`` computes the masses, energy use and transport of each step as a ``Simulation``, without
impact figures. ``scoring.engine.textile.results`` weights it with the requested impacts.
"""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from scoring.engine.impacts import Flow
from scoring.engine.numbers import running_sum
from scoring.engine.records import Country
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
from scoring.engine.textile.masses import StepMass, compute_masses, step_mass
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
from scoring.engine.vocabulary import textile as vocabulary


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


# Takes all the fields, in half the time that the class takes: a garment has eight.
_step: Callable[
    [tuple[str, Country, bool, bool, StepMass, Work, Journey, float, float, float]], Step
] = partial(tuple.__new__, Step)


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

    @property
    def kilometres(self) -> tuple[float, float, float]:
        """The distances of all transports, by road, by sea and by air; plain sums."""
        journeys = [step.journey for step in self.steps]
        return (
            running_sum([journey.road_km for journey in journeys]),
            running_sum([journey.sea_km for journey in journeys]),
            running_sum([journey.air_km for journey in journeys]),
        )

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

    def counted_flows(self) -> list[Flow]:
        """All flows included in the totals: those of the trims and of the enabled steps."""
        flows = [*self.trims_flows]
        for step in self.steps:
            if step.enabled:
                flows += step.work.flows
                flows += step.journey.flows
        return flows


def simulate(tables: TextileTables, query: Query, trace: Recorder | None = None) -> Simulation:
    """Compute a garment.

    Pure: the same request gives the same doubles, and nothing is kept except in ``trace``, if any.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.engine.textile.query import parse
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> simulation = simulate(method.textile, parse(method.dataset, garment))
    >>> simulation.durability.coefficient, round(simulation.steps[0].mass.input, 3)
    (0.67, 0.28)
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
    finished = step_mass((garment.mass, garment.mass, 0.0, 0.0))
    # By step, in the order of ``vocabulary.STEPS``.
    countries = (
        main_material(garment).default_country,
        garment.country_spinning,
        garment.country_fabric,
        garment.country_dyeing,
        garment.country_making,
        france,
        france,
        france,
    )
    weights = (
        masses.material,
        masses.spinning,
        masses.fabric,
        masses.ennobling,
        masses.making,
        finished,
        finished,
        finished,
    )
    # Complements are points of ``ecs``: no other impact has them.
    points = trace if trace is not None and trace.impact == "ecs" else None
    listed, left_out = garment.listed, garment.left_out
    following = _following(left_out) if left_out else _FOLLOWING
    steps: list[Step] = []
    for place, works in enumerate(_WORKS):
        code, country, mass = vocabulary.STEPS[place], countries[place], weights[place]
        is_listed = code in listed
        enabled = code not in left_out
        work = IDLE if is_listed else works(garment, tables, mass, durability, trace)
        travelled = NO_JOURNEY
        shed = exported = flown = 0.0
        if place == _MAKING:
            flown = air_ratio
        if enabled:
            after = following[place]
            if trace is not None:
                know_leg(trace, code, vocabulary.STEPS[after])
            destination = countries[after]
            if place == _MATERIAL:
                travelled = material_journey(garment, tables, destination, mass.output, trace)
            elif place < _DISTRIBUTION:
                # Making sends the finished garment, not its output mass (textile.md pitfall 4).
                carried = garment.mass if place == _MAKING else mass.output
                travelled = journey(tables, country, destination, carried, flown, trace, code)
            elif place == _DISTRIBUTION:
                travelled = distribution_journey(tables, mass.output, trace)
        if place == _MATERIAL:
            shed = microfibers(garment, points)
        elif place == _END_OF_LIFE:
            exported = out_of_europe_end_of_life(garment, points)
        steps.append(
            _step((code, country, enabled, is_listed, mass, work, travelled, shed, exported, flown))
        )
    return Simulation(garment, tuple(steps), durability, trims.flows, trims.mass_kg)


def _following(left_out: tuple[str, ...]) -> tuple[int, ...]:
    """Index of the next enabled step, for every step; the last step maps to itself."""
    places = range(len(vocabulary.STEPS))
    counted = [place for place in places if vocabulary.STEPS[place] not in left_out]
    return tuple(next((other for other in counted if other > place), place) for place in places)


_FOLLOWING = _following(())

# Places of steps that a rule names, in the order of ``vocabulary.STEPS``.
_MATERIAL: Final = 0
_MAKING: Final = 4
_DISTRIBUTION: Final = 5
_END_OF_LIFE: Final = 7

_WORKS: tuple[
    Callable[[Garment, TextileTables, StepMass, Durability, Recorder | None], Work], ...
] = (
    material_work,
    spinning_work,
    fabric_work,
    ennobling_work,
    making_work,
    # The shop has no impact of its own, only a transport (textile.md 7.7).
    lambda *_: IDLE,
    use_work,
    end_of_life_work,
)

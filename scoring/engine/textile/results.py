"""Impacts of a simulation: totals, and the figures of each step (textile.md 11 and 13)."""

from typing import NamedTuple

from scoring.engine.impacts import ImpactTable, Vector
from scoring.engine.textile.complements import Complements
from scoring.engine.textile.simulate import Simulation, Step


class Totals(NamedTuple):
    """Figures of the garment, in the order of the table's trigrams.

    ``complements`` are points of ``ecs``, durability applied, positive for a malus.
    """

    impacts: Vector
    without_durability: Vector
    trims: Vector
    transport: Vector
    complements: Complements


class StepImpacts(NamedTuple):
    """Figures of one step; ``own`` holds its complement in ``ecs``, durability not applied."""

    own: Vector
    transport: Vector
    pre_treatments_energy: Vector
    pre_treatments_toxicity: Vector


class Results(NamedTuple):
    """The complete breakdown."""

    totals: Totals
    steps: tuple[StepImpacts, ...]


def compute_totals(simulation: Simulation, table: ImpactTable) -> Totals:
    """Sum the enabled steps and the trims (textile.md 11)."""
    weigh = table.weigh
    width = range(len(table.trigrams))
    life_cycle = transport = table.zero
    microfibers = out_of_europe = 0.0
    for step in simulation.steps:
        if not step.enabled:
            continue
        own = weigh(step.work.flows)
        moved = weigh(step.journey.flows)
        life_cycle = tuple([life_cycle[i] + own[i] + moved[i] for i in width])
        transport = tuple([transport[i] + moved[i] for i in width])
        microfibers += step.microfibers
        out_of_europe += step.out_of_europe_eol
    trims = weigh(simulation.trims_flows)
    divisor = simulation.durability.coefficient
    complements = Complements(microfibers / divisor, out_of_europe / divisor)
    impacts = [trims[i] / divisor + life_cycle[i] / divisor for i in width]
    without = [trims[i] + life_cycle[i] for i in width]
    if "ecs" in table.trigrams:
        ecs = table.trigrams.index("ecs")
        impacts[ecs] += complements.microfibers + complements.out_of_europe_eol
        without[ecs] += microfibers + out_of_europe
    return Totals(tuple(impacts), tuple(without), trims, transport, complements)


def compute_results(simulation: Simulation, table: ImpactTable) -> Results:
    """Totals, and the figures of all eight steps, disabled ones included (textile.md 13.1)."""
    return Results(
        compute_totals(simulation, table),
        tuple(_step_impacts(step, table) for step in simulation.steps),
    )


def _step_impacts(step: Step, table: ImpactTable) -> StepImpacts:
    own = list(table.weigh(step.work.flows))
    if "ecs" in table.trigrams:
        own[table.trigrams.index("ecs")] += step.microfibers + step.out_of_europe_eol
    pre_treatments = step.work.pre_treatments
    return StepImpacts(
        tuple(own),
        table.weigh(step.journey.flows),
        table.weigh(pre_treatments.energy),
        table.weigh(pre_treatments.toxicity),
    )

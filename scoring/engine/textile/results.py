"""Impacts of a simulation: totals, and the figures of each step (textile.md 11 and 13)."""

from typing import NamedTuple

from scoring.engine.impacts import ImpactTable, Vector
from scoring.engine.textile import vocabulary
from scoring.engine.textile.complements import Complements
from scoring.engine.textile.simulate import Simulation, Step
from scoring.engine.trace.recorder import Recorder


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


def compute_totals(
    simulation: Simulation, table: ImpactTable, trace: Recorder | None = None
) -> Totals:
    """Sum the enabled steps and the trims (section 11).

    For a trace, ``table`` has one impact, the one that is explained.
    """
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
        if trace is not None:
            _record_step(trace, step, own[0], moved[0])
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
    if trace is not None:
        trace.weighed("impact", "trims", simulation.trims_flows, trims[0], stage="trims")
        _record_totals(trace, simulation, life_cycle[0], complements, impacts[0], without[0])
    return Totals(tuple(impacts), tuple(without), trims, transport, complements)


def compute_results(simulation: Simulation, table: ImpactTable) -> Results:
    """Totals, and the figures of all eight steps, disabled ones included (13.1)."""
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


def _record_step(trace: Recorder, step: Step, own: float, moved: float) -> None:
    """A step that calls on no process, or that nothing leaves, adds nothing to the life cycle."""
    if step.work.flows:
        trace.weighed("impact", step.code, step.work.flows, own, stage=step.code)
    if step.journey.flows:
        group = f"journey.{step.code}"
        trace.weighed(
            "transport.impact", group, step.journey.flows, moved, at=step.code, stage=step.code
        )


def _record_totals(
    trace: Recorder,
    simulation: Simulation,
    life_cycle: float,
    complements: Complements,
    score: float,
    without: float,
) -> None:
    terms = []
    added = {}
    for step in simulation.steps:
        if not step.enabled:
            continue
        if step.work.flows:
            terms.append(f"impact.{step.code}")
        if step.journey.flows:
            terms.append(f"transport.impact.{step.code}")
        if step.code == vocabulary.MATERIAL:
            added["microfibres"] = complements.microfibers
        if step.code == vocabulary.END_OF_LIFE:
            added["out_of_europe"] = complements.out_of_europe_eol
    query = simulation.query
    left_out = {"upcycled": query.upcycled, "disabledSteps": query.disabled_steps}
    why = {name: trace.known(name) for name, asked in left_out.items() if asked}
    trace.sum("life_cycle", terms, life_cycle, more=why)
    if trace.impact != "ecs":
        added = {}
    for name, points in added.items():
        trace.line(
            f"complements.{name}",
            "points / durability",
            points,
            points=name,
            durability="durability",
        )
    sum_of_points = f" + ({' + '.join(added)})" if added else ""
    trace.line(
        "score.without_durability",
        f"trims + life_cycle{sum_of_points}",
        without,
        trims="impact.trims",
        life_cycle="life_cycle",
        more={name: trace.known(name) for name in added},
    )
    trace.line(
        "score",
        f"trims / durability + life_cycle / durability{sum_of_points}",
        score,
        trims="impact.trims",
        life_cycle="life_cycle",
        durability="durability",
        more={name: trace.known(f"complements.{name}") for name in added},
    )

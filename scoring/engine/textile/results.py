"""Impacts of a simulation: totals, and the figures of each step (textile.md 11 and 13)."""

from typing import NamedTuple

from scoring.engine.impacts import ImpactTable, Vector
from scoring.engine.textile.complements import Complements
from scoring.engine.textile.simulate import Simulation, Step
from scoring.engine.trace.lines import Sourced
from scoring.engine.trace.recorder import Recorder
from scoring.engine.vocabulary import textile as vocabulary


class Totals(NamedTuple):
    """Figures of the garment, in the order of the table's trigrams.

    ``complements`` are points of ``ecs``, divided by durability, positive for a malus.
    """

    impacts: Vector
    without_durability: Vector
    trims: Vector
    transport: Vector
    complements: Complements


class StepImpacts(NamedTuple):
    """Figures of one step; ``own`` includes its complement in ``ecs``, before durability."""

    own: Vector
    transport: Vector
    pre_treatments_energy: Vector
    pre_treatments_toxicity: Vector


class Stages(NamedTuple):
    """Totals, and the own figures of all eight steps, as in ``StepImpacts.own``."""

    totals: Totals
    steps: tuple[Vector, ...]


class Results(NamedTuple):
    """The complete breakdown."""

    totals: Totals
    steps: tuple[StepImpacts, ...]


def compute_totals(
    simulation: Simulation, table: ImpactTable, trace: Recorder | None = None
) -> Totals:
    """Sum the enabled steps and the trims (textile.md 11).

    For a trace, ``table`` has a single impact, the one being explained.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.engine.textile.query import parse
    >>> from scoring.engine.textile.simulate import simulate
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> simulation = simulate(method.textile, parse(method.dataset, garment))
    >>> totals = compute_totals(simulation, method.scores)
    >>> {name: round(figure, 2) for name, figure in method.scores.named(totals.impacts).items()}
    {'ecs': 1776.91, 'pef': 954.13}
    """
    return _sum(simulation, table, _weigh(simulation, table, all_steps=False), trace)


def compute_results(simulation: Simulation, table: ImpactTable) -> Results:
    """Totals, and the figures of all eight steps, including disabled ones (textile.md 13.1)."""
    weighed = _weigh(simulation, table, all_steps=True)
    return Results(
        _sum(simulation, table, weighed),
        tuple(
            [
                _step_impacts(step, table, own, moved)
                for step, (own, moved) in zip(simulation.steps, weighed.steps, strict=True)
            ]
        ),
    )


def compute_stages(simulation: Simulation, table: ImpactTable) -> Stages:
    """Totals and steps without the breakdown of each step, for callers with many simulations."""
    weighed = _weigh(simulation, table, all_steps=True)
    return Stages(
        _sum(simulation, table, weighed),
        tuple(
            [
                _with_complements(step, own, table)
                if step.microfibers or step.out_of_europe_eol
                else own
                for step, (own, _) in zip(simulation.steps, weighed.steps, strict=True)
            ]
        ),
    )


class _Weighed(NamedTuple):
    """The figures of the trims, and of each step: its own, and those of its outgoing transport."""

    trims: Vector
    steps: list[tuple[Vector, Vector]]


def _weigh(simulation: Simulation, table: ImpactTable, *, all_steps: bool) -> _Weighed:
    """All figures; zeros for steps that do not count, unless they are asked for."""
    groups = [simulation.trims_flows]
    for step in simulation.steps:
        counts = all_steps or step.enabled
        groups.append(step.work.flows if counts else ())
        groups.append(step.journey.flows if counts else ())
    figures = table.weigh_each(groups)
    return _Weighed(figures[0], list(zip(figures[1::2], figures[2::2], strict=True)))


def _sum(
    simulation: Simulation,
    table: ImpactTable,
    weighed: _Weighed,
    trace: Recorder | None = None,
) -> Totals:
    counted: list[tuple[Vector, Vector]] = []
    microfibers = out_of_europe = 0.0
    for step, figures in zip(simulation.steps, weighed.steps, strict=True):
        if step.enabled:
            counted.append(figures)
            microfibers += step.microfibers
            out_of_europe += step.out_of_europe_eol
            if trace is not None:
                own, moved = figures
                _record_step(trace, step, table, own[0], moved[0])
    life_cycle, transport = table.add_up(counted)
    trims = weighed.trims
    divisor = simulation.durability.coefficient
    complements = Complements(microfibers / divisor, out_of_europe / divisor)
    impacts = []
    without = []
    for sewn, lived in zip(trims, life_cycle, strict=True):
        impacts.append(sewn / divisor + lived / divisor)
        without.append(sewn + lived)
    if "ecs" in table.trigrams:
        ecs = table.trigrams.index("ecs")
        impacts[ecs] += complements.total
        without[ecs] += microfibers + out_of_europe
    totals = Totals(tuple(impacts), tuple(without), trims, tuple(transport), complements)
    if trace is not None:
        _record_totals(trace, simulation, totals, life_cycle[0])
    return totals


def _step_impacts(step: Step, table: ImpactTable, weighed: Vector, moved: Vector) -> StepImpacts:
    pre_treatments = step.work.pre_treatments
    return StepImpacts(
        _with_complements(step, weighed, table),
        moved,
        table.weigh(pre_treatments.energy),
        table.weigh(pre_treatments.toxicity),
    )


def _with_complements(step: Step, own: Vector, table: ImpactTable) -> Vector:
    points = step.microfibers + step.out_of_europe_eol
    if not points or "ecs" not in table.trigrams:
        return own
    ecs = table.trigrams.index("ecs")
    return (*own[:ecs], own[ecs] + points, *own[ecs + 1 :])


def _record_step(trace: Recorder, step: Step, table: ImpactTable, own: float, moved: float) -> None:
    """Record a step; one without processes or outgoing transport adds nothing to the life cycle."""
    if step.work.flows:
        trace.weighed(f"impact.{step.code}", step.code, step.work.flows, own)
    before = step.work.pre_treatments
    # The flows of pre-treatments come first in their step: all energy, then releases.
    start = 0
    for part, flows in (("energy", before.energy), ("toxicity", before.toxicity)):
        if flows:
            terms = [f"impact.{step.code}.flow.{start + n}" for n in range(len(flows))]
            trace.sum(f"pre_treatment.impact.{part}", terms, table.weigh(flows)[0])
            start += len(flows)
    if step.journey.flows:
        group = f"journey.{step.code}"
        trace.weighed(f"transport.{step.code}", group, step.journey.flows, moved)


def _record_totals(
    trace: Recorder, simulation: Simulation, totals: Totals, life_cycle: float
) -> None:
    trace.weighed("trims.impact", "trims", simulation.trims_flows, totals.trims[0])
    counted = [step for step in simulation.steps if step.enabled]
    terms = [
        line
        for step in counted
        for line, flows in (
            (f"impact.{step.code}", step.work.flows),
            (f"transport.{step.code}", step.journey.flows),
        )
        if flows
    ]
    query = simulation.query
    left_out = {"upcycled": query.upcycled, "disabledSteps": query.disabled_steps}
    why = {name: trace.known(name) for name, asked in left_out.items() if asked}
    trace.sum("life_cycle", terms, life_cycle, more=why)
    journeys = [line for line in terms if line.startswith("transport.")]
    trace.sum("transport", journeys, totals.transport[0])
    added = {}
    if trace.impact == "ecs":
        added = _record_complements(trace, [step.code for step in counted], totals.complements)
    points = f" + ({' + '.join(added)})" if added else ""
    trace.line(
        "score.without_durability",
        f"trims + life_cycle{points}",
        totals.without_durability[0],
        trims="trims.impact",
        life_cycle="life_cycle",
        more={name: trace.known(name) for name in added},
    )
    trace.line(
        "score",
        f"trims / durability + life_cycle / durability{points}",
        totals.impacts[0],
        trims="trims.impact",
        life_cycle="life_cycle",
        durability="durability",
        more=added,
    )


def _record_complements(
    trace: Recorder, counted: list[str], complements: Complements
) -> dict[str, Sourced]:
    """Record the complements of the enabled steps, by the name of their line."""
    found = (
        ("microfibres", vocabulary.MATERIAL, complements.microfibers),
        ("out_of_europe", vocabulary.END_OF_LIFE, complements.out_of_europe_eol),
    )
    return {
        name: trace.line(
            f"complements.{name}",
            "points / durability",
            points,
            points=name,
            durability="durability",
        )
        for name, step, points in found
        if step in counted
    }

"""Responses of the textile simulators (api.md 5)."""

from typing import Any

from scoring.answers.levels import Writer
from scoring.answers.parts import complements, transport
from scoring.answers.textile.inputs import inputs_of
from scoring.answers.textile.steps import step_of
from scoring.engine.method import Method
from scoring.engine.numbers import plain
from scoring.engine.textile.results import Results
from scoring.engine.textile.simulate import Simulation


def detailed_answer(
    method: Method, simulation: Simulation, results: Results, write: Writer
) -> dict[str, Any]:
    """The whole breakdown of a garment, without ``meta`` (textile.md 13.1)."""
    totals = results.totals
    durability = simulation.durability
    road, sea, air = simulation.kilometres
    return {
        "complementsImpacts": complements(
            microfibers=totals.complements.microfibers,
            outOfEuropeEOL=totals.complements.out_of_europe_eol,
        ),
        "daysOfWear": plain(durability.days_of_wear),
        "durability": durability.coefficient,
        "impacts": write(totals.impacts),
        "impactsWithoutDurability": write(totals.without_durability),
        "inputs": inputs_of(simulation),
        "lifeCycle": [
            step_of(method.textile, simulation, step, impacts, write)
            for step, impacts in zip(simulation.steps, results.steps, strict=True)
        ],
        "transport": transport(write(totals.transport), road=road, sea=sea, air=air),
        "trimsImpacts": write(totals.trims),
        "useNbCycles": plain(durability.care_cycles),
    }

"""The parts of a garment, before and after durability (textile.md 11)."""

from collections.abc import Mapping

from scoring.answers import breakdown
from scoring.answers.breakdown import Complements, Families, divided, total
from scoring.engine.impacts import ImpactTable, Vector
from scoring.engine.textile.results import Results
from scoring.engine.textile.simulate import Simulation
from scoring.engine.vocabulary import textile as vocabulary

_STEPS: Mapping[str, tuple[str, ...]] = {
    breakdown.MATERIALS: (vocabulary.MATERIAL,),
    breakdown.TRANSFORM: (
        vocabulary.SPINNING,
        vocabulary.FABRIC,
        vocabulary.ENNOBLING,
        vocabulary.MAKING,
    ),
    breakdown.DISTRIBUTION: (vocabulary.DISTRIBUTION,),
    breakdown.USAGE: (vocabulary.USE,),
    breakdown.END_OF_LIFE: (vocabulary.END_OF_LIFE,),
}


def families_of(simulation: Simulation, results: Results, table: ImpactTable) -> Families:
    """The parts that add up to the total, after durability."""
    parts = parts_of(simulation, results, table)
    durability = simulation.durability.coefficient
    return {family: divided(parts[family], durability) for family in breakdown.FAMILIES}


def parts_of(simulation: Simulation, results: Results, table: ImpactTable) -> Families:
    """Trims, transports, and the enabled steps by family, before durability.

    Packaging is not in the method.
    """
    own = {
        step.code: impacts.own
        for step, impacts in zip(simulation.steps, results.steps, strict=True)
        if step.enabled
    }
    return {
        breakdown.TRIMS: results.totals.trims,
        breakdown.PACKAGING: table.zero,
        breakdown.TRANSPORTS: results.totals.transport,
    } | {
        family: total((own[code] for code in codes if code in own), table.zero)
        for family, codes in _STEPS.items()
    }


def lines_of(simulation: Simulation, results: Results) -> Mapping[str, Vector]:
    """What adds up to the garment before durability, in the order of its life (textile.md 11).

    The enabled steps by code, the trims after the making that sews them on, the transports.
    """
    lines: dict[str, Vector] = {}
    for step, impacts in zip(simulation.steps, results.steps, strict=True):
        if step.enabled:
            lines[step.code] = impacts.own
        if step.code == vocabulary.MAKING:
            lines[breakdown.TRIMS] = results.totals.trims
            lines[breakdown.TRANSPORTS] = results.totals.transport
    return lines


def complements_of(simulation: Simulation) -> Complements:
    """The complements of the enabled steps, before durability."""
    microfibers: float = 0
    out_of_europe: float = 0
    for step in simulation.steps:
        if step.enabled:
            microfibers += step.microfibers
            out_of_europe += step.out_of_europe_eol
    return {"microfibers": microfibers, "outOfEuropeEOL": out_of_europe}


def stages_undivided(results: Results) -> Vector:
    """The garment before durability, excluding transport."""
    totals = results.totals
    pairs = zip(totals.without_durability, totals.transport, strict=True)
    return tuple([whole - moved for whole, moved in pairs])

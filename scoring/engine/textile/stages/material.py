"""Production of the fibres (textile.md 7.1)."""

from scoring.engine.impacts import Flow
from scoring.engine.records import Material
from scoring.engine.textile.durability import Durability
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.resolve import Fibre, Garment
from scoring.engine.textile.stages.work import NO_PRE_TREATMENT, Work, work_of
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import datum
from scoring.engine.trace.lines import Sourced
from scoring.engine.trace.recorder import Recorder


def material_work(
    garment: Garment,
    tables: TextileTables,
    mass: StepMass,
    durability: Durability,
    trace: Recorder | None = None,
) -> Work:
    """Flows of the output fibres, in the proportions of the composition."""
    flows: list[Flow] = []
    for position, fibre in enumerate(garment.fibres):
        needed = fibre_flows(tables, fibre, mass.output)
        flows += needed
        if trace is not None:
            _record_fibre(trace, fibre.material, position, [amount for _, amount in needed])
    return work_of((tuple(flows), 0.0, 0.0, None, None, NO_PRE_TREATMENT))


def fibre_flows(tables: TextileTables, fibre: Fibre, output_mass: float) -> list[Flow]:
    """The flows of one fibre, for its share of the step's output."""
    fibre_mass = output_mass * fibre.share
    factors = tables.material_flows[fibre.material.id]
    return [(process, fibre_mass * factor) for process, factor in factors]


def _record_fibre(trace: Recorder, material: Material, position: int, amounts: list[float]) -> None:
    """Record a fibre; a recycled one also uses the virgin process (circular footprint)."""
    allocation, quality = material.manufacturer_allocation, material.recycled_quality_ratio
    parts: list[tuple[str, str, dict[str, Sourced]]] = [("own", "mass * share", {})]
    if len(amounts) > 1 and allocation is not None and quality is not None:
        path = f"materials.{material.id}.cff"
        a = datum(f"{path}.manufacturerAllocation", allocation)
        q = datum(f"{path}.recycledQualityRatio", quality)
        parts = [
            ("own", "mass * share * a", {"a": a}),
            ("virgin", "mass * share * ((1 - a) * q)", {"a": a, "q": q}),
        ]
    for (kind, formula, factors), amount in zip(parts, amounts, strict=True):
        known = trace.line(
            f"fibre.{kind}",
            formula,
            amount,
            at=position,
            subject=material.name,
            mass="mass.material.output",
            share=f"materials.{position}.share",
            material=f"materials.{position}.id",
            more=factors,
        )
        trace.flow("material", known)

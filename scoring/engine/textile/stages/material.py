"""Growing or making the fibres (textile.md 7.1)."""

from scoring.engine.impacts import Flow
from scoring.engine.records import Material
from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.stages.work import Work
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import datum
from scoring.engine.trace.lines import Sourced
from scoring.engine.trace.recorder import Recorder


def material_work(
    garment: Garment, tables: TextileTables, output_mass: float, trace: Recorder | None = None
) -> Work:
    """Impacts of ``output_mass`` kg of fibres, shared out as the request says."""
    flows: list[Flow] = []
    for position, fibre in enumerate(garment.fibres):
        mass = output_mass * fibre.share
        needed = [
            (process, mass * factor) for process, factor in tables.material_flows[fibre.material.id]
        ]
        flows += needed
        if trace is not None:
            _record_fibre(trace, fibre.material, position, [amount for _, amount in needed])
    return Work(tuple(flows))


def _record_fibre(trace: Recorder, material: Material, position: int, amounts: list[float]) -> None:
    """A recycled fibre also calls on the virgin one (circular footprint)."""
    allocation, quality = material.manufacturer_allocation, material.recycled_quality_ratio
    formulas = {"own": "mass * share"}
    factors: dict[str, Sourced] = {}
    if len(amounts) > 1 and allocation is not None and quality is not None:
        path = f"materials.{material.id}.cff"
        factors["a"] = datum(f"{path}.manufacturerAllocation", allocation)
        factors["q"] = datum(f"{path}.recycledQualityRatio", quality)
        formulas = {"own": "mass * share * a", "virgin": "mass * share * ((1 - a) * q)"}
    for (kind, formula), amount in zip(formulas.items(), amounts, strict=True):
        known = trace.line(
            f"fibre.{kind}",
            formula,
            amount,
            at=position,
            subject=material.name,
            mass="mass.material.output",
            share=f"materials.{position}.share",
            material=f"materials.{position}.id",
            more={name: factor for name, factor in factors.items() if name in formula},
        )
        trace.flow("material", known)

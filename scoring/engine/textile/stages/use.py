"""Washing, drying and ironing (textile.md 7.6)."""

from scoring.engine.textile.durability import Durability
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.stages.work import NO_PRE_TREATMENT, Work, work_of
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import datum, electricity_of
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import MJ_PER_KWH


def use_work(
    garment: Garment,
    tables: TextileTables,
    mass: StepMass,
    durability: Durability,
    trace: Recorder | None = None,
) -> Work:
    """Care of one garment over its life; ironing is per garment, the rest per kg."""
    care_cycles = durability.care_cycles
    product = garment.query.product
    care = product.care_process
    kwh = care_cycles * (product.ironing_elec_mj + garment.mass * care.elec_mj) / MJ_PER_KWH
    cared = care_cycles * garment.mass
    electricity = tables.roles["electricity_use"].index
    if trace is not None:
        path = f"products.{product.id}.use"
        trace.line(
            "use.electricity",
            "cycles * (ironing + mass * care) / 3.6",
            kwh,
            cycles="use.cycles",
            ironing=datum(f"{path}.ironingElecInMJ", product.ironing_elec_mj, "MJ"),
            mass="mass",
            care=electricity_of(care),
        )
        trace.line("use.care", "cycles * mass", cared, cycles="use.cycles", mass="mass")
        trace.flow("use", "use.electricity")
        process = datum(f"{path}.nonIroningProcessUuid", care.id)
        trace.flow("use", "use.care", choice={"process": process})
    return work_of(
        (((electricity, kwh), (care.index, cared)), kwh, 0.0, None, None, NO_PRE_TREATMENT)
    )

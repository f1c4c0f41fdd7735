"""Collection and treatment of the worn garment (textile.md 7.7)."""

from scoring.engine.textile.durability import Durability
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.stages.work import (
    NO_PRE_TREATMENT,
    Work,
    electricity_choice,
    heat_choice,
    work_of,
)
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import constant, datum, electricity_of, heat_of
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import MJ_PER_KWH

CAR_BOOT_M3 = 0.2


def end_of_life_work(
    garment: Garment,
    tables: TextileTables,
    mass: StepMass,
    durability: Durability,
    trace: Recorder | None = None,
) -> Work:
    """A share of a car's trip to the collection point, then the treatment of the garment."""
    car = tables.roles["passenger_car"]
    treatment = tables.roles["end_of_life"]
    product = garment.query.product
    trips = product.volume / CAR_BOOT_M3
    kwh = (trips * car.elec_mj + garment.mass * treatment.elec_mj) / MJ_PER_KWH
    heat_mj = trips * car.heat_mj + garment.mass * treatment.heat_mj
    flows = (
        (car.index, trips),
        (treatment.index, garment.mass),
        (tables.france.electricity.index, kwh),
        (tables.france.heat.index, heat_mj),
    )
    if trace is not None:
        trace.line(
            "eol.trips",
            "volume / boot",
            trips,
            volume=datum(f"products.{product.id}.endOfLife.volume", product.volume, "m³"),
            boot=constant(CAR_BOOT_M3, "3.7", "carBoot", "m³"),
        )
        trace.line(
            "eol.electricity",
            "(trips * car + mass * treatment) / 3.6",
            kwh,
            trips="eol.trips",
            car=electricity_of(car),
            mass="mass",
            treatment=electricity_of(treatment),
        )
        trace.line(
            "eol.heat",
            "trips * car + mass * treatment",
            heat_mj,
            trips="eol.trips",
            car=heat_of(car),
            mass="mass",
            treatment=heat_of(treatment),
        )
        france = tables.france
        trace.flow("eol", "eol.trips", "mass")
        trace.flow("eol", "eol.electricity", choice=electricity_choice(trace, france, "france"))
        trace.flow("eol", "eol.heat", choice=heat_choice(trace, france, "france"))
    return work_of((flows, kwh, heat_mj, None, None, NO_PRE_TREATMENT))

"""Collecting and treating the worn garment (textile.md 7.7)."""

from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.work import MJ_PER_KWH, Work
from scoring.engine.textile.tables import TextileTables

CAR_BOOT_M3 = 0.2


def end_of_life_work(query: Query, tables: TextileTables) -> Work:
    """A share of a car's trip to the collection point, then the treatment of the garment."""
    car = tables.roles["passenger_car"]
    treatment = tables.roles["end_of_life"]
    trips = query.product.volume / CAR_BOOT_M3
    kwh = (trips * car.elec_mj + query.mass * treatment.elec_mj) / MJ_PER_KWH
    heat_mj = trips * car.heat_mj + query.mass * treatment.heat_mj
    flows = (
        (car.index, trips),
        (treatment.index, query.mass),
        (tables.france.electricity.index, kwh),
        (tables.france.heat.index, heat_mj),
    )
    return Work(flows, kwh, heat_mj)

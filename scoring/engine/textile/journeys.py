"""The transport that leaves each step (textile.md 8)."""

from typing import NamedTuple

from scoring.engine.impacts import Flow
from scoring.engine.records import Country
from scoring.engine.textile.query import Query
from scoring.engine.textile.tables import TextileTables
from scoring.engine.transport import Kilometres, with_air

_DISTRIBUTION_ROAD_KM = 500.0
_AIR_RATIO_DURABLE = 0.33
_KG_PER_TONNE = 1000


class Journey(NamedTuple):
    """Kilometres by mode for display, and flows in tonne-kilometres."""

    road_km: float = 0.0
    sea_km: float = 0.0
    air_km: float = 0.0
    flows: tuple[Flow, ...] = ()


NO_JOURNEY = Journey()


def material_journey(
    query: Query, tables: TextileTables, destination: Country, output_mass: float
) -> Journey:
    """Each fibre travels from its own country; the kilometres are plain sums (textile.md 8.2)."""
    road_km = sea_km = 0.0
    flows: list[Flow] = []
    for item in query.materials:
        if item.share == 0:
            continue
        origin = item.country or item.material.default_country
        leg = tables.legs[origin.code, destination.code]
        road_km += leg.road
        sea_km += leg.sea
        tonnes = output_mass * item.share / _KG_PER_TONNE
        flows += ((tables.road, tonnes * leg.road), (tables.sea, tonnes * leg.sea))
    return Journey(road_km, sea_km, 0.0, tuple(flows))


def journey(
    tables: TextileTables, origin: Country, destination: Country, mass: float, air_ratio: float
) -> Journey:
    """Carry ``mass`` kg between two countries, ``air_ratio`` of it by plane (textile.md 8.3)."""
    leg = tables.legs[origin.code, destination.code]
    return _carry(tables, with_air(leg, air_ratio) if air_ratio else leg._replace(air=0.0), mass)


def distribution_journey(tables: TextileTables, mass: float) -> Journey:
    """From the warehouse to the shop, whatever the countries."""
    return _carry(tables, Kilometres(_DISTRIBUTION_ROAD_KM, 0.0, 0.0), mass)


def _carry(tables: TextileTables, leg: Kilometres, mass: float) -> Journey:
    tonnes = mass / _KG_PER_TONNE
    flows = (
        (tables.road, tonnes * leg.road),
        (tables.sea, tonnes * leg.sea),
        (tables.air, tonnes * leg.air),
    )
    return Journey(leg.road, leg.sea, leg.air, flows)


def air_ratio_of(query: Query, making_country: Country, durability: float) -> float:
    """Share sent by plane from making to distribution (textile.md 8.4)."""
    if query.air_transport_ratio is not None:
        return query.air_transport_ratio
    if making_country.zone == "Europe" or making_country.code == "TR":
        return 0.0
    return _AIR_RATIO_DURABLE if durability >= 1 else 1.0

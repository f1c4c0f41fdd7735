"""The transport from each step to the next (textile.md 8)."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from scoring.engine.impacts import Flow
from scoring.engine.records import Country
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import Fibre, Garment
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import constant, kilometres, zone_of
from scoring.engine.trace.lines import Origin, Sourced
from scoring.engine.trace.recorder import Recorder
from scoring.engine.transport import Kilometres, record_leg, with_air
from scoring.engine.units import KG_PER_TONNE
from scoring.engine.vocabulary import textile as vocabulary

_DISTRIBUTION_ROAD_KM = 500.0
_AIR_RATIO_DURABLE = 0.33
_MODES = ("road", "sea", "air")
_NO_KM = constant(0.0, "8.1", "notTravelled", "km")


class Journey(NamedTuple):
    """Kilometres by mode for display, and flows in tonne-kilometres."""

    road_km: float = 0.0
    sea_km: float = 0.0
    air_km: float = 0.0
    flows: tuple[Flow, ...] = ()


NO_JOURNEY = Journey()

# Takes all the fields, in half the time that the class takes: a garment has six.
_journey: Callable[[tuple[float, float, float, tuple[Flow, ...]]], Journey] = partial(
    tuple.__new__, Journey
)


def material_journey(
    garment: Garment,
    tables: TextileTables,
    destination: Country,
    output_mass: float,
    trace: Recorder | None = None,
) -> Journey:
    """Carry each fibre from its own country; the kilometres are plain sums (textile.md 8.2)."""
    road_km = sea_km = 0.0
    flows: list[Flow] = []
    for position, fibre in enumerate(garment.fibres):
        if fibre.share == 0:
            continue
        leg = tables.legs[fibre.country.code, destination.code]
        road_km += leg.road
        sea_km += leg.sea
        carried = fibre_carried(tables, fibre, leg, output_mass)
        flows += carried
        if trace is not None:
            stage, at = vocabulary.MATERIAL, f"material.{position}"
            path = f"materials.{position}"
            trace.know("origin", trace.known(f"{path}.country"))
            distance = tables.distances[fibre.country.code, destination.code]
            ground = tables.ground
            record_leg(trace, fibre.country, destination, distance, leg, ground, at=at, stage=stage)
            for mode, (_, tonne_km) in zip(_MODES, carried, strict=False):
                known = trace.line(
                    f"carried.{mode}",
                    "mass * share / 1000 * km",
                    tonne_km,
                    at=at,
                    stage=stage,
                    subject=fibre.material.name,
                    mass="mass.material.output",
                    share=f"{path}.share",
                    km=f"leg.{mode}.{at}",
                )
                trace.flow("journey.material", known)
    if trace is not None:
        moved = [n for n, fibre in enumerate(garment.fibres) if fibre.share != 0]
        for mode, km in (("road", road_km), ("sea", sea_km)):
            trace.sum(f"leg.{mode}.materials", [f"leg.{mode}.material.{n}" for n in moved], km)
    return _journey((road_km, sea_km, 0.0, tuple(flows)))


def fibre_carried(
    tables: TextileTables, fibre: Fibre, leg: Kilometres, output_mass: float
) -> tuple[Flow, Flow]:
    """The transport flows of one fibre, by road and by sea."""
    tonnes = output_mass * fibre.share / KG_PER_TONNE
    return (tables.road, tonnes * leg.road), (tables.sea, tonnes * leg.sea)


def journey(
    tables: TextileTables,
    origin: Country,
    destination: Country,
    mass: float,
    air_ratio: float,
    trace: Recorder | None = None,
    step: str = "",
) -> Journey:
    """Carry ``mass`` kg between two countries, ``air_ratio`` of it by plane (textile.md 8.3).

    For a trace, ``step`` is the step of departure, whose mass is known as ``carried``.
    """
    surface = tables.legs[origin.code, destination.code]
    if air_ratio:
        road_km, sea_km, air_km = with_air(surface, air_ratio)
    else:
        road_km, sea_km, air_km = surface.road, surface.sea, 0.0
    travelled = _carry(tables, road_km, sea_km, air_km, mass)
    if trace is not None:
        distance = tables.distances[origin.code, destination.code]
        ground = tables.ground
        record_leg(trace, origin, destination, distance, surface, ground, at=step, stage=step)
        modes = [trace.known(f"leg.road.{step}"), trace.known(f"leg.sea.{step}"), _NO_KM]
        if step == vocabulary.MAKING:
            air = kilometres(origin, destination, distance)[2]
            modes = _record_air(trace, travelled, (modes[0], modes[1], air))
        _record_carried(trace, step, travelled, modes)
    return travelled


def distribution_journey(
    tables: TextileTables, mass: float, trace: Recorder | None = None
) -> Journey:
    """From the warehouse to the shop, independent of the countries."""
    travelled = _carry(tables, _DISTRIBUTION_ROAD_KM, 0.0, 0.0, mass)
    if trace is not None:
        road = constant(_DISTRIBUTION_ROAD_KM, "3.7", "distributionRoad", "km")
        _record_carried(trace, vocabulary.DISTRIBUTION, travelled, [road, _NO_KM, _NO_KM])
    return travelled


def _carry(
    tables: TextileTables, road_km: float, sea_km: float, air_km: float, mass: float
) -> Journey:
    tonnes = mass / KG_PER_TONNE
    flows = (
        (tables.road, tonnes * road_km),
        (tables.sea, tonnes * sea_km),
        (tables.air, tonnes * air_km),
    )
    return _journey((road_km, sea_km, air_km, flows))


def air_ratio_of(
    query: Query, making_country: Country, durability: float, trace: Recorder | None = None
) -> float:
    """Share sent by plane from making to distribution (textile.md 8.4)."""
    if query.air_transport_ratio is not None:
        ratio = query.air_transport_ratio
        if trace is not None:
            known = Sourced(value=ratio, origin=Origin.REQUEST, key="airTransportRatio")
            trace.line("journey.air_ratio", "asked", ratio, asked=known)
        return ratio
    if making_country.zone == "Europe" or making_country.code == "TR":
        if trace is not None:
            near = constant(0.0, "8.4", "airRatioNear")
            zone = zone_of(making_country)
            country = "countryMaking"
            trace.line("journey.air_ratio", "near", 0.0, near=near, country=country, zone=zone)
        return 0.0
    ratio = _AIR_RATIO_DURABLE if durability >= 1 else 1.0
    if trace is not None:
        trace.line(
            "journey.air_ratio",
            "if(durability >= 1, durable, 1)",
            ratio,
            durability="durability",
            durable=constant(_AIR_RATIO_DURABLE, "8.4", "airRatioDurable"),
            country="countryMaking",
            zone=zone_of(making_country),
        )
    return ratio


def _record_air(
    trace: Recorder, travelled: Journey, surface: tuple[Sourced, Sourced, Sourced]
) -> list[Sourced]:
    """Record the distances left to road and sea besides the plane."""
    road, sea, air = surface
    ratio = "journey.air_ratio"
    return [
        trace.line("left.road", "km * (1 - air)", travelled.road_km, km=road, air=ratio),
        trace.line("left.sea", "km * (1 - air)", travelled.sea_km, km=sea, air=ratio),
        trace.line("left.air", "km * air", travelled.air_km, km=air, air=ratio),
    ]


def _record_carried(trace: Recorder, step: str, travelled: Journey, modes: list[Sourced]) -> None:
    for mode, km, (_, tonne_km) in zip(_MODES, modes, travelled.flows, strict=True):
        known = trace.line(
            f"carried.{mode}",
            "mass / 1000 * km",
            tonne_km,
            at=step,
            stage=step,
            mass="carried",
            km=km,
        )
        trace.flow(f"journey.{step}", known)

"""Distances between two countries and their split between road, sea and air (textile.md 8.3).

How a journey is split between road and sea is a rule of the version (``ground.py``).
"""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.engine.ground import GroundRule
from scoring.engine.records import Country, Distance
from scoring.engine.trace.data import kilometres
from scoring.engine.trace.recorder import Recorder


class Kilometres(NamedTuple):
    """Kilometres travelled by each mode."""

    road: float
    sea: float
    air: float


def surface_leg(distance: Distance, ground: GroundRule) -> Kilometres:
    """Split a journey between road and sea.

    ``air`` is the whole distance by air: ``with_air`` then moves the share sent by plane away from
    the two other modes. A mode that does not exist counts as 0 km.
    """
    road = distance.road_km or 0.0
    sea = distance.sea_km or 0.0
    share = ground.share(road, sea)
    return Kilometres(road * share, sea * (1 - share), distance.air_km or 0.0)


def surface_legs(
    distances: Mapping[tuple[str, str], Distance], ground: GroundRule
) -> dict[tuple[str, str], Kilometres]:
    """Split every pair of countries between road and sea, once for all requests."""
    return {pair: surface_leg(distance, ground) for pair, distance in distances.items()}


def with_air(leg: Kilometres, air_ratio: float) -> Kilometres:
    """Send a share (0 to 1) of a leg by air and the rest by road and sea.

    >>> with_air(Kilometres(road=0.0, sea=20000.0, air=8000.0), 0.25)
    Kilometres(road=0.0, sea=15000.0, air=2000.0)
    """
    surface_ratio = 1 - air_ratio
    return Kilometres(leg.road * surface_ratio, leg.sea * surface_ratio, leg.air * air_ratio)


def record_leg(
    trace: Recorder,
    origin: Country,
    destination: Country,
    distance: Distance,
    leg: Kilometres,
    ground: GroundRule,
    *,
    at: str,
    stage: str,
) -> None:
    """Record how a leg is split; both countries are known to the trace as ``origin`` and
    ``destination``.
    """
    road, sea, _ = kilometres(origin, destination, distance)
    way = f"{origin.name} → {destination.name}"
    trace.line(
        "leg.road_share",
        ground.formula,
        ground.share(distance.road_km or 0.0, distance.sea_km or 0.0),
        at=at,
        stage=stage,
        subject=way,
        road=road,
        sea=sea,
        origin="origin",
        destination="destination",
    )
    trace.line(
        "leg.road",
        "road * share",
        leg.road,
        at=at,
        stage=stage,
        subject=way,
        road=road,
        share=f"leg.road_share.{at}",
    )
    trace.line(
        "leg.sea",
        "sea * (1 - share)",
        leg.sea,
        at=at,
        stage=stage,
        subject=way,
        sea=sea,
        share=f"leg.road_share.{at}",
    )

"""Complements: points of ``ecs`` outside life-cycle assessment (textile.md 10)."""

from typing import NamedTuple

from scoring.engine.textile.query import Query

# Points a kg of garment (textile.md 3.7).
MICROFIBRES = {
    "NaturalFromVegetal": 250.0,
    "ArtificialFromOrganic": 330.0,
    "NaturalFromAnimal": 390.0,
    "Synthetic": 820.0,
}
OUT_OF_EUROPE_POINTS = 5000.0
_OUT_OF_EUROPE_PROBABILITY = 0.049
_OUT_OF_EUROPE_PROBABILITY_SYNTHETIC = 0.121


class Complements(NamedTuple):
    """Points added to ``ecs``; positive is a malus."""

    microfibers: float = 0.0
    out_of_europe_eol: float = 0.0


def microfibers(query: Query) -> float:
    """Points of the fibres the garment sheds, on its finished mass."""
    total = 0.0
    for item in query.materials:
        total += MICROFIBRES[item.material.origin] * query.mass * item.share
    return total


def out_of_europe_end_of_life(query: Query) -> float:
    """Points of the garment ending outside Europe, likelier when half of it is synthetic."""
    synthetic = 0.0
    for item in query.materials:
        if item.material.origin == "Synthetic":
            synthetic += item.share
    probability = (
        _OUT_OF_EUROPE_PROBABILITY_SYNTHETIC if synthetic >= 0.5 else _OUT_OF_EUROPE_PROBABILITY
    )
    return probability * query.mass * OUT_OF_EUROPE_POINTS

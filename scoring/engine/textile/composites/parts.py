"""The parts of a garment as computed, and the simplified forms of the notice (catalogue.md 6)."""

from dataclasses import replace
from typing import NamedTuple

from scoring.engine.numbers import round_half_up
from scoring.engine.records import Country, Material
from scoring.engine.textile.composites.query import GarmentQuery
from scoring.engine.textile.query import MaterialShare, Query

# Sums are rounded to this many digits, so that 0.18 kg and 0.02 kg make exactly 0.2 kg.
DIGITS = 1e12
NO_MAKING = "not-applicable"


def counted(query: GarmentQuery) -> tuple[Query, ...]:
    """Each part as a garment of its own mass.

    The making stage only counts for the main part: the others have no sewing and no fading. Trims
    count once, with the main part. A part without a making country has the main part's.
    """
    return tuple(
        [
            part
            if position == query.main
            else replace(stated(query, position), making_complexity=NO_MAKING, fading=None)
            for position, part in enumerate(query.parts)
        ]
    )


def stated(query: GarmentQuery, position: int) -> Query:
    """A part including its own making stage; only the main one has trims."""
    part = query.parts[position]
    if position == query.main:
        return part
    country = part.country_making or query.main_part.country_making
    return replace(part, trims=(), country_making=country)


def simplified(query: GarmentQuery, form: int) -> Query:
    """One garment with the total mass, otherwise like the main part.

    Form 1 has the mean composition of all parts by mass, form 2 the main part's.
    """
    mass = rounded(mass_of(query))
    if form == 1:
        return replace(query.main_part, mass=mass, materials=mean_composition(query))
    return replace(query.main_part, mass=mass)


def mass_of(query: GarmentQuery) -> float:
    """The sum of the masses of the parts, in kg."""
    total = 0.0
    for part in query.parts:
        total += part.mass
    return total


class FibreKey(NamedTuple):
    """Identifies equal fibres of two parts, with their country; None is the fibre's default."""

    material: Material
    country: Country | None
    spinning: str | None


# The position of a fibre: that of its part, and that in the part's composition.
Place = tuple[int, int]


def fibres_of(query: GarmentQuery) -> list[tuple[FibreKey, list[Place]]]:
    """The fibres of all parts, in order of first appearance, and their positions."""
    found: dict[tuple[str, str, str], tuple[FibreKey, list[Place]]] = {}
    for position, part in enumerate(query.parts):
        for line, item in enumerate(part.materials):
            country = item.country.code if item.country else ""
            key = (item.material.id, country, item.spinning or "")
            origin = FibreKey(item.material, item.country, item.spinning)
            found.setdefault(key, (origin, []))[1].append((position, line))
    return list(found.values())


def mean_share(query: GarmentQuery, places: list[Place]) -> float:
    """The share of a fibre in the whole garment, by mass, from its positions in the parts."""
    total = 0.0
    for position, line in places:
        part = query.parts[position]
        total += part.mass * part.materials[line].share
    return total / mass_of(query)


def mean_composition(query: GarmentQuery) -> tuple[MaterialShare, ...]:
    """The composition of the whole garment, by mass."""
    return tuple(
        [
            MaterialShare(
                origin.material,
                rounded(mean_share(query, places)),
                origin.country,
                origin.spinning,
            )
            for origin, places in fibres_of(query)
        ]
    )


def rounded(value: float) -> float:
    """Round off the floating-point error of a sum; tiny sums are left unchanged.

    >>> 0.18 + 0.02, rounded(0.18 + 0.02), rounded(1e-13)
    (0.19999999999999998, 0.2, 1e-13)
    """
    if value * DIGITS < 1:
        return value
    return round_half_up(value * DIGITS) / DIGITS

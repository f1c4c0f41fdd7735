"""The cost of each field that the request leaves to a default (decisions.md 2)."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from scoring.engine.analysis.candidates import (
    COUNTRIES,
    EXPLORATORY,
    air_ratio_in_force,
    main_fibres,
    textile_countries,
    with_item,
)
from scoring.engine.analysis.thresholds import PRICE, REFERENCES, Durabilities
from scoring.engine.analysis.variants import Change, Variants
from scoring.engine.numbers import plain
from scoring.engine.textile.fields import QUERY
from scoring.engine.textile.in_force import values_in_force
from scoring.engine.trace.lines import Origin
from scoring.engine.vocabulary import textile as vocabulary

# The ends of the accepted range, for the numbers that only the exploratory mode shows.
_CHOICES = {
    "fabricProcess": vocabulary.FABRICS,
    "dyeingProcessType": vocabulary.DYEINGS,
    "makingComplexity": vocabulary.COMPLEXITIES[:-1],
}
_NUMBERS = ("makingWaste", "makingDeadStock", "yarnSize", "surfaceMass")
_BOUNDS = {field.name: field.bounds for field in QUERY.fields}


class Stated(NamedTuple):
    """A value that the request could state, and the resulting score."""

    value: Any
    score: float
    change: Change


class DefaultCost(NamedTuple):
    """An omitted field: its effective value, and the best and worst values it could state.

    ``at_stake`` is the worst score minus the best, ``cost`` the current score minus the best; both
    in points and never negative.
    """

    field: str
    value: Any
    at_stake: float
    cost: float
    best: Stated
    worst: Stated


def costs_of_defaults(
    variants: Variants, *, keep: Collection[str] = (), mode: str
) -> tuple[DefaultCost, ...]:
    """The fields left to a default that change the score if stated, most costly first."""
    found = []
    for field, value, tried in _silent_fields(variants, mode):
        if field.partition(".")[0] in keep:
            continue
        stated = [Stated(other, variants.score_of(change), change) for other, change in tried]
        if not stated:
            continue
        best = min(stated, key=lambda one: one.score)
        worst = max(stated, key=lambda one: one.score)
        at_stake = worst.score - best.score
        if variants.matters(at_stake):
            cost = max(0.0, variants.score - best.score)
            found.append(DefaultCost(field, value, at_stake, cost, best, worst))
    return tuple(sorted(found, key=lambda one: (-one.cost, -one.at_stake)))


def _silent_fields(
    variants: Variants, mode: str
) -> Iterator[tuple[str, Any, Sequence[tuple[Any, Change]]]]:
    """Each omitted field, its effective value, and the values to try with their changes."""
    in_force = {
        field: plain(known.value) if isinstance(known.value, float) else known.value
        for field, known in values_in_force(variants.simulation.garment).items()
        if known.origin is Origin.DEFAULT
    }
    codes = [country.code for country in textile_countries(variants)]
    for field in COUNTRIES:
        if field in in_force:
            yield field, in_force[field], _alone(field, codes)
    for position in main_fibres(variants):
        field = f"materials.{position}.country"
        if field in in_force:
            changes = [(code, with_item(variants, position, country=code)) for code in codes]
            yield field, in_force[field], changes
    if variants.query.air_transport_ratio is None:
        ratio = plain(air_ratio_in_force(variants))
        yield "airTransportRatio", ratio, _alone("airTransportRatio", (0, 1))
    if "business" in in_force:
        yield "business", in_force["business"], _alone("business", vocabulary.BUSINESSES)
    for field in (REFERENCES, PRICE):
        if field in in_force:
            yield field, in_force[field], _alone(field, _ends_of_durability(variants, field))
    if mode == EXPLORATORY:
        for field, choices in _CHOICES.items():
            if field in in_force:
                yield field, in_force[field], _alone(field, choices)
        for field in _NUMBERS:
            bounds = _BOUNDS[field]
            if field in in_force and bounds is not None:
                ends = (plain(bounds.minimum), plain(bounds.maximum))
                yield field, in_force[field], _alone(field, ends)


def _alone(field: str, values: Sequence[Any]) -> list[tuple[Any, Change]]:
    return [(value, {field: value}) for value in values]


def _ends_of_durability(variants: Variants, field: str) -> list[int]:
    """The first value with the best coefficient, and the end with the worst one."""
    durabilities = Durabilities(variants, field)
    best = durabilities.reaching(durabilities.best)
    bounds = _BOUNDS[field]
    assert bounds is not None, field  # noqa: S101 - both fields have bounds
    worst = bounds.minimum if field == PRICE else bounds.maximum
    return [int(worst)] if best is None else [best, int(worst)]

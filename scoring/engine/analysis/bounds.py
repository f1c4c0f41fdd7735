"""The lowest and highest possible scores of a garment with unknown fields (decisions.md 4).

These are computed, not sampled: both ends of each range and every country are tried. Durability
divides the whole score, so its coefficient is optimised separately. A country only matters through
the work done there and the two journeys next to it, so the best sequence of countries is found by
dynamic programming, over the amounts that the calculation gives for each country and journey.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from scoring.engine import scopes
from scoring.engine.analysis.unknowns import Label, with_value
from scoring.engine.assumptions import COUNTRIES, Choices, Interval
from scoring.engine.impacts import Flow
from scoring.engine.numbers import running_sum
from scoring.engine.records import Country
from scoring.engine.textile.durability import compute_durability
from scoring.engine.textile.fields import QUERY
from scoring.engine.textile.journeys import fibre_carried, journey
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import resolve
from scoring.engine.textile.simulate import Simulation, simulate
from scoring.engine.vocabulary import textile as vocabulary

_STEPS = (vocabulary.SPINNING, vocabulary.FABRIC, vocabulary.ENNOBLING, vocabulary.MAKING)
_FIELD_OF_STEP = dict(zip(_STEPS, COUNTRIES, strict=True))
_BOUNDS = {field.name: field.bounds for field in QUERY.fields}
_HUNDREDTHS = 100
# ``min`` or ``max``.
_Best = Callable[..., Any]


class ScoreBounds(NamedTuple):
    """The lowest and highest possible scores, in points."""

    least: float
    greatest: float


def find_bounds(label: Label) -> ScoreBounds:
    """Compute both bounds, which hold for every completion of the label.

    Masses stay within the assumed range; other unknown fields can have any value that a request
    accepts, or their default.
    """
    coefficients = _coefficients(label)
    # Durability divides everything that depends on the countries, so it does not affect their
    # choice.
    chains = [_Chain(label, _lasting(label, query, coefficients[0])) for query in _ends(label)]
    found = []
    for best in (min, max):
        query: Query = best((chain.extreme(best) for chain in chains), key=label.score_of)
        # Not only the ends, since the number of care cycles is rounded.
        lasting = (_lasting(label, query, coefficient) for coefficient in coefficients)
        found.append(best(map(label.score_of, lasting)))
    return ScoreBounds(*found)


def _ends(label: Label) -> Iterator[Query]:
    """The request with the unknown mass and share by plane at either end of their range."""
    choices: list[tuple[str, tuple[float, ...]]] = []
    for unknown in label.unknowns:
        if unknown.field == "mass" and isinstance(unknown.distribution, Interval):
            choices.append(("mass", (unknown.distribution.least, unknown.distribution.most)))
        elif unknown.field == "airTransportRatio":
            choices.append((unknown.field, (0.0, 1.0)))
    for values in product(*(ends for _, ends in choices)):
        query = label.query
        for (field, _), value in zip(choices, values, strict=True):
            query = with_value(label, query, field, value)
        yield query


def _coefficients(label: Label) -> list[float]:
    """The possible durability coefficients, in increasing order."""
    unknown = {one.field: one.distribution for one in label.unknowns}
    tried: list[tuple[str, Sequence[float | str]]] = []
    for field in ("business", "numberOfReferences", "price"):
        if field not in unknown:
            continue
        distribution, bounds = unknown[field], _BOUNDS[field]
        if isinstance(distribution, Choices):
            tried.append((field, vocabulary.BUSINESSES))
        elif bounds is not None:
            tried.append((field, (bounds.minimum, bounds.maximum)))
    found = []
    for values in product(*(ends for _, ends in tried)):
        query = label.query
        for (field, _), value in zip(tried, values, strict=True):
            query = with_value(label, query, field, value)
        found.append(compute_durability(resolve(label.method.textile, query)).coefficient)
    least, most = min(found), max(found)
    between = (
        hundredths / _HUNDREDTHS
        for hundredths in range(round(least * _HUNDREDTHS), round(most * _HUNDREDTHS) + 1)
    )
    return sorted({least, most, *(one for one in between if least < one < most)})


def _lasting(label: Label, query: Query, coefficient: float) -> Query:
    """The request with a given durability coefficient, set by the physical one, which caps it."""
    bounds = _BOUNDS["numberOfReferences"], _BOUNDS["price"]
    changes: dict[str, Any] = {"physical_durability": coefficient}
    silent = {one.field for one in label.unknowns}
    references, price = bounds
    if "numberOfReferences" in silent and references is not None:
        changes["number_of_references"] = int(references.minimum)
    if "price" in silent and price is not None:
        changes["price"] = price.maximum
    if "business" in silent:
        changes["business"] = _most_durable(label, replace(query, **changes))
    return replace(query, **changes)


def _most_durable(label: Label, query: Query) -> str:
    tables = label.method.textile
    return max(
        vocabulary.BUSINESSES,
        key=lambda business: (
            compute_durability(resolve(tables, replace(query, business=business))).non_physical
        ),
    )


class _Chain:
    """The countries of the enabled steps, and what each country and journey adds to the score.

    All amounts are before durability, which divides them equally.
    """

    def __init__(self, label: Label, query: Query) -> None:
        self.label = label
        self.query = query
        self.tables = label.method.textile
        self.silent = {one.field for one in label.unknowns}
        self.countries = [
            country
            for country in label.method.dataset.countries.values()
            if scopes.TEXTILE in country.scopes
        ]
        # The request with every unknown step in the same country.
        self.everywhere = {
            country.code: simulate(self.tables, self._placed({}, country))
            for country in self.countries
        }
        any_one = self.everywhere[self.countries[0].code]
        left_out = any_one.garment.left_out
        self.codes = [code for code in _STEPS if code not in left_out]
        self.has_fibres = vocabulary.MATERIAL not in left_out
        self.masses = {step.code: step.mass.output for step in any_one.steps}

    def extreme(self, best: _Best) -> Query:
        """The request with the countries of the best score; ``best`` is ``min`` or ``max``."""
        if not self.codes:
            return self.query
        # For each country of the last step considered, the best sum so far and its sequence of
        # countries.
        first = self.codes[0]
        ways: dict[str, tuple[float, tuple[Country, ...]]] = {}
        for country in self._allowed(first):
            points = self._work(first, country)
            if self.has_fibres:
                points += self._fibres(country, best)
            ways[country.code] = (points, (country,))
        for before, code in zip(self.codes, self.codes[1:], strict=False):
            ways = {
                country.code: best(
                    (
                        (
                            points + self._leg(before, way[-1], country) + own,
                            (*way, country),
                        )
                        for points, way in ways.values()
                    ),
                    key=lambda one: one[0],
                )
                for country, own in (
                    (country, self._work(code, country)) for country in self._allowed(code)
                )
            }
        _, way = best(ways.values(), key=lambda one: one[0])
        placed = dict(zip(self.codes, way, strict=True))
        query = self._placed(placed, way[0])
        if not self.has_fibres:
            return query
        for position in self._unknown_fibres():
            origin = best(self.countries, key=lambda one: self._carried(position, one, way[0]))
            query = with_value(self.label, query, f"materials.{position}.country", origin.code)
        return query

    def _placed(self, placed: dict[str, Country], elsewhere: Country) -> Query:
        query = self.query
        for code, field in _FIELD_OF_STEP.items():
            if field in self.silent:
                country = placed.get(code, elsewhere)
                query = with_value(self.label, query, field, country.code)
        return query

    def _allowed(self, code: str) -> list[Country]:
        if _FIELD_OF_STEP[code] in self.silent:
            return self.countries
        step = next(
            one for one in self.everywhere[self.countries[0].code].steps if one.code == code
        )
        return [step.country]

    def _simulation(self, country: Country) -> Simulation:
        return self.everywhere[country.code]

    def _work(self, code: str, country: Country) -> float:
        """The points of a step in a country; the last one includes the journey to the shop."""
        # A stated country is the same in all of them.
        where = country.code if _FIELD_OF_STEP[code] in self.silent else self.countries[0].code
        step = next(one for one in self.everywhere[where].steps if one.code == code)
        points = self._points(step.work.flows)
        if code == self.codes[-1]:
            points += self._points(step.journey.flows)
        return points

    def _leg(self, code: str, origin: Country, destination: Country) -> float:
        travelled = journey(self.tables, origin, destination, self.masses[code], 0.0)
        return self._points(travelled.flows)

    def _fibres(self, destination: Country, best: _Best) -> float:
        """The points of all fibres' journeys; an unknown origin is replaced by the best one."""
        unknown = set(self._unknown_fibres())
        fibres = self.everywhere[self.countries[0].code].garment.fibres
        return running_sum(
            best(self._carried(position, origin, destination) for origin in self.countries)
            if position in unknown
            else self._carried(position, fibre.country, destination)
            for position, fibre in enumerate(fibres)
        )

    def _unknown_fibres(self) -> list[int]:
        return [
            position
            for position in range(len(self.query.materials))
            if f"materials.{position}.country" in self.silent
        ]

    def _carried(self, position: int, origin: Country, destination: Country) -> float:
        fibre = self.everywhere[self.countries[0].code].garment.fibres[position]
        leg = self.tables.legs[origin.code, destination.code]
        return self._points(
            fibre_carried(self.tables, fibre, leg, self.masses[vocabulary.MATERIAL])
        )

    def _points(self, flows: Sequence[Flow]) -> float:
        return self.label.table.weigh(flows)[0]

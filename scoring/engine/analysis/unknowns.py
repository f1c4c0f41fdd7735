"""The fields that a label leaves unknown, and values for them (decisions.md 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from scoring.engine.analysis.variants import SCORE
from scoring.engine.assumptions import (
    COUNTRIES,
    FIBRE_ORIGIN,
    Assumption,
    Assumptions,
    Choices,
    Distribution,
    Interval,
)
from scoring.engine.errors import InvalidQuery
from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method
from scoring.engine.records import Country
from scoring.engine.textile.fields import QUERY
from scoring.engine.textile.query import Query, parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.engine.vocabulary.textile import UNKNOWN_COUNTRY

_ATTRIBUTES: Mapping[str, str] = {
    "mass": "mass",
    "countrySpinning": "country_spinning",
    "countryFabric": "country_fabric",
    "countryDyeing": "country_dyeing",
    "countryMaking": "country_making",
    "airTransportRatio": "air_transport_ratio",
    "business": "business",
    "numberOfReferences": "number_of_references",
    "price": "price",
}
_BOUNDS = {field.name: field.bounds for field in QUERY.fields}


class Unknown(NamedTuple):
    """An unknown field: its path, such as ``materials.0.country``, and its possible values."""

    field: str
    assumption: Assumption
    distribution: Distribution


class Label(NamedTuple):
    """A garment's request completed with defaults, and its unknown fields.

    ``supposed`` lists the fields without a legal default that were given a value anyway.
    """

    method: Method
    query: Query
    supposed: Mapping[str, Any]
    unknowns: tuple[Unknown, ...]
    table: ImpactTable

    def score_of(self, query: Query) -> float:
        """The points of ``ecs`` of a completed request."""
        return compute_totals(simulate(self.method.textile, query), self.table).impacts[0]


def read_label(method: Method, body: object) -> Label:
    """Parse a request in which every field but the category and a fibre is optional.

    Raises ``InvalidQuery`` for stated fields, as the simulator does, and for a version without
    assumptions.
    """
    assumptions = method.dataset.assumptions
    if assumptions is None:
        raise InvalidQuery(
            {"general": f"La version {method.version} n'a pas d'hypothèses pour une estimation."}
        )
    supposed = _supposed(assumptions, body)
    query = parse(method.dataset, {**body, **supposed} if isinstance(body, Mapping) else body)
    unknowns = [
        unknown
        for name, assumption in assumptions.fields.items()
        for unknown in _unknowns(query, name, assumption, supposed)
    ]
    return Label(method, query, supposed, tuple(unknowns), method.scores.select((SCORE,)))


def with_value(label: Label, query: Query, field: str, value: Any) -> Query:
    """The request with an unknown field stated; the value is in the request's format."""
    typed = country_of(label.method, value) if field.endswith(_OF_COUNTRIES) else value
    if field in _ATTRIBUTES:
        # The ends of an interval are floats, even of an interval of whole numbers.
        if field == "numberOfReferences":
            typed = int(value)
        changes: dict[str, Any] = {_ATTRIBUTES[field]: typed}
        return replace(query, **changes)
    items = list(query.materials)
    place = int(field.split(".")[1])
    items[place] = items[place]._replace(country=typed)
    return replace(query, materials=tuple(items))


def stated(label: Label, rows: Sequence[Sequence[Any]]) -> list[Query]:
    """A request for each row of values, which are in the order of the unknown fields."""
    fields = [unknown.field for unknown in label.unknowns]
    plain = [(place, _ATTRIBUTES[field]) for place, field in enumerate(fields) if "." not in field]
    origins = [
        (place, int(field.split(".")[1])) for place, field in enumerate(fields) if "." in field
    ]
    countries = label.method.dataset.countries
    of_countries = {place for place, field in enumerate(fields) if field.endswith(_OF_COUNTRIES)}
    found = []
    for row in rows:
        typed = [
            countries[value] if place in of_countries else value for place, value in enumerate(row)
        ]
        changes: dict[str, Any] = {attribute: typed[place] for place, attribute in plain}
        if origins:
            items = list(label.query.materials)
            for place, fibre in origins:
                items[fibre] = items[fibre]._replace(country=typed[place])
            changes["materials"] = tuple(items)
        found.append(replace(label.query, **changes))
    return found


def country_of(method: Method, code: str) -> Country:
    """The country with this code."""
    return method.dataset.countries[code]


_OF_COUNTRIES = (*COUNTRIES, ".country")


def _supposed(assumptions: Assumptions, body: object) -> dict[str, Any]:
    """The middle of the mass range of a known category, if no mass is stated."""
    if not isinstance(body, Mapping) or body.get("mass") is not None:
        return {}
    category = body.get("product")
    distribution = assumptions.fields["mass"].of(category) if isinstance(category, str) else None
    return {} if distribution is None else {"mass": float(f"{distribution.at(0.5):.2g}")}


def _unknowns(
    query: Query, name: str, assumption: Assumption, supposed: Mapping[str, Any]
) -> list[Unknown]:
    distribution = assumption.of(query.product.id)
    if distribution is None:
        return []
    distribution = _accepted(name, distribution)
    if name == FIBRE_ORIGIN:
        return [
            Unknown(f"materials.{place}.country", assumption, distribution)
            for place, item in enumerate(query.materials)
            if item.country is None or item.country.code == UNKNOWN_COUNTRY
        ]
    silent = name in supposed if name == "mass" else getattr(query, _ATTRIBUTES[name]) is None
    return [Unknown(name, assumption, distribution)] if silent else []


def _accepted(name: str, distribution: Distribution) -> Distribution:
    """The part of a range that requests accept."""
    bounds = _BOUNDS.get(name)
    if bounds is None or isinstance(distribution, Choices):
        return distribution
    least, most = max(distribution.least, bounds.minimum), min(distribution.most, bounds.maximum)
    return Interval(least=least, most=most, ratio=distribution.ratio, whole=distribution.whole)

"""The request of a set, and of a garment in several parts: parsed, validated (catalogue.md 6).

Everything that is wrong is reported at once, under the path of its field: ``products.1.mass``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from scoring.engine.dataset import Dataset
from scoring.engine.decoding import DecodingError, Field, Record
from scoring.engine.errors import InvalidQuery
from scoring.engine.textile.composites.fields import (
    GARMENT,
    ITEM,
    MOST_PARTS,
    MOST_UNITS,
    OF_THE_GARMENT,
    SET,
)
from scoring.engine.textile.query import Query, resolved
from scoring.engine.vocabulary import textile as vocabulary

_COUNT = "numberOfItem"
_MAIN = "mainComponent"
_OUT_OF_SCOPE = "Un lot dont un article est hors du champ de la méthode l'est tout entier."
# Placeholder for missing parts, so that the other fields are validated anyway.
_ANY_PART = {"mass": 1.0, "materials": ()}


class SetItem(NamedTuple):
    """A garment of a set, without price or references, and its number of units."""

    query: Query
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuery:
    """Garments sold as one reference; ``price`` in euros, for the whole set."""

    items: tuple[SetItem, ...]
    price: float | None = None
    number_of_references: int | None = None

    @property
    def units(self) -> int:
        """The number of garments in the set."""
        return sum(item.number for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class GarmentQuery:
    """A garment made of parts; ``main`` is the index of the main one.

    Each part is a request with the garment's category, price, references, company and physical
    durability; the main one has its trims, None for the category's. ``simplification`` is 1 or 2 if
    a simplified form is requested.
    """

    parts: tuple[Query, ...]
    main: int
    simplification: int | None = None

    @property
    def main_part(self) -> Query:
        """The main part."""
        return self.parts[self.main]


def parse_set(dataset: Dataset, body: object) -> SetQuery:
    """Parse and validate a set.

    Raises ``InvalidQuery``, with ``decoding`` alone for a value of the wrong shape.
    """
    decoded = _decoded(SET, body)
    faults = _bounds(SET, decoded)
    items = []
    found = decoded["products"]
    faults |= _counted("products", len(found), MOST_UNITS)
    for position, item in enumerate(found):
        place = f"products.{position}."
        faults |= {
            f"{place}{name}": said for name, said in _bounds(ITEM, item).items() if name == _COUNT
        }
        count = item.get(_COUNT, 1)
        try:
            items.append(SetItem(resolved(dataset, item), count))
        except InvalidQuery as refusal:
            for name, said in refusal.faults.items():
                more = f" {_OUT_OF_SCOPE}" if name == "product" else ""
                faults[f"{place}{name}"] = f"{said}{more}"
    units = sum(item.get(_COUNT, 1) for item in found)
    if units > MOST_UNITS and not faults:
        faults["products"] = f"Un lot compte {MOST_UNITS} articles au plus (ici : {units})."
    if faults:
        raise InvalidQuery(faults)
    return SetQuery(
        items=tuple(items),
        price=decoded.get("price"),
        number_of_references=decoded.get("numberOfReferences"),
    )


def parse_garment(dataset: Dataset, body: object) -> GarmentQuery:
    """Parse and validate a garment in parts. Raises ``InvalidQuery`` as ``parse_set`` does."""
    decoded = _decoded(GARMENT, body)
    faults = {
        name: said for name, said in _bounds(GARMENT, decoded).items() if name == "simplification"
    }
    found = decoded["components"]
    faults |= _counted("components", len(found), MOST_PARTS)
    shared = {name: decoded[name] for name in OF_THE_GARMENT if name in decoded}
    mains = [position for position, part in enumerate(found) if part.get(_MAIN)]
    if found and len(mains) != 1:
        faults["components"] = (
            f"Il faut une partie principale (mainComponent), et une seule (ici : {len(mains)})."
        )
    parts = []
    for position, part in enumerate(found or (_ANY_PART,)):
        try:
            parts.append(resolved(dataset, {**part, **shared}))
        except InvalidQuery as refusal:
            for name, said in refusal.faults.items():
                if name in OF_THE_GARMENT:
                    faults[name] = said
                elif found:
                    faults[f"components.{position}.{name}"] = said
    for position in mains:
        # The unknown country is the same as no country.
        if found[position].get("countryMaking") in (None, vocabulary.UNKNOWN_COUNTRY):
            faults[f"components.{position}.countryMaking"] = (
                "La partie principale doit dire son pays de confection."
            )
    if faults:
        raise InvalidQuery(faults)
    return GarmentQuery(
        parts=tuple(parts), main=mains[0], simplification=decoded.get("simplification")
    )


def _decoded(request: Record, body: object) -> dict[str, Any]:
    try:
        return request.decode(body)
    except DecodingError as error:
        raise InvalidQuery({"decoding": error.sentence()}) from None


def _bounds(request: Record, decoded: dict[str, Any]) -> dict[str, str]:
    """The error messages of values out of range, by field."""
    return dict(_out_of_range(request.fields, decoded))


def _out_of_range(fields: tuple[Field, ...], decoded: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = decoded.get(field.name)
        if value is not None and field.bounds is not None:
            refusal = field.bounds.refusal(value)
            if refusal:
                yield field.name, refusal


def _counted(name: str, count: int, most: int) -> dict[str, str]:
    if not count:
        return {name: f"La liste '{name}' doit contenir 1 élément(s) minimum."}
    if count > most:
        return {name: f"La liste '{name}' doit contenir {most} élément(s) maximum (ici : {count})."}
    return {}

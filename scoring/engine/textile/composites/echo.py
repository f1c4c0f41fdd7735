"""The normalised request of a set and of a garment in parts (api.md 4.4, catalogue.md 6)."""

from collections.abc import Callable
from typing import Any

from scoring.engine.numbers import plain
from scoring.engine.textile.composites.fields import OF_THE_GARMENT
from scoring.engine.textile.composites.query import GarmentQuery, SetQuery
from scoring.engine.textile.echo import echo
from scoring.engine.textile.query import Query

EchoOne = Callable[[Query], dict[str, Any]]


def echo_set(query: SetQuery, one: EchoOne = echo) -> dict[str, Any]:
    """Echo a set; ``one`` echoes a garment."""
    body: dict[str, Any] = {}
    if query.number_of_references is not None:
        body["numberOfReferences"] = query.number_of_references
    if query.price is not None:
        body["price"] = plain(query.price)
    body["products"] = [
        _ordered(one(item.query) | ({"numberOfItem": item.number} if item.number != 1 else {}))
        for item in query.items
    ]
    return body


def echo_garment(query: GarmentQuery, one: EchoOne = echo) -> dict[str, Any]:
    """Echo a garment in parts; ``one`` echoes a garment."""
    echoes = [one(part) for part in query.parts]
    parts = [
        {name: value for name, value in part.items() if name not in OF_THE_GARMENT}
        for part in echoes
    ]
    parts[query.main]["mainComponent"] = True
    whole = echoes[query.main]
    body = {name: whole[name] for name in OF_THE_GARMENT if name in whole}
    body["components"] = [_ordered(part) for part in parts]
    if query.simplification is not None:
        body["simplification"] = query.simplification
    return _ordered(body)


def _ordered(fields: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(fields.items()))

"""A request for an object or a light vehicle: validated, immutable (object.md 1)."""

from dataclasses import dataclass
from typing import Any

from scoring.engine.dataset import Dataset
from scoring.engine.decoding import DecodingError
from scoring.engine.errors import InvalidQuery
from scoring.engine.items import Item, echo_item, read_items
from scoring.engine.objects.fields import QUERY


@dataclass(frozen=True, slots=True)
class Query:
    """The request with references resolved; ``scope`` is the object or the vehicle scope."""

    scope: str
    items: tuple[Item, ...]


def parse(dataset: Dataset, scope: str, body: object) -> Query:
    """Parse and validate a request.

    Raises ``InvalidQuery``: under ``decoding`` the first value of the wrong shape, else under
    ``components`` the error of the first invalid one.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> backs = {"components": [{"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 2}]}
    >>> query = parse(method.dataset, "object", backs)
    >>> query.items[0].component.name, query.items[0].quantity
    ('Dossier plastique (PP)', 2)
    """
    try:
        decoded = QUERY.decode(body)
    except DecodingError as error:
        raise InvalidQuery({"decoding": error.sentence()}) from None
    items, refusal = read_items(dataset, scope, decoded["components"])
    if refusal:
        raise InvalidQuery({"components": refusal})
    return Query(scope, items)


def echo(query: Query) -> dict[str, Any]:
    """The normalised request: what responses echo and what shared links contain."""
    return {"components": [echo_item(item) for item in query.items]}

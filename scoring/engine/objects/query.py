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

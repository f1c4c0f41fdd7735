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
    """What was asked, references resolved; ``scope`` says whether it is an object or a vehicle."""

    scope: str
    items: tuple[Item, ...]


def parse(dataset: Dataset, scope: str, body: object) -> Query:
    """Read a request.

    Raises ``InvalidQuery``: under ``decoding`` the first value of the wrong shape, else under
    ``components`` why the first bad one cannot be computed.
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
    """The normalised request: what answers repeat and what shared links hold."""
    return {"components": [echo_item(item) for item in query.items]}

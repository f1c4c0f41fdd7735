"""The published examples, and which of them a query is."""

from functools import cache
from typing import Any, NamedTuple

from scoring.engine.method import Method
from scoring.engine.records import Example
from scoring.engine.textile.query import parse
from scoring.methods import method_of
from scoring.web.textile.normal import normal

# What the page opens with: an ordinary T-shirt made in China (web.md 3.1).
DEFAULT = {
    "countryDyeing": "CN",
    "countryFabric": "CN",
    "countryMaking": "CN",
    "countrySpinning": "CN",
    "mass": 0.17,
    "materials": [{"id": "ei-coton", "share": 1}],
    "product": "tshirt",
    "upcycled": False,
}


class Known(NamedTuple):
    """An example with its normalised request."""

    example: Example
    query: dict[str, Any]


@cache
def textile_examples(version: str) -> tuple[Known, ...]:
    """The examples of a method version, in their order."""
    method = method_of(version)
    return tuple(
        Known(example, normal(parse(method.dataset, example.query)))
        for example in method.dataset.examples
        if example.scope == "textile"
    )


def example_of(method: Method, query: dict[str, Any] | None) -> Example | None:
    """The example a normalised request is, if any."""
    for known in textile_examples(method.version):
        if known.query == query:
            return known.example
    return None

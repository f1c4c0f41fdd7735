"""The published examples of a sector, and matching a request to one of them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from scoring.answers.sectors import SECTORS
from scoring.engine.method import Method
from scoring.engine.records import Example


class Known(NamedTuple):
    """An example with its normalised request."""

    example: Example
    query: dict[str, Any]


def examples_of(method: Method, sector: str) -> tuple[Known, ...]:
    """The examples of a method version, in order."""
    return tuple(
        Known(example, SECTORS[sector].normalise(method, example.query))
        for example in method.dataset.examples
        if example.scope == sector
    )


def example_of(known: Iterable[Known], query: Mapping[str, Any]) -> Example | None:
    """The example equal to a normalised request, if any."""
    return next((one.example for one in known if one.query == query), None)

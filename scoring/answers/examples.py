"""The published examples of a sector, and matching a request to one of them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from scoring.answers.sectors import SECTORS, TEXTILE
from scoring.engine.analysis.variants import score_of
from scoring.engine.method import Method
from scoring.engine.records import Example
from scoring.engine.scopes import OBJECT, VELI


class Known(NamedTuple):
    """An example with its normalised request."""

    example: Example
    query: dict[str, Any]


def examples_of(method: Method, sector: str) -> tuple[Known, ...]:
    """The examples of a method version, in order."""
    return tuple(
        Known(example, SECTORS[sector].normalise(method, example.query))
        for example in listed_examples(method, sector)
    )


def scores_of_category(method: Method, category: str) -> list[float]:
    """The scores of the examples of a category of garments, lowest first."""
    return sorted(
        score_of(method, known.query)
        for known in examples_of(method, TEXTILE.name)
        if known.query.get("product") == category
    )


def listed_examples(method: Method, sector: str) -> tuple[Example, ...]:
    """The published examples of a sector; without any, one piece of each of its components.

    A component's example has the component's id. Only objects and light vehicles are made of
    components.
    """
    dataset = method.dataset
    published = tuple(one for one in dataset.examples if one.scope == sector)
    if published or sector not in (OBJECT, VELI):
        return published
    return tuple(
        Example(
            id=component.id,
            rank=rank,
            name=component.name,
            category="",
            scope=sector,
            query={"components": [{"id": component.id, "quantity": 1}]},
        )
        for rank, component in enumerate(dataset.components_of(sector))
        if component.elements
    )


def example_of(known: Iterable[Known], query: Mapping[str, Any]) -> Example | None:
    """The example equal to a normalised request, if any."""
    return next((one.example for one in known if one.query == query), None)

"""The published examples of a sector, and which of them a request is."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from scoring.answers.sectors import SECTORS
from scoring.engine.records import Example
from scoring.methods import method_of
from scoring.web.controls import Option
from scoring.web.labels import label


class Known(NamedTuple):
    """An example with its normalised request."""

    example: Example
    query: dict[str, Any]


@cache
def examples_of(version: str, sector: str) -> tuple[Known, ...]:
    """The examples of a method version, in their order."""
    method = method_of(version)
    return tuple(
        Known(example, SECTORS[sector].normalise(method, example.query))
        for example in method.dataset.examples
        if example.scope == sector
    )


def example_of(known: tuple[Known, ...], query: Mapping[str, Any]) -> Example | None:
    """The example a normalised request is, if any."""
    return next((one.example for one in known if one.query == query), None)


def example_options(known: tuple[Known, ...]) -> list[Option]:
    """The choices of the examples' dialog, category by category."""
    options = [
        Option(
            one.example.id, label(one.example), one.example.category and label(one.example.category)
        )
        for one in known
    ]
    groups = list(dict.fromkeys(option.group for option in options))
    return sorted(options, key=lambda option: groups.index(option.group))

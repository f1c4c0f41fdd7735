"""The published examples of a sector, as pages list them."""

from collections.abc import Iterable
from functools import cache

from scoring.answers import examples
from scoring.answers.examples import Known
from scoring.methods import method_of
from scoring.web.controls import Option
from scoring.web.labels import label


@cache
def examples_of(version: str, sector: str) -> tuple[Known, ...]:
    """The examples of a method version, cached."""
    return examples.examples_of(method_of(version), sector)


def example_options(known: Iterable[Known]) -> list[Option]:
    """The options of the examples' dialog, by category."""
    options = [
        Option(one.id, label(one), one.category and label(one.category)) for one, _query in known
    ]
    groups = list(dict.fromkeys(option.group for option in options))
    return sorted(options, key=lambda option: groups.index(option.group))

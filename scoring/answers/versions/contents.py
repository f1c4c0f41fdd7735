"""Counts the records of a version, and those that differ from another version."""

from typing import NamedTuple

from scoring.answers.sectors import FOOD, TEXTILE
from scoring.answers.versions.processes import ProcessMatcher
from scoring.engine.method import Method


class Contents(NamedTuple):
    """How many records a version offers; none for a sector that it lacks."""

    materials: int
    products: int
    ingredients: int
    components: int
    countries: int
    processes: int


class Changes(NamedTuple):
    """How many processes are in both versions, have another score, are new, or are gone.

    A process is in both if it is the same inventory (``scoring.answers.versions.processes``).
    """

    common: int
    changed: int
    added: int
    removed: int


def contents_of(method: Method) -> Contents:
    """Count the records of a version."""
    data = method.dataset
    textile, food = (sector.name in method.sectors for sector in (TEXTILE, FOOD))
    return Contents(
        materials=len(data.materials) if textile else 0,
        products=len(data.products) if textile else 0,
        ingredients=sum(one.visible for one in data.ingredients.values()) if food else 0,
        components=len(data.components),
        countries=len(data.countries),
        processes=len(data.processes),
    )


def changes_between(first: Method, second: Method) -> Changes:
    """Count the changes from the ``first`` version to the ``second``."""
    known = ProcessMatcher(first, second)
    mine, theirs = first.dataset, second.dataset
    scores, other_scores = (
        method.scores.columns[method.scores.trigrams.index("ecs")] for method in (first, second)
    )
    common = changed = 0
    found = set()
    for process in mine.processes.values():
        match = known.match(process)
        if match is None or match.replaced:
            continue
        common += 1
        found.add(match.id)
        changed += scores[process.index] != other_scores[theirs.processes[match.id].index]
    return Changes(
        common=common,
        changed=changed,
        added=len(theirs.processes) - len(found),
        removed=len(mine.processes) - common,
    )

"""The lines of calculations that use the rules of a version: those of its own examples.

For a page of the rules, which then says nothing that the engine does not do.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scoring.answers.explain import trace_of
from scoring.answers.levels import served_to
from scoring.answers.sector import Sector, compute
from scoring.engine import scopes
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.trace.lines import Line

# The category of the processes that transform materials; components whose rules are collected.
_TRANSFORMATION: Final = "transformation"
_MOST_COMPONENTS: Final = 10


def sample_lines(method: Method, sector: Sector[Any, Any, Any]) -> Iterator[Sequence[Line]]:
    """The lines of each product of the version that can be computed."""
    for body in _products(method, sector):
        try:
            yield trace_of(compute(sector, method, body, served_to(method, None)), "ecs").lines
        except InvalidQuery:
            continue


def _products(method: Method, sector: Sector[Any, Any, Any]) -> list[Mapping[str, Any]]:
    """The examples of a version, and a product of its components and of a transform."""
    dataset, scope = method.dataset, sector.scope
    examples = [one.query for one in dataset.examples if one.scope == scope]
    if scope not in (scopes.OBJECT, scopes.VELI):
        return examples
    parts = [one for one in dataset.components_of(scope) if one.elements]
    components: list[Any] = [{"id": one.id, "quantity": 1} for one in parts[:_MOST_COMPONENTS]]
    for process in dataset.processes_of(scope, _TRANSFORMATION) if parts else ():
        element = {"amount": 1, "material": parts[0].elements[0].material.id}
        whole = {"name": "", "elements": [element | {"transforms": [process.id]}]}
        body = {"components": [*components, {"quantity": 1, "custom": whole}]}
        if _is_valid(method, sector, body):
            return [*examples, body]
    return examples


def _is_valid(method: Method, sector: Sector[Any, Any, Any], body: object) -> bool:
    try:
        compute(sector, method, body, served_to(method, None))
    except InvalidQuery:
        return False
    return True

"""The trace of every food request proves its score, line by line."""

from collections.abc import Iterator
from typing import Any

import pytest

from scoring.engine.food.explain import explain
from scoring.engine.food.query import parse
from scoring.engine.food.recipe import simulate
from scoring.engine.food.results import compute_results
from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method
from tests.conformance.cases import SHARED, body_of, read_cases, read_shared, synthetic_table
from tests.engine.trace.figures import figure_of
from tests.engine.trace.proof import faults_of, same


def faults(method: Method, query: Any, table: ImpactTable, impact: str) -> list[str]:
    """Every way in which the trace of a request does not prove the simulator's figures."""
    parsed = parse(method.dataset, query)
    recipe = simulate(method.food, parsed)
    results = compute_results(recipe, table)
    trace = explain(method.dataset, method.food, parsed, table, impact)
    found = faults_of(
        trace,
        query,
        lambda path: figure_of(method.dataset, table, path),
        table.named(results.total)[impact],
    )
    expected = {
        "per_kg": table.named(results.per_kg)[impact],
        "mass.total": recipe.masses.total,
        "mass.prepared": recipe.masses.prepared,
    }
    if impact == "ecs":
        expected |= {"scoring.all": results.score, "services": recipe.services.bonus}
    found += [
        f"{name} is {trace.line(name).value}, not {value}"
        for name, value in expected.items()
        if not same(trace.line(name).value, value)
    ]
    return [*found, f"in {query}"] if found else []


def requests() -> Iterator[Any]:
    """All good food requests of the cases of this repository."""
    for case in read_cases("food.jsonl"):
        yield case["query"]
    for case in read_cases("food_errors.jsonl"):
        if "error" not in case:
            yield body_of(case)


def test_every_trace_proves_the_score(method: Method) -> None:
    for query in requests():
        assert faults(method, query, method.scores, "ecs") == []
        assert faults(method, query, method.scores, "pef") == []


def test_every_impact_has_a_trace(method: Method) -> None:
    table = synthetic_table(method.dataset)
    for case in read_cases("food_details.jsonl"):
        for impact in table.trigrams:
            assert faults(method, case["query"], table, impact) == []


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the reference's complete answers are not beside the repository"
)
@pytest.mark.parametrize(
    "name",
    [
        "food-examples.jsonl",
        "food-full.jsonl",
        "food-scores.jsonl",
        "food-synthetic-details.jsonl",
    ],
)
def test_every_request_of_the_reference_has_a_trace(method: Method, name: str) -> None:
    for record in read_shared(name):
        assert faults(method, record["query"], method.scores, "ecs") == []
        assert faults(method, record["query"], method.scores, "pef") == []

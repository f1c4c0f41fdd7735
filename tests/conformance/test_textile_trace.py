"""The trace of every conformance request proves its score, line by line."""

from collections.abc import Iterator
from typing import Any

import pytest

from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method
from scoring.engine.textile.explain import explain
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from tests.conformance.cases import SHARED, body_of, read_cases, read_shared, synthetic_table
from tests.conformance.test_textile import PORTAL_PULL, PORTAL_TSHIRT, SIMULATOR
from tests.engine.trace.figures import figure_of
from tests.engine.trace.proof import faults_of


def faults(method: Method, query: Any, table: ImpactTable, impact: str) -> list[str]:
    """Every way in which the trace of a request does not prove the simulator's figure."""
    parsed = parse(method.dataset, query)
    totals = compute_totals(simulate(method.textile, parsed), table)
    score = table.named(totals.impacts)[impact]
    trace = explain(method, parsed, table, impact)
    found = faults_of(trace, query, lambda path: figure_of(method.dataset, table, path), score)
    return [*found, f"in {query}"] if found else []


def requests() -> Iterator[Any]:
    """All good textile requests of the cases of this repository."""
    yield PORTAL_TSHIRT
    yield PORTAL_PULL
    for case in read_cases("textile.jsonl"):
        yield case["query"]
    for case in read_cases("textile_errors.jsonl"):
        if case["path"].rstrip("/") == SIMULATOR and "error" not in case:
            yield body_of(case)


def test_every_trace_proves_the_score(method: Method) -> None:
    for query in requests():
        assert faults(method, query, method.scores, "ecs") == []


def test_every_impact_has_a_trace(method: Method) -> None:
    table = synthetic_table(method.dataset)
    for case in read_cases("textile_details.jsonl"):
        for impact in table.trigrams:
            assert faults(method, case["query"], table, impact) == []


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the reference's complete answers are not beside the repository"
)
@pytest.mark.parametrize(
    "name",
    [
        "textile-scores.jsonl",
        "textile-examples.jsonl",
        "textile-targeted.jsonl",
        "textile-synthetic-details.jsonl",
    ],
)
def test_every_request_of_the_reference_has_a_trace(method: Method, name: str) -> None:
    for record in read_shared(name):
        assert faults(method, record["query"], method.scores, "ecs") == []
        assert faults(method, record["query"], method.scores, "pef") == []

"""The trace of every conformance request proves its score, line by line."""

import json
import math
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method
from scoring.engine.textile.explain import explain
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.engine.trace.lines import public_form
from scoring.engine.trace.words.textile import RULES
from scoring.engine.vocabulary.textile import STEPS
from tests.conformance.cases import SHARED, body_of, read_cases, read_shared, synthetic_table
from tests.conformance.test_textile import PORTAL_PULL, PORTAL_TSHIRT, SIMULATOR
from tests.conformance.trace_file import TRACE_FILE, trace_text
from tests.engine.trace.figures import figure_of
from tests.engine.trace.proof import faults_of

# A trim of the request's own: brass with two transforms, and sawn wood, measured in m3.
TRANSFORMED = PORTAL_TSHIRT | {
    "trims": [
        {"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 2},
        {
            "id": "0c903fc7-279b-4375-8cfa-ca8133b8e973",
            "quantity": 3,
            "custom": {
                "elements": [
                    {
                        "amount": 0.003,
                        "material": "dc44ae3c-8552-5822-a76d-f95ef68682da",
                        "transforms": [
                            "235b3488-6157-50ed-b74a-45e5d447dd85",
                            "24edc372-b238-5426-8ac9-059218936641",
                        ],
                    },
                    {
                        "amount": 0.00001,
                        "material": "17431e06-2973-516e-b043-be9ad405e4fb",
                        "transforms": ["c172d131-b5d1-5d9b-822b-5762afb91c66"],
                    },
                ]
            },
        },
    ]
}


def faults(method: Method, query: Any, table: ImpactTable, impact: str) -> list[str]:
    """Every way in which the trace of a request does not prove the simulator's figure."""
    parsed = parse(method.dataset, query)
    totals = compute_totals(simulate(method.textile, parsed), table)
    score = table.named(totals.impacts)[impact]
    trace = explain(method.dataset, method.textile, parsed, table, impact)
    found = faults_of(trace, query, lambda path: figure_of(method.dataset, table, path), score)
    return [*found, f"in {query}"] if found else []


def requests() -> Iterator[Any]:
    """All good textile requests of the cases of this repository."""
    yield PORTAL_TSHIRT
    yield PORTAL_PULL
    yield TRANSFORMED
    for case in read_cases("textile.jsonl"):
        yield case["query"]
    for case in read_cases("textile_errors.jsonl"):
        if case["path"].rstrip("/") == SIMULATOR and "error" not in case:
            yield body_of(case)


def test_every_trace_proves_the_score(method: Method) -> None:
    for query in requests():
        assert faults(method, query, method.scores, "ecs") == []


def test_every_rule_has_its_lines_in_some_trace_and_no_words_are_idle(method: Method) -> None:
    met = {
        line.rule
        for query in requests()
        for line in explain(
            method.dataset, method.textile, parse(method.dataset, query), method.scores, "ecs"
        ).lines
    }
    assert met == set(RULES)


@pytest.mark.parametrize(
    "change",
    [
        # A durability of exactly 1 counts as durable (textile.md pitfall 8).
        {
            "physicalDurability": 1,
            "business": "small-business",
            "numberOfReferences": 1,
            "price": 1000,
        },
        {"mass": 1e308},
        {"mass": 1.7e308, "makingWaste": 0.4},
        {"mass": 5e-324},
        {"mass": 0.0001},
        {"disabledSteps": list(STEPS)},
        {"disabledSteps": ["use", "making", "use"]},
        {"upcycled": True},
        {"upcycled": True, "disabledSteps": ["fabric", "eol"]},
        {"materials": [{"id": "ei-coton", "share": 0}]},
        {"materials": [{"id": "ei-coton", "share": 0}, {"id": "coton-rdp", "share": 1}]},
        {"materials": [{"id": "ei-pet", "share": 1}] * 30},
        {"materials": [{"id": "ei-pet", "share": 1, "country": "---"}], "countryMaking": "TR"},
        {"trims": []},
        {"trims": [{"id": "28f2f107-ce9c-4760-9a74-0187ab067d09", "quantity": 2}]},
        {"trims": [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1e20}]},
        {"airTransportRatio": 0},
        {"price": None, "numberOfReferences": 10.0, "fading": None, "printing": None},
    ],
)
def test_unusual_requests_have_a_trace_too(method: Method, change: dict[str, Any]) -> None:
    query = PORTAL_TSHIRT | change
    assert faults(method, query, method.scores, "ecs") == []
    trace = explain(
        method.dataset, method.textile, parse(method.dataset, query), method.scores, "ecs"
    )
    # JSON has no word for what is not finite: it is null.
    form = public_form(trace)
    json.dumps(form, allow_nan=False)
    shown = orjson.loads(orjson.dumps(form))
    assert (shown["score"] is None) == (not math.isfinite(trace.score))
    assert len(shown["lines"]) == len(trace.lines)


def test_lines_are_called_and_sourced_as_the_file_says(method: Method) -> None:
    """Values prove that a formula is right, not that its inputs have the right names.

    ``python -m tests.conformance.trace_file`` rewrites the file: review what changed.
    """
    assert trace_text(method) == TRACE_FILE.read_text(encoding="utf-8")


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
@pytest.mark.slow
def test_every_request_of_the_reference_has_a_trace(method: Method, name: str) -> None:
    for record in read_shared(name):
        assert faults(method, record["query"], method.scores, "ecs") == []

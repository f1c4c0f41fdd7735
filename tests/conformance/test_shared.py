"""If the reference's complete answers are available, all of them are compared in full."""

import json
from typing import Any

import pytest
from django.test import Client

from scoring.answers.levels import AGGREGATED, OFFICIAL, Served
from scoring.answers.sector import compute
from scoring.answers.textile.sector import TEXTILE
from scoring.answers.textile.sector import detailed as detailed_answer
from scoring.engine.method import Method
from tests.conformance.cases import SHARED, differences, read_shared, synthetic_table
from tests.conformance.convert import food_case, textile_case
from tests.conformance.test_food import answer_of
from tests.conformance.test_textile import summary

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the reference's complete answers are not beside the repository"
)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("textile-scores.jsonl", 700),
        ("textile-examples.jsonl", 25),
        ("textile-targeted.jsonl", 168),
    ],
)
def test_every_request_gives_the_references_stages(method: Method, name: str, count: int) -> None:
    records = list(read_shared(name))
    assert len(records) == count
    for record in records:
        case = textile_case(record)
        assert differences(summary(method, case["query"]), case) == [], case["query"]


@pytest.mark.parametrize(
    ("name", "count", "detailed"),
    [
        ("textile-detailed.jsonl", 40, False),
        ("textile-examples.jsonl", 25, False),
        ("textile-targeted.jsonl", 168, False),
        ("textile-synthetic-details.jsonl", 80, True),
    ],
)
def test_every_complete_answer_is_the_references(
    method: Method, name: str, count: int, detailed: bool
) -> None:
    served = (
        Served(OFFICIAL, synthetic_table(method.dataset))
        if detailed
        else Served(AGGREGATED, method.scores)
    )
    records = list(read_shared(name))
    assert len(records) == count
    for record in records:
        found = detailed_answer(compute(TEXTILE, method, record["query"], served))
        answer: Any = json.loads(json.dumps(found))
        del answer["meta"]
        assert differences(answer, record["response"]) == [], record["query"]


@pytest.mark.parametrize(
    ("name", "count", "detailed"),
    [
        ("food-full.jsonl", 60, False),
        ("food-examples.jsonl", 16, False),
        ("food-synthetic-details.jsonl", 60, True),
    ],
)
def test_every_complete_food_answer_is_the_references(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str, count: int, detailed: bool
) -> None:
    if detailed:
        monkeypatch.setattr(
            "scoring.api.simulators.served_to",
            lambda method, entitled: Served(OFFICIAL, synthetic_table(method.dataset)),
        )
    records = list(read_shared(name))
    assert len(records) == count
    for record in records:
        answer = client.post("/api/food", record["query"], content_type="application/json").json()
        expected = record["response"]
        assert differences(answer["results"], expected["results"]) == [], record["query"]
        assert answer["query"] == expected["query"]
        _, _, link = expected["webUrl"].partition("/#/")
        assert answer["webUrl"] == f"http://testserver/versions/v7.0.0/#/{link}"


def test_every_food_request_gives_the_references_figures(method: Method) -> None:
    records = list(read_shared("food-scores.jsonl"))
    assert len(records) == 400
    served = Served(AGGREGATED, method.scores)
    for record in records:
        case = food_case(record)
        found = food_case(answer_of(method, case["query"], served))
        assert differences(found, case) == [], case["query"]

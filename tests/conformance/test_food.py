"""Food figures equal the reference's, part by part, at a relative 1e-9."""

import json
from typing import Any

import orjson
import pytest

from scoring.answers.food import FOOD, answer
from scoring.answers.levels import AGGREGATED, OFFICIAL, Served
from scoring.answers.sector import compute
from scoring.engine.errors import InvalidQuery
from scoring.engine.food.query import parse
from scoring.engine.food.recipe import simulate
from scoring.engine.food.results import compute_results
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from tests.conformance.cases import (
    body_of,
    close,
    differences,
    read_cases,
    refusal_differences,
    synthetic_table,
)
from tests.conformance.convert import food_case, food_detailed_case


def answer_of(method: Method, query: Any, served: Served) -> dict[str, Any]:
    """Compute a request and write the parts of the answer that cases compare."""
    found = answer(compute(FOOD, method, query, served), "")
    return {"query": query, "response": orjson.loads(orjson.dumps(found))}


def aggregated(method: Method) -> Served:
    """What anyone is served."""
    return Served(AGGREGATED, method.scores)


def test_scores_masses_and_kilometres_are_those_of_the_reference(method: Method) -> None:
    cases = read_cases("food.jsonl")
    assert len(cases) == 96
    faults = [
        (case["query"], lines)
        for case in cases
        if (
            lines := differences(
                food_case(answer_of(method, case["query"], aggregated(method))), case
            )
        )
    ]
    assert faults == []


def test_all_21_impacts_and_the_sub_scores_are_those_of_the_reference(method: Method) -> None:
    served = Served(OFFICIAL, synthetic_table(method.dataset))
    cases = read_cases("food_details.jsonl")
    assert len(cases) == 10
    for case in cases:
        found = food_detailed_case(answer_of(method, case["query"], served))
        assert differences(found, case) == [], case["query"]


def test_the_echo_has_the_references_order_of_keys(method: Method) -> None:
    for case in read_cases("food_details.jsonl"):
        found = answer_of(method, case["query"], aggregated(method))["response"]["query"]
        assert json.dumps(found) == json.dumps(case["echo"])


def test_the_two_scores_do_not_depend_on_which_other_impacts_are_computed(method: Method) -> None:
    table = synthetic_table(method.dataset)
    for case in read_cases("food.jsonl")[1:20]:
        recipe = simulate(method.food, parse(method.dataset, case["query"]))
        two = method.scores.named(compute_results(recipe, method.scores).total)
        all_of_them = table.named(compute_results(recipe, table).total)
        assert list(all_of_them) == list(TRIGRAMS)
        assert two == {trigram: all_of_them[trigram] for trigram in two}


def test_bad_requests_are_refused_with_the_keys_and_words_of_the_reference(
    method: Method,
) -> None:
    cases = [case for case in read_cases("food_errors.jsonl") if "error" in case]
    assert len(cases) == 36
    for case in cases:
        body = body_of(case)
        with pytest.raises(InvalidQuery) as caught:
            parse(method.dataset, body)
        faults = caught.value.faults
        assert refusal_differences(faults, case["error"]) == [], body
        assert "json" in faults.get("decoding", "json"), body


def test_unusual_but_good_requests_give_the_references_score(method: Method) -> None:
    cases = [case for case in read_cases("food_errors.jsonl") if "ecs" in case]
    assert len(cases) == 19
    for case in cases:
        body = body_of(case)
        recipe = simulate(method.food, parse(method.dataset, body))
        assert close(compute_results(recipe, method.scores).total[0], case["ecs"]), body


# food.md 11: requests whose figures are known to six significant digits.
MANGO = "db0e5f44-34b4-4160-b003-77c828d75e60"
CARROT = "4d5198e7-413a-4ae2-8448-535aa3b302ae"
LAMB = "e07f7703-c4f7-479e-a8ac-bb73d3f08c78"
FLOUR = "db791ac8-02b9-41b0-bc2b-2913e745bd19"


@pytest.mark.parametrize(
    ("ingredient", "rest", "ecs", "pef", "score", "prepared"),
    [
        ({"id": MANGO, "mass": 120}, {"distribution": "ambient"}, 132.176, 131.64, 1376.83, 0.096),
        ({"id": MANGO, "mass": 120, "byPlane": "noPlane"}, {}, 20.5361, 18.7887, 213.918, 0.096),
        (
            {"id": MANGO, "mass": 120, "country": "BR"},
            {"distribution": "ambient"},
            64.1281,
            62.6647,
            668.001,
            0.096,
        ),
        ({"id": FLOUR, "mass": 1000}, {}, 116.632, 161.748, 116.632, 1),
        (
            {"id": LAMB, "mass": 250},
            {"distribution": "fresh", "preparation": ["pan-cooking"]},
            426.308,
            834.696,
            2153.07,
            0.198,
        ),
        (
            {"id": CARROT, "mass": 268, "country": "ES"},
            {"distribution": "fresh"},
            29.6947,
            17.5165,
            123.112,
            0.2412,
        ),
    ],
)
def test_known_recipes_have_their_known_figures(
    method: Method,
    ingredient: dict[str, Any],
    rest: dict[str, Any],
    ecs: float,
    pef: float,
    score: float,
    prepared: float,
) -> None:
    recipe = simulate(method.food, parse(method.dataset, {"ingredients": [ingredient]} | rest))
    results = compute_results(recipe, method.scores)
    found = (results.total[0], results.total[1], results.score, recipe.masses.prepared)
    assert found == pytest.approx((ecs, pef, score, prepared), rel=5e-6)

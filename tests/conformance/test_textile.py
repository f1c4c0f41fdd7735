"""Textile figures equal the reference's, stage by stage, at a relative 1e-9."""

from typing import Any

import pytest

from scoring.engine.errors import InvalidQuery
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_results, compute_totals
from scoring.engine.textile.simulate import simulate
from tests.conformance.cases import (
    body_of,
    close,
    differences,
    read_cases,
    refusal_differences,
    synthetic_table,
)

SIMULATOR = "/api/textile/simulator"
# Full doubles that the State's declaration portal publishes for this version.
PORTAL_TSHIRT = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1, "country": "FR"}],
    "countryFabric": "CN",
    "countryDyeing": "IN",
    "countryMaking": "MM",
}
PORTAL_PULL = {
    "mass": 0.55,
    "product": "pull",
    "materials": [
        {"id": "ei-viscose", "share": 0.9, "country": "CN"},
        {"id": "ei-jute-kenaf", "share": 0.1},
    ],
    "countrySpinning": "CN",
    "countryFabric": "CN",
    "countryDyeing": "CN",
    "countryMaking": "CN",
    "printing": {"kind": "pigment", "ratio": 0.2},
    "airTransportRatio": 0.75,
    "numberOfReferences": 9000,
    "price": 100,
    "business": "large-business-without-services",
    "trims": [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1}],
}


def summary(method: Method, query: Any) -> dict[str, Any]:
    """Compute a request and reduce it to what a case holds."""
    parsed = parse(method.dataset, query)
    simulation = simulate(method.textile, parsed)
    results = compute_results(simulation, method.scores)
    totals = results.totals
    return {
        "query": query,
        "ecs": totals.impacts[0],
        "pef": totals.impacts[1],
        "durability": simulation.durability.coefficient,
        "useNbCycles": simulation.durability.care_cycles,
        "complements": [totals.complements.microfibers, totals.complements.out_of_europe_eol],
        "stages": [
            [
                impacts.own[0],
                step.mass.output,
                step.work.elec_kwh,
                step.work.heat_mj,
                impacts.transport[0],
            ]
            for step, impacts in zip(simulation.steps, results.steps, strict=True)
        ],
    }


def test_scores_and_stages_are_those_of_the_reference(method: Method) -> None:
    cases = read_cases("textile.jsonl")
    assert len(cases) == 293
    faults = [
        (case["query"], lines)
        for case in cases
        if (lines := differences(summary(method, case["query"]), case))
    ]
    assert faults == []


def test_all_21_impacts_are_those_of_the_reference_in_all_and_by_stage(method: Method) -> None:
    table = synthetic_table(method.dataset)
    cases = read_cases("textile_details.jsonl")
    assert len(cases) == 14
    for case in cases:
        simulation = simulate(method.textile, parse(method.dataset, case["query"]))
        results = compute_results(simulation, table)
        found = {
            "impacts": list(results.totals.impacts),
            "impactsWithoutDurability": list(results.totals.without_durability),
            "stages": [list(step.own) for step in results.steps],
            "transports": [list(step.transport) for step in results.steps],
        }
        expected = {key: case[key] for key in found}
        assert differences(found, expected) == [], case["query"]


def test_the_two_scores_do_not_depend_on_which_other_impacts_are_computed(method: Method) -> None:
    table = synthetic_table(method.dataset)
    simulation = simulate(method.textile, parse(method.dataset, PORTAL_PULL))
    two = method.scores.named(compute_totals(simulation, method.scores).impacts)
    all_of_them = table.named(compute_totals(simulation, table).impacts)
    assert list(all_of_them) == list(TRIGRAMS)
    assert two == {trigram: all_of_them[trigram] for trigram in two}


@pytest.mark.parametrize(
    ("query", "ecs"),
    [(PORTAL_TSHIRT, 1754.6384371121455), (PORTAL_PULL, 2318.326247789541)],
)
def test_the_portals_figures_are_reproduced_to_the_last_bit(
    method: Method, query: dict[str, Any], ecs: float
) -> None:
    assert summary(method, query)["ecs"] == ecs


def test_bad_requests_are_refused_with_the_keys_and_words_of_the_reference(
    method: Method,
) -> None:
    cases = [
        case
        for case in read_cases("textile_errors.jsonl")
        if case["path"].rstrip("/") == SIMULATOR and "error" in case
    ]
    assert len(cases) > 100
    for case in cases:
        body = body_of(case)
        with pytest.raises(InvalidQuery) as caught:
            parse(method.dataset, body)
        faults = caught.value.faults
        assert refusal_differences(faults, case["error"]) == [], body
        assert "json" in faults.get("decoding", "json"), body


def test_unusual_but_good_requests_give_the_references_score(method: Method) -> None:
    cases = [
        case
        for case in read_cases("textile_errors.jsonl")
        if case["path"].rstrip("/") == SIMULATOR and case.get("ecs") is not None
    ]
    assert len(cases) > 50
    for case in cases:
        body = body_of(case)
        assert close(summary(method, body)["ecs"], case["ecs"]), body

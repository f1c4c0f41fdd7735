"""``POST /api/textile/simulator`` for anonymous callers."""

import base64
import json
import re
from typing import Any

import pytest
from django.test import Client

from ecobalyse_site.settings import DATA_UPLOAD_MAX_MEMORY_SIZE as MAXIMUM_BYTES
from scoring.engine.impacts import DETAILS, TRIGRAMS
from tests.api.warnings import codes, messages
from tests.conformance.cases import (
    SHARED,
    body_of,
    close,
    read_cases,
    read_shared,
    refusal_differences,
)
from tests.conformance.convert import fragment
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR

JSON = "application/json"


def post(client: Client, body: Any, path: str = SIMULATOR, **headers: str) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(path, text, content_type=JSON, headers=headers)


def test_the_example_of_the_readme_gives_its_score(client: Client) -> None:
    response = post(client, PORTAL_TSHIRT)
    assert response.status_code == 200
    assert response["Content-Type"] == JSON
    answer = response.json()
    assert set(answer) == {"webUrl", "impacts", "description", "query", "meta"}
    assert answer["impacts"]["ecs"] == 1754.6384371121455
    assert answer["impacts"]["pef"] == 931.1710529425073
    assert answer["description"].startswith("T-shirt / Polo")
    assert answer["meta"]["methodVersion"] == "v7.0.0"
    assert answer["meta"]["impactsLevel"] == "aggregated"
    assert answer["meta"]["warnings"] == []


def test_an_anonymous_caller_gets_all_21_keys_the_detailed_ones_being_zero(
    client: Client,
) -> None:
    impacts = post(client, PORTAL_TSHIRT).json()["impacts"]
    assert set(impacts) == set(TRIGRAMS)
    assert all(impacts[trigram] == 0 for trigram in DETAILS)


def test_the_web_address_holds_the_echoed_request(client: Client) -> None:
    answer = post(client, PORTAL_TSHIRT | {"upcycled": True, "unknown": 1}).json()
    prefix, _, encoded = answer["webUrl"].rpartition("/")
    assert prefix == "http://testserver/versions/v7.0.0/#/textile/simulator/ecs"
    assert json.loads(base64.b64decode(encoded)) == answer["query"]


def test_a_trailing_slash_and_a_query_string_change_nothing(client: Client) -> None:
    plain = post(client, PORTAL_TSHIRT).json()
    assert post(client, PORTAL_TSHIRT, f"{SIMULATOR}/").json() == plain
    assert post(client, PORTAL_TSHIRT, f"{SIMULATOR}?mass=12").json() == plain


def test_edge_cases_get_the_references_status_keys_and_words(client: Client) -> None:
    cases = read_cases("textile_errors.jsonl")
    assert len(cases) == 232
    for case in cases:
        body = body_of(case)
        response = post(client, json.dumps(body), case["path"])
        assert response.status_code == case["status"], body
        answer = response.json()
        if case["status"] == 200:
            # The reference's file only has ecs.
            if case["ecs"] is not None:
                assert close(answer["impacts"]["ecs"], case["ecs"]), body
            continue
        assert set(answer) == {"error", "documentation"}
        assert answer["documentation"] == "http://testserver/#/api"
        assert refusal_differences(answer["error"], case["error"]) == [], body


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference's answers are not at hand")
def test_the_references_own_edge_cases_too(client: Client) -> None:
    records = [
        record
        for record in read_shared("edge-cases.jsonl")
        if not record["path"].startswith("/api/food")
    ]
    assert len(records) == 232
    for record in records:
        response = post(client, json.dumps(record["body"]), record["path"])
        assert response.status_code == record["status"], record
        error = record.get("error", {})
        if "decoding" in error:
            error = {"decoding": fragment(error["decoding"])}
        assert refusal_differences(response.json().get("error", {}), error) == [], record


@pytest.mark.parametrize("root", ["/api", "/versions/v7.0.0/api"])
def test_the_lists_are_the_references_in_its_order(client: Client, root: str) -> None:
    lists = {case["path"]: case["items"] for case in read_cases("lists.jsonl")}
    textile = [path for path in lists if path.startswith("/textile/")]
    assert len(textile) == 4
    for path in textile:
        assert client.get(f"{root}{path}").json() == lists[path]
        assert client.get(f"{root}{path}?detailed=true").json() == lists[path]


def test_scoring_for_anyone_makes_no_query_and_sets_no_cookie(
    client: Client, django_assert_num_queries: Any, db: None
) -> None:
    with django_assert_num_queries(0):
        for path in ("", "/ecs", "/detailed"):
            for body in (PORTAL_TSHIRT, {}):
                response = post(client, body, SIMULATOR + path, cookie="sessionid=x; csrftoken=y")
                assert not response.cookies
                assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "body",
    [
        "}{",
        "",
        "é",
        b"\xff\xfe",
        '{"mass": NaN}',
        '{"mass": Infinity}',
        '{"mass": 1e400}',
        "[" * 50_000,
        '{"mass": 1',
    ],
)
def test_what_is_no_json_is_refused_as_such(client: Client, body: str | bytes) -> None:
    response = post(client, body)
    assert response.status_code == 400
    assert response.json()["error"]["decoding"].startswith("Format JSON invalide : ")


@pytest.mark.parametrize("sent", ["application/x-www-form-urlencoded", "text/plain", "json"])
def test_another_content_type_is_refused_by_name(client: Client, sent: str) -> None:
    response = client.post(SIMULATOR, json.dumps(PORTAL_TSHIRT), content_type=sent)
    assert response.status_code == 400
    message = response.json()["error"]["decoding"]
    assert "application/json" in message
    assert sent in message


def test_a_charset_in_the_content_type_is_fine(client: Client) -> None:
    response = client.post(
        SIMULATOR, json.dumps(PORTAL_TSHIRT), content_type="application/json; charset=utf-8"
    )
    assert response.status_code == 200


def test_a_body_over_the_limit_is_refused_with_the_limit(client: Client) -> None:
    at_limit = json.dumps(PORTAL_TSHIRT).ljust(MAXIMUM_BYTES)
    assert post(client, at_limit).status_code == 200
    response = post(client, at_limit + " ")
    assert response.status_code == 413
    assert str(MAXIMUM_BYTES) in response.json()["error"]["general"]


@pytest.mark.parametrize(
    "path", [SIMULATOR, "/api/food", "/api/object/simulator", "/api/veli/simulator"]
)
@pytest.mark.parametrize("depth", [1000, 40_000])
def test_a_deeply_nested_body_is_the_callers_fault(client: Client, path: str, depth: int) -> None:
    response = post(client, "[" * depth + "]" * depth, path)
    assert response.status_code == 400
    assert list(response.json()["error"]) == ["decoding"]


@pytest.mark.parametrize("verb", ["get", "head", "put", "patch", "delete"])
def test_another_method_is_an_unknown_endpoint(client: Client, verb: str) -> None:
    response = getattr(client, verb)(SIMULATOR)
    assert response.status_code == 404
    assert response["Content-Type"] == JSON
    if verb != "head":
        assert response.json()["error"] == {"general": "Endpoint doesn't exist"}


def test_figures_that_are_not_finite_are_null_and_pointed_out(client: Client) -> None:
    answer = post(client, PORTAL_TSHIRT | {"mass": 1.7e308}).json()
    assert answer["impacts"]["ecs"] is None
    assert answer["impacts"]["pef"] is None
    assert codes(answer) == ["not-finite", "mass-unusual"]


@pytest.mark.parametrize("impact", ["ecs", "pef"])
def test_a_single_figure_that_is_not_finite_is_pointed_out_too(client: Client, impact: str) -> None:
    answer = post(client, PORTAL_TSHIRT | {"mass": 1.7e308}, f"{SIMULATOR}/{impact}").json()
    assert answer["impacts"] == {impact: None}
    assert codes(answer) == ["not-finite", "mass-unusual"]
    assert "null" in messages(answer)[0]


def test_one_figure_of_two_that_is_not_finite_is_pointed_out(client: Client) -> None:
    # Without complements and materials, pef weighs more than ecs.
    steps = ["material", "spinning", "fabric", "ennobling", "eol"]
    body = PORTAL_TSHIRT | {"disabledSteps": steps, "mass": 1e305}
    impacts = post(client, body).json()["impacts"]
    body["mass"] *= 1.79e308 / impacts["ecs"]
    for path in (SIMULATOR, f"{SIMULATOR}/detailed"):
        answer = post(client, body, path).json()
        assert answer["impacts"]["ecs"] is not None
        assert answer["impacts"]["pef"] is None
        assert codes(answer) == ["not-finite", "mass-unusual"]


def test_a_zero_is_never_written_with_a_sign(client: Client) -> None:
    zeros = {"airTransportRatio": -0.0, "makingWaste": -0.0, "makingDeadStock": -0.0}
    materials = [{"id": "ei-coton", "share": 1}, {"id": "ei-lin", "share": -0.0}]
    body = PORTAL_TSHIRT | zeros | {"materials": materials}
    for path in (SIMULATOR, f"{SIMULATOR}/detailed"):
        response = post(client, body, path)
        assert response.status_code == 200
        assert not re.search(rb":-0(\.0)?[,}]", response.content)


def test_a_large_quantity_is_echoed_as_a_number(client: Client) -> None:
    trims = [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1e300}]
    answer = post(client, PORTAL_TSHIRT | {"trims": trims}).json()
    assert answer["query"]["trims"][0]["quantity"] == 1e300


def test_an_unforeseen_fault_is_json_with_a_reference_and_nothing_submitted(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError("marqueur-9f3c")

    monkeypatch.setattr("scoring.answers.textile.sector.simulate", broken)
    client.raise_request_exception = False
    response = post(client, PORTAL_TSHIRT)
    assert response.status_code == 500
    answer = response.json()
    assert response["X-Request-Id"] in answer["error"]["general"]
    assert "marqueur" not in response.content.decode()
    assert response["X-Request-Id"] in caplog.text

"""The examples of the OpenAPI document are valid, and are the actual answers."""

import json
from typing import Any

import pytest
from django.test import Client

from scoring.api.routes import ROUTES, Route
from tests.api.document import BATCHES, POSTED, SIMULATORS, schemas_in, url
from tests.api.json_schema import validator
from tests.conformance.convert import BASE


def test_every_answer_has_an_example_that_is_valid(document: dict[str, Any]) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            for answer in operation["responses"].values():
                content = answer["content"]["application/json"]
                assert content["examples"]
                allowed = validator(document, content["schema"])
                for example in content["examples"].values():
                    assert example["summary"]
                    assert list(allowed.iter_errors(example["value"])) == []


def test_every_example_of_a_schema_is_valid(document: dict[str, Any]) -> None:
    shown = [
        (allowed, schema["example"])
        for schema in schemas_in(document)
        if "example" in schema
        for allowed in [validator(document, schema)]
    ]
    assert len(shown) > 50
    for allowed, example in shown:
        assert list(allowed.iter_errors(example)) == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.address)
def test_examples_are_what_is_answered(
    client: Client, document: dict[str, Any], route: Route
) -> None:
    """Answers without a token, at the address used in the examples."""
    template = "/api/" + route.address.replace("<", "{").replace(">", "}")
    (operation,) = document["paths"][template].values()
    said = operation["responses"]["200"]["content"]["application/json"]["examples"]
    (shown,) = (example["value"] for example in said.values())
    if route not in POSTED:
        assert client.get(url(route)).json()[:3] == shown
        return
    asked = operation["requestBody"]["content"]["application/json"]["examples"]
    body = next(iter(asked.values()))["value"]
    answer = client.post(url(route), json.dumps(body), content_type="application/json")
    if route in BATCHES:
        assert json.loads(b"".join(answer.streaming_content)) == shown
        return
    given = json.loads(answer.content.replace(b"http://testserver", b"https://example.org"))
    if "lines" in shown:
        assert 0 < len(shown["lines"]) < len(given["lines"])
        assert all(line in given["lines"] for line in shown["lines"])
        given["lines"] = shown["lines"]
    # Only the beginnings of the long lists in the other answers are shown.
    for name, value in shown.items():
        if isinstance(value, list) and value:
            given[name] = given[name][: len(value)]
    assert given == shown
    refused = operation["responses"]["400"]["content"]["application/json"]["examples"]
    assert set(refused) == {"values", "decoding"}
    empty = client.post(url(route), "{}", content_type="application/json").json()
    assert empty["error"] == refused["decoding"]["value"]["error"]


def test_the_examples_of_refusals_say_what_is_answered(
    client: Client, document: dict[str, Any], settings: Any
) -> None:
    operation = document["paths"]["/api/textile/simulator"]["post"]

    def shown(status: int) -> list[Any]:
        content = operation["responses"][str(status)]["content"]["application/json"]
        return [example["value"]["error"] for example in content["examples"].values()]

    path = "/api/textile/simulator"
    assert client.get(path).json()["error"] in shown(404)
    assert client.get("/versions/v9.9.9/api").json()["error"] in shown(404)
    big = client.post(path, "x" * 102_401, content_type="application/json")
    assert [big.json()["error"]] == shown(413)
    settings.REFUSE_INVALID_TOKENS = True
    bad = client.post(
        path, json.dumps(BASE), content_type="application/json", headers={"token": "x"}
    )
    assert bad.status_code == 401
    assert [bad.json()["error"]] == shown(401)


def test_headers_are_described_where_they_are_sent(
    client: Client, document: dict[str, Any]
) -> None:
    for route in ROUTES:
        template = "/api/" + route.address.replace("<", "{").replace(">", "}")
        (operation,) = document["paths"][template].values()
        if route in POSTED:
            _title, body = route.view.operation.examples[0]
            answer = client.post(url(route), json.dumps(body), content_type="application/json")
        else:
            answer = client.get(url(route))
        described = set(operation["responses"]["200"]["headers"])
        own = {name for name in answer.headers if name.startswith("X-")} - {
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-Robots-Tag",
        }
        assert own <= described
        assert "Retry-After" in operation["responses"]["429"]["headers"]
    for header in document["components"]["headers"].values():
        assert header["description"]
        assert validator(document, header["schema"]).is_valid(header["example"])


@pytest.mark.parametrize("route", SIMULATORS, ids=url)
def test_the_examples_run_and_their_answers_are_as_documented(
    client: Client, document: dict[str, Any], route: Route
) -> None:
    template = "/api/" + route.address.replace("<", "{").replace(">", "}")
    operation = document["paths"][template]["post"]
    examples = operation["requestBody"]["content"]["application/json"]["examples"]
    assert examples
    for example in examples.values():
        response = client.post(
            url(route), json.dumps(example["value"]), content_type="application/json"
        )
        assert response.status_code == 200
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
        errors = [
            error.message for error in validator(document, answer).iter_errors(response.json())
        ]
        assert errors == []


@pytest.mark.parametrize("route", BATCHES, ids=url)
def test_a_batch_is_documented_as_what_it_takes_and_gives(
    client: Client, document: dict[str, Any], route: Route
) -> None:
    operation = document["paths"][url(route)]["post"]
    content = operation["requestBody"]["content"]
    others = set(route.view.operation.forms)
    assert set(content) == {"application/json"}
    taken = validator(document, content["application/json"]["schema"])
    given = operation["responses"]["200"]["content"]
    assert set(given) == {"application/json"} | others
    assert all(kind in operation["description"] for kind in others if "openxml" not in kind)
    answered = validator(document, given["application/json"]["schema"])
    (example,) = content["application/json"]["examples"].values()
    assert taken.is_valid(example["value"])
    assert not taken.is_valid([{"id": {}, **example["value"][0]} | {"id": {}}])
    for asked in ("", "?detail=stages&echo=true&links=true"):
        body = json.dumps([*example["value"], 3, {}])
        response = client.post(url(route) + asked, body, content_type="application/json")
        found = json.loads(b"".join(response.streaming_content))
        assert [item["status"] for item in found][-2:] == [400, 400]
        assert [error.message for error in answered.iter_errors(found)] == []
    assert "Retry-After" in operation["responses"]["503"]["headers"]
    refused = operation["responses"]
    bad = (b"a;b\n1;2\n", "text/csv") if "text/csv" in others else (b"{}", "application/json")
    many = (b"[" + b"1," * 10_000 + b"1]", "application/json")
    for status, (sent, kind) in (("400", bad), ("413", many)):
        response = client.post(url(route), sent, content_type=kind)
        assert response.status_code == int(status)
        examples = refused[status]["content"]["application/json"]["examples"].values()
        assert response.json()["error"] in [one["value"]["error"] for one in examples]


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in POSTED], ids=url)
def test_the_lists_are_as_documented(
    client: Client, document: dict[str, Any], route: Route
) -> None:
    operation = document["paths"][url(route)]["get"]
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(validator(document, answer).iter_errors(client.get(url(route)).json())) == []

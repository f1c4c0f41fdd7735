"""The OpenAPI document: valid, complete, true, and the same as what is accepted (api.md 2)."""

import builtins
import copy
import functools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scoring.api.routes import ROUTES, Route
from scoring.api.schema.document import document_of
from scoring.api.schema.enumerations import identifier_of
from scoring.api.schema.fields import YARN_SIZE_PATTERN
from scoring.engine.decoding import Field, ListOf, Record
from scoring.engine.errors import InvalidQuery
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from tests.api.json_schema import translated, validator
from tests.conformance.convert import BASE
from tests.site.server import REPOSITORY

POSTED = [route for route in ROUTES if hasattr(route.view, "post")]
BATCHES = [route for route in POSTED if route.view.operation.is_batch]
SIMULATORS = [route for route in POSTED if route not in BATCHES]
REFUSALS = {"400", "401", "404", "413", "429", "500", "503"}
# Values that are wrong somewhere, and right elsewhere.
VALUES = [
    None,
    True,
    False,
    "",
    "x",
    "FR",
    "---",
    "40Nm",
    0,
    1,
    -1,
    2,
    0.4,
    0.81,
    1.5,
    10.0,
    100,
    1000,
    1e300,
    [],
    {},
    [None],
    ["x"],
    ["use"],
    ["use", "use"],
    [{}],
    {"kind": "pigment"},
    {"kind": "pigment", "ratio": 0.9},
]
# What no schema can say: rules between fields, or on the data behind two of them.
BEYOND_A_SCHEMA = (
    "general",
    "avoir la même unité",
    # Identifiers are described, with the address of their list, and not enumerated.
    "Aucun composant avec id=",
    "introuvable par id",
)
# What OpenAPI 3.0 does not have, and what generators of clients stumble on.
NOT_FOR_CLIENTS = {
    "anyOf",
    "const",
    "examples",
    "not",
    "patternProperties",
    "title",
    "if",
    "prefixItems",
}


def url(route: Route) -> str:
    return "/api/" + route.address.replace("<impact>", "ecs")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return served()


@functools.cache
def served() -> dict[str, Any]:
    """The document as a client reads it."""
    found: dict[str, Any] = json.loads(json.dumps(document_of("v7.0.0")))
    return found


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.0.3"
    assert document["x-method-version"] == document["info"]["version"] == "7.0.0"
    assert "version" not in document
    validate_schema(document)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(translated(schema))


def schemas_in(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema of the document, at every depth."""
    if isinstance(node, list):
        for item in node:
            yield from schemas_in(item)
    elif isinstance(node, dict):
        if node.keys() & {"type", "allOf", "anyOf", "oneOf", "$ref"} and "schema" not in node:
            yield node
        for key, value in node.items():
            if key not in ("example", "examples", "headers", "securitySchemes"):
                yield from schemas_in(value)


def test_schemas_are_written_for_generators_of_clients(document: dict[str, Any]) -> None:
    schemas = list(schemas_in(document))
    assert len(schemas) > 500
    for schema in schemas:
        assert not schema.keys() & NOT_FOR_CLIENTS, schema
        assert isinstance(schema.get("type", ""), str), schema
        assert "$ref" not in schema or len(schema) == 1, schema
        # Null is allowed by a type, and by an enumeration that holds it.
        if schema.get("nullable"):
            assert "type" in schema or "oneOf" in schema, schema
        if "enum" in schema:
            assert "format" not in schema, schema
            assert (None in schema["enum"]) == schema.get("nullable", False), schema
            members = [code for code in schema["enum"] if code is not None]
            names = schema.get("x-enum-varnames", [identifier_of(code) for code in members])
            assert len(names) == len(members) == len(set(names)), schema
            assert all(name.isidentifier() and name.isascii() for name in names), schema
            assert "x-enum-varnames" in schema or "---" not in members
            assert len(members) < 50, schema


def test_no_schema_bears_a_name_that_languages_keep_for_themselves(
    document: dict[str, Any],
) -> None:
    names = {name.replace("_", "").lower() for name in document["components"]["schemas"]}
    assert len(names) == len(document["components"]["schemas"])
    kept = {name.lower() for name in dir(builtins)} | {"object", "map", "date", "promise", "array"}
    assert not names & kept


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
    """Without a token, at the address that examples bear."""
    template = "/api/" + route.address.replace("<", "{").replace(">", "}")
    (operation,) = document["paths"][template].values()
    said = operation["responses"]["200"]["content"]["application/json"]["examples"]
    (shown,) = (example["value"] for example in said.values())
    if route not in POSTED:
        assert client.get(url(route)).json()[:3] == shown
        return
    _title, body = route.view.operation.examples[0]
    answer = client.post(url(route), json.dumps(body), content_type="application/json")
    if route in BATCHES:
        assert json.loads(b"".join(answer.streaming_content)) == shown
        return
    given = json.loads(answer.content.replace(b"http://testserver", b"https://example.org"))
    if "lines" in shown:
        assert 0 < len(shown["lines"]) < len(given["lines"])
        assert all(line in given["lines"] for line in shown["lines"])
        given["lines"] = shown["lines"]
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


def test_every_route_is_documented_with_its_refusals(document: dict[str, Any]) -> None:
    documented = {
        path.replace("{impact}", "ecs"): operations
        for path, operations in document["paths"].items()
    }
    assert set(documented) == {url(route) for route in ROUTES}
    for route in ROUTES:
        verb = "post" if route in POSTED else "get"
        (operation,) = documented[url(route)].values()
        assert operation is documented[url(route)][verb]
        assert operation["summary"]
        assert operation["description"]
        assert set(operation["responses"]) >= {"200", "404", "429", "500"}
        if route in POSTED:
            assert set(operation["responses"]) == REFUSALS | {"200"}
            # A token is offered and not asked for.
            assert operation["security"] == [{}, {"token": []}, {"bearer": []}]
            assert operation["requestBody"]["required"]
        for answer in operation["responses"].values():
            assert answer["description"]
            assert "application/json" in answer["content"]


def test_the_token_is_a_header(document: dict[str, Any]) -> None:
    scheme = document["components"]["securitySchemes"]["token"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "token")
    assert "Authorization: Bearer" in scheme["description"]
    bearer = document["components"]["securitySchemes"]["bearer"]
    assert (bearer["type"], bearer["scheme"]) == ("http", "bearer")


def test_every_field_says_what_it_is(document: dict[str, Any]) -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in document["components"]["schemas"].items()
        for field, described in schema.get("properties", {}).items()
        if not described.get("description") and "$ref" not in described
    ]
    assert silent == []
    assert all(
        schema.get("description") or schema.get("title")
        for schema in document["components"]["schemas"].values()
    )


def test_every_field_of_a_request_tells_unit_default_and_example(
    document: dict[str, Any],
) -> None:
    for route in SIMULATORS:
        name, record = route.view.operation.body
        schema = document["components"]["schemas"][name]
        for field in record.fields:
            described = schema["properties"][field.name]
            assert (field.name in schema["required"]) == field.required
            for words in (field.unit, field.default):
                assert words is None or words in described["description"]
            assert field.unit or described.get("type") != "number"
            assert field.required or field.default or isinstance(field.decoder, Record)


def test_codes_come_from_the_data(document: dict[str, Any], method: Method) -> None:
    schemas = document["components"]["schemas"]
    query = schemas["TextileQuery"]["properties"]
    assert query["product"]["enum"] == list(method.dataset.products)
    trims = schemas["TextileQuery_trims"]["properties"]["id"]
    assert "GET /api/textile/trims" in trims["description"]
    material = schemas["TextileQuery_materials"]["properties"]["id"]
    assert material["enum"] == list(method.dataset.materials)
    assert "FR" in query["countryMaking"]["enum"]
    assert "US" not in query["countryMaking"]["enum"]
    assert set(schemas["Impacts"]["properties"]) == set(TRIGRAMS)
    (parameter,) = document["paths"]["/api/textile/simulator/{impact}"]["post"]["parameters"]
    assert set(parameter["schema"]["enum"]) == set(TRIGRAMS)


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
    assert set(content) == {"application/json", "application/x-ndjson"}
    taken = validator(document, content["application/json"]["schema"])
    given = operation["responses"]["200"]["content"]
    assert set(given) == set(content)
    answered = validator(document, given["application/json"]["schema"])
    (example,) = content["application/json"]["examples"].values()
    assert taken.is_valid(example["value"])
    assert not taken.is_valid([{"id": {}, **example["value"][0]} | {"id": {}}])
    for asked in ("", "?detail=stages&echo=true"):
        body = json.dumps([*example["value"], 3, {}])
        response = client.post(url(route) + asked, body, content_type="application/json")
        found = json.loads(b"".join(response.streaming_content))
        assert [item["status"] for item in found][-2:] == [400, 400]
        assert [error.message for error in answered.iter_errors(found)] == []
    assert "Retry-After" in operation["responses"]["503"]["headers"]
    refused = operation["responses"]
    for status, sent in (("400", b"{}"), ("413", b"[" + b"1," * 10_000 + b"1]")):
        response = client.post(url(route), sent, content_type="application/json")
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


def test_the_texts_of_a_yarn_size_are_those_in_its_range(
    document: dict[str, Any], method: Method
) -> None:
    documented = document["components"]["schemas"]["TextileQuery"]["properties"]["yarnSize"]
    assert [choice.get("pattern") for choice in documented["oneOf"]] == [None, YARN_SIZE_PATTERN]
    allowed = validator(document, documented)
    for number in [*range(300), 1000, 1110, 1111, 1112, 2000, 11110]:
        for text in (f"{number}", f"{number}Nm", f"{number}Dtex", f"00{number}Dtex"):
            assert allowed.is_valid(text) == accepted(method, BASE | {"yarnSize": text}), text


def accepted(method: Method, body: Any) -> bool:
    try:
        parse(method.dataset, body)
    except InvalidQuery:
        return False
    return True


def places(record: Record, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Every field of a request, at every depth."""
    for field in record.fields:
        yield (*path, field.name), field
        inner = field.decoder.item if isinstance(field.decoder, ListOf) else field.decoder
        if isinstance(inner, Record):
            yield from places(inner, (*path, field.name))


def changed(body: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Put a value at a place, in the first item of lists; not where there is nothing to hold it."""
    here: Any = body
    for name in path[:-1]:
        here = here.get(name) if isinstance(here, dict) else None
        if isinstance(here, list) and here:
            here = here[0]
    if isinstance(here, dict):
        if value is ...:
            here.pop(path[-1], None)
        else:
            here[path[-1]] = value


@pytest.mark.parametrize("route", SIMULATORS[:1] + SIMULATORS[3:], ids=url)
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    start=st.integers(0, 99),
    changes=st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=3),
)
def test_what_the_schema_allows_is_what_is_accepted(
    client: Client,
    route: Route,
    start: int,
    changes: list[tuple[int, int]],
) -> None:
    name, record = route.view.operation.body
    schema = validator(served(), served()["components"]["schemas"][name])
    examples = [body for _, body in route.view.operation.examples]
    body = copy.deepcopy(examples[start % len(examples)])
    fields = list(places(record))
    for place, choice in changes:
        path, field = fields[place % len(fields)]
        values = [..., *([] if field.example is None else [field.example]), *VALUES]
        changed(body, path, copy.deepcopy(values[choice % len(values)]))
    response = client.post(url(route), json.dumps(body), content_type="application/json")
    assert response.status_code in (200, 400)
    refused = response.status_code == 400
    if refused and any(words in str(response.json()["error"]) for words in BEYOND_A_SCHEMA):
        return
    assert schema.is_valid(body) != refused, (body, response.json())


@pytest.mark.parametrize("custom", [..., None, {}, {"name": "Pied"}, {"elements": None}, []])
@pytest.mark.parametrize("identifier", [..., None])
@pytest.mark.parametrize("scope", ["object", "veli"])
def test_a_component_that_nothing_makes_is_neither_documented_nor_accepted(
    client: Client, document: dict[str, Any], scope: str, identifier: Any, custom: Any
) -> None:
    given = {"id": identifier, "custom": custom, "quantity": 1}
    item = {name: value for name, value in given.items() if value is not ...}
    body = {"components": [item]}
    schema = document["components"]["schemas"][f"{scope.capitalize()}Query"]
    assert not validator(document, schema).is_valid(body)
    path = f"/api/{scope}/simulator"
    response = client.post(path, json.dumps(body), content_type="application/json")
    assert response.status_code == 400

    item["custom"] = {"elements": []}
    assert validator(document, schema).is_valid(body)
    response = client.post(path, json.dumps(body), content_type="application/json")
    assert response.status_code == 200


def test_an_identifier_is_read_in_capitals_too(method: Method) -> None:
    trims = [{"id": "0C903FC7-279B-4375-8CFA-CA8133B8E973", "quantity": 1}]
    assert accepted(method, BASE | {"trims": trims})


def test_several_threads_may_be_the_first_to_ask_for_the_document() -> None:
    code = (
        "import django; django.setup();"
        "from concurrent.futures import ThreadPoolExecutor;"
        "import sys; sys.setswitchinterval(1e-6);"
        "from scoring.api.schema.document import document_of;"
        "pool = ThreadPoolExecutor(8);"
        "made = list(pool.map(document_of, ['v7.0.0'] * 8));"
        "assert all(one is made[0] for one in made)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "ecobalyse_site.settings"}
    command = [sys.executable, "-c", code]
    run = subprocess.run(
        command, check=False, cwd=REPOSITORY, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr

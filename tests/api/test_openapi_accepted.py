"""The API accepts what the OpenAPI document allows, and nothing else (api.md 2)."""

import copy
import functools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pytest_django import Settings

from scoring.answers.textile import decisions
from scoring.api.routes import Route
from scoring.api.schema.fields import YARN_SIZE_PATTERN
from scoring.engine.analysis.estimate import estimate
from scoring.engine.decoding import Field, ListOf, Record
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from tests.api.document import SIMULATORS, served, url
from tests.api.json_schema import validator
from tests.conformance.convert import BASE

# Values that are invalid in some fields, and valid in others.
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
# What no schema can express: rules between fields, or about the data they refer to.
BEYOND_A_SCHEMA = (
    "general",
    "avoir la même unité",
    # Identifiers are described, with the address of their list, and not enumerated.
    "Aucun composant avec id=",
    "introuvable par id",
    # For sets and garments in parts: which part is the main one, and the number of units.
    "une partie principale",
    "doit dire son pays de confection",
    "Un lot compte",
)


@pytest.fixture(autouse=True)
def unlimited(settings: Settings) -> None:
    """An estimate counts as twenty requests: the following tests would exceed the limit."""
    settings.RATELIMIT_MAX_RPM = 0


@pytest.fixture(autouse=True)
def few_draws(document: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is accepted does not depend on the number of draws: two thousand take half a second.

    The document comes first, since its examples are computed once for all tests of a process.
    """
    monkeypatch.setattr(decisions, "estimate", functools.partial(estimate, draws=16))


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
    """Put a value at a place, in the first item of lists; does nothing if the parent is missing."""
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


@functools.cache
def validator_of(name: str) -> Draft202012Validator:
    """The validator of a schema of the document, built once for all examples."""
    return validator(served(), served()["components"]["schemas"][name])


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
    schema = validator_of(name)
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

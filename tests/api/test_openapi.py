"""The OpenAPI document: valid, complete, and written for generators of clients (api.md 2)."""

import builtins
import os
import subprocess
import sys
from typing import Any

from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from scoring.api.description.enumerations import identifier_of
from scoring.api.routes import ROUTES
from scoring.engine.decoding import Record
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from tests.api.document import POSTED, SIMULATORS, schemas_in, url
from tests.api.json_schema import translated
from tests.site.server import REPOSITORY

REFUSALS = {"400", "401", "404", "413", "429", "500", "503"}
# Not in OpenAPI 3.0, or a problem for client generators.
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


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.0.3"
    assert document["x-method-version"] == document["info"]["version"] == "7.0.0"
    assert "version" not in document
    validate_schema(document)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(translated(schema))


def test_schemas_are_written_for_generators_of_clients(document: dict[str, Any]) -> None:
    schemas = list(schemas_in(document))
    assert len(schemas) > 500
    for schema in schemas:
        assert not schema.keys() & NOT_FOR_CLIENTS, schema
        assert isinstance(schema.get("type", ""), str), schema
        assert "$ref" not in schema or len(schema) == 1, schema
        # Null is allowed by a type, and by an enumeration that includes it.
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
            # A token is possible, but not required.
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

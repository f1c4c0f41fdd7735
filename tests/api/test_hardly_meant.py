"""Probably unintended figures and unknown keys: computed all the same, with a warning."""

import json
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import CARROT_CAKE
from scoring.engine.cautions import Caution
from scoring.engine.method import Method
from scoring.engine.textile.fields import QUERY
from scoring.engine.unknown_keys import MOST_KEYS, unknown_keys
from tests.conformance.cases import read_cases
from tests.conformance.test_textile import PORTAL_TSHIRT

CARROT = CARROT_CAKE["ingredients"][0]
ITEM = {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 1}


def answer_of(client: Client, path: str, body: Any) -> Any:
    response = client.post(f"/api/{path}", json.dumps(body), content_type="application/json")
    assert response.status_code == 200, response.content
    return response.json()


def warned(client: Client, body: Any, path: str = "textile/simulator") -> list[Any]:
    found: list[Any] = answer_of(client, path, body)["meta"]["warnings"]
    return found


def keys_of(cautions: list[Caution]) -> list[tuple[str, str]]:
    return [(caution.code, caution.field) for caution in cautions]


@pytest.mark.parametrize(
    ("change", "code", "field", "said"),
    [
        ({"mass": 170}, "mass-unusual", "mass", "170\u00a0kg"),
        ({"mass": 0.00017, "trims": []}, "mass-unusual", "mass", "0,00017\u00a0kg"),
        ({"price": 999}, "price-unusual", "price", "999\u00a0€"),
        (
            {"fabricProcess": "weaving", "surfaceMass": 500, "yarnSize": 200},
            "thread-density-unusual",
            "surfaceMass",
            "fils/cm",
        ),
        (
            {"fabricProcess": "weaving", "yarnSize": 9},
            "thread-density-unusual",
            "yarnSize",
            "fils/cm",
        ),
    ],
)
def test_a_figure_of_a_garment_hardly_meant_is_pointed_out(
    client: Client, change: Any, code: str, field: str, said: str
) -> None:
    (warning,) = warned(client, PORTAL_TSHIRT | change)
    assert (warning["code"], warning["field"]) == (code, field)
    assert said in warning["message"]


def test_a_figure_hardly_meant_is_computed_all_the_same(client: Client) -> None:
    one = answer_of(client, "textile/simulator", PORTAL_TSHIRT | {"trims": [], "mass": 0.17})
    many = answer_of(client, "textile/simulator", PORTAL_TSHIRT | {"trims": [], "mass": 170})
    assert many["impacts"]["ecs"] == pytest.approx(1000 * one["impacts"]["ecs"], rel=0.05)


def test_no_published_example_is_pointed_out(client: Client, method: Method) -> None:
    for example in method.dataset.examples:
        if example.query.get("ingredients") == []:
            continue
        path = "food" if example.scope == "food" else "textile/simulator"
        assert warned(client, example.query, path) == [], example.name


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"ingredients": [CARROT | {"mass": 268_000}]}, "ingredients-mass-unusual", "ingredients"),
        ({"ingredients": [CARROT | {"mass": 0.268}]}, "ingredients-mass-unusual", "ingredients"),
        (
            {
                "ingredients": [CARROT],
                "packaging": [{"id": "25595091-35b6-5c62-869f-a29c318c367e", "mass": 105_000}],
            },
            "packaging-mass-unusual",
            "packaging",
        ),
        (
            {
                "ingredients": [CARROT],
                "transform": {"id": "83b897cf-9ed2-5604-83b4-67fab8606d35", "mass": 545_000},
            },
            "transform-mass-unusual",
            "transform",
        ),
    ],
)
def test_a_mass_of_a_recipe_hardly_meant_is_pointed_out(
    client: Client, change: Any, code: str, field: str
) -> None:
    found = warned(client, change, "food")
    assert (code, field) in [(warning["code"], warning.get("field")) for warning in found]


@pytest.mark.parametrize(
    ("change", "code", "field", "known"),
    [
        ({"contryMaking": "FR"}, "misspelt-key", "contryMaking", "countryMaking"),
        ({"country_making": "FR"}, "misspelt-key", "country_making", "countryMaking"),
        ({"Mass": 1}, "misspelt-key", "Mass", "mass"),
        ({"geoZoneMaking": "FR"}, "renamed-key", "geoZoneMaking", "countryMaking"),
        ({"traceability": True}, "removed-key", "traceability", "retiré"),
        ({"$schema": "x"}, "unknown-key", "$schema", "inconnue"),
        (
            {"materials": [{"id": "ei-coton", "share": 1, "contry": "FR"}]},
            "misspelt-key",
            "materials[].contry",
            "country",
        ),
        (
            {"materials": [{"id": "ei-coton", "share": 1, "geoZone": "FR"}]},
            "renamed-key",
            "materials[].geoZone",
            "country",
        ),
        (
            {"printing": {"kind": "pigment", "ration": 0.5}},
            "misspelt-key",
            "printing.ration",
            "ratio",
        ),
    ],
)
def test_a_key_that_means_nothing_is_ignored_and_pointed_out(
    client: Client, change: Any, code: str, field: str, known: str
) -> None:
    body = PORTAL_TSHIRT | change
    (warning,) = warned(client, body)
    assert (warning["code"], warning["field"]) == (code, field)
    assert known in warning["message"]
    answer = answer_of(client, "textile/simulator", body)
    again = answer_of(client, "textile/simulator", answer["query"])
    assert again["impacts"] == answer["impacts"]
    assert again["meta"]["warnings"] == []


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("food", {"ingredients": [CARROT | {"contry": "FR"}]}, "ingredients[].contry"),
        ("food", CARROT_CAKE | {"packagings": []}, "packagings"),
        ("object/simulator", {"components": [ITEM | {"costum": {}}]}, "components[].costum"),
        (
            "object/simulator",
            {"components": [ITEM | {"custom": {"nom": "Pied"}}]},
            "components[].custom.nom",
        ),
        ("textile/simulator/detailed", PORTAL_TSHIRT | {"contryMaking": "FR"}, "contryMaking"),
        ("textile/simulator/ecs", PORTAL_TSHIRT | {"contryMaking": "FR"}, "contryMaking"),
    ],
)
def test_every_sector_and_level_points_out_its_keys(
    client: Client, path: str, body: Any, field: str
) -> None:
    assert field in [warning.get("field") for warning in warned(client, body, path)]


def test_what_is_said_of_keys_has_bounds() -> None:
    body = {f"x{number}": 1 for number in range(5000)} | {"y" * 5000: 1}
    found = unknown_keys(QUERY, body)
    assert len(found) == MOST_KEYS + 1
    assert found[-1] == Caution("unknown-keys", "", {"count": str(5001 - MOST_KEYS)})
    (long,) = unknown_keys(QUERY, {"y" * 5000: 1})
    assert len(long.field) < 100
    repeated = {"materials": [{"contry": "FR"} for _ in range(50)]}
    assert keys_of(unknown_keys(QUERY, repeated)) == [("misspelt-key", "materials[].contry")]


def test_no_request_of_the_reference_has_a_key_to_point_out() -> None:
    for case in read_cases("textile.jsonl"):
        assert unknown_keys(QUERY, case["query"]) == []

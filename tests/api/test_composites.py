"""Sets and garments in several parts over HTTP (catalogue.md 6)."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from scoring.answers.explain import LARGEST_NUMBER_OF_FLOWS
from scoring.answers.products import POLO, PYJAMAS
from tests.api.test_levels import data_dir, official, token

__all__ = ["data_dir", "official", "token"]
SETS = "/api/textile/sets"
GARMENTS = "/api/textile/garments"
Body = dict[str, Any]


def ask(client: Client, path: str, body: Any, status: int = 200, **headers: str) -> Any:
    answer = client.post(path, json.dumps(body), content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def single(client: Client, body: Body) -> float:
    found: float = ask(client, "/api/textile/simulator", body)["impacts"]["ecs"]
    return found


def test_a_set_says_what_each_item_is_of_it(client: Client) -> None:
    answer = ask(client, SETS, PYJAMAS)
    shirt, socks = answer["products"]
    assert (shirt["numberOfItem"], socks["numberOfItem"]) == (1, 2)
    assert shirt["impacts"]["ecs"] + 2 * socks["impacts"]["ecs"] == pytest.approx(
        answer["impacts"]["ecs"], rel=1e-15
    )
    assert shirt["share"] + socks["share"] == pytest.approx(1)
    assert shirt["price"] == 60 * 10 / 18
    assert answer["mass"] == 0.26
    counted = sum(stage["ecs"] for stage in answer["stages"].values())
    assert counted == pytest.approx(answer["impactsWithoutDurability"]["ecs"])
    assert min(shirt["durability"], socks["durability"]) <= answer["durability"]
    assert answer["meta"]["methodVersion"] == "v7.0.0"
    assert ask(client, f"/versions/v7.0.0{SETS}", PYJAMAS) == answer


def test_the_request_that_is_given_back_gives_the_same(client: Client) -> None:
    for path, body in ((SETS, PYJAMAS), (GARMENTS, POLO), (GARMENTS, POLO | {"simplification": 2})):
        answer = ask(client, path, body)
        assert ask(client, path, answer["query"]) == answer


def test_the_three_forms_stand_side_by_side(client: Client) -> None:
    answer = ask(client, f"{GARMENTS}?compare=1", POLO)
    parts, first, second = answer["comparison"]
    assert parts["impacts"] == answer["impacts"]
    for form, found in ((1, first), (2, second)):
        asked = ask(client, GARMENTS, POLO | {"simplification": form})
        assert found["impacts"] == asked["impacts"]
        assert asked["simplification"] == form
        assert asked["portalScore"] is None
    main = {
        "mass": 0.2,
        "product": "tshirt",
        **{f"country{step}": "CN" for step in ("Spinning", "Fabric", "Dyeing", "Making")},
    }
    mixed = [{"id": "ei-coton", "share": 0.9}, {"id": "ei-pet", "share": 0.1}]
    assert first["impacts"]["ecs"] == single(client, main | {"materials": mixed})
    pure = [{"id": "ei-coton", "share": 1}]
    assert second["impacts"]["ecs"] == single(client, main | {"materials": pure})
    assert "comparison" not in ask(client, GARMENTS, POLO)
    assert set(ask(client, f"{GARMENTS}?compare=oui", POLO, 400)["error"]) == {"compare"}


def test_the_portals_score_comes_with_its_reason(client: Client) -> None:
    answer = ask(client, GARMENTS, POLO)
    assert answer["durability"] == 0.67
    assert answer["portalScore"] > answer["impacts"]["ecs"]
    assert "retranche la confection" in answer["portalScoreReason"]
    alone = ask(client, GARMENTS, POLO | {"components": POLO["components"][:1]})
    assert alone["portalScore"] is alone["portalScoreReason"] is None


def test_faults_are_all_said_at_once(client: Client) -> None:
    items = [{"mass": -1, "product": "robe", "materials": []}, *PYJAMAS["products"]]
    error = ask(client, SETS, {"price": 0, "products": items}, 400)["error"]
    assert set(error) == {"price", "products.0.mass", "products.0.materials", "products.0.product"}
    error = ask(client, GARMENTS, {"product": "robe", "components": []}, 400)["error"]
    assert set(error) == {"product", "components"}
    error = ask(client, SETS, {"products": [{"mass": "lourd"}]}, 400)["error"]
    assert "json.products[0]" in error["decoding"]


def test_what_deserves_a_word_names_its_field(client: Client) -> None:
    body: Body = {
        "product": "tshirt",
        "trims": [],
        "matieres": [],
        "components": [
            POLO["components"][0] | {"mass": 0.001, "colour": "red"},
            POLO["components"][1] | {"mass": 0.002, "fading": True},
        ],
    }
    warnings = ask(client, GARMENTS, body)["meta"]["warnings"]
    assert {(one["code"], one.get("field")) for one in warnings} == {
        ("main-part-not-heaviest", "components.0.mass"),
        ("making-of-the-main-part", "components.1.fading"),
        ("mass-unusual", "components"),
        ("unknown-key", "components[].colour"),
        ("unknown-key", "matieres"),
    }
    items = [{**PYJAMAS["products"][0], "materials": [{"id": "ei-pet", "share": 0.5}]}]
    warnings = ask(client, SETS, {"price": 3000, "products": items})["meta"]["warnings"]
    found = {(one["code"], one["field"]) for one in warnings}
    assert ("materials-sum", "products.0.materials") in found
    assert ("shared-price-clamped", "price") in found


def test_a_token_gives_the_detailed_impacts(client: Client, official: Any, token: str) -> None:
    for path, body, pieces in ((SETS, PYJAMAS, "products"), (GARMENTS, POLO, "components")):
        assert ask(client, path, body)["impacts"]["cch"] == 0
        answer = ask(client, path, body, Authorization=f"Bearer {token}")
        assert answer["meta"]["impactsLevel"] == "official"
        counts = [piece.get("numberOfItem", 1) for piece in answer[pieces]]
        found = [piece["impacts"]["cch"] for piece in answer[pieces]]
        total = sum(count * figure for count, figure in zip(counts, found, strict=True))
        assert answer["impacts"]["cch"] == pytest.approx(total)


@pytest.mark.parametrize(("path", "body"), [(SETS, PYJAMAS), (GARMENTS, POLO)])
def test_the_score_is_explained(client: Client, path: str, body: Body) -> None:
    told = ask(client, f"{path}/explain", body)
    assert told["score"] == ask(client, path, body)["impacts"]["ecs"]
    assert told["lines"][-1]["id"] == told["result"]
    assert told["lines"][-1]["value"] == told["score"]
    answer = client.post(
        f"{path}/explain?format=xlsx", json.dumps(body), content_type="application/json"
    )
    book = load_workbook(BytesIO(answer.content), data_only=True)
    values = {row[1] for row in book["Calcul"].iter_rows(min_row=2, values_only=True)}
    assert told["result"] in values


def test_a_set_too_large_to_explain_says_so(client: Client) -> None:
    many = {"products": [PYJAMAS["products"][0] | {"numberOfItem": 300}]}
    error = ask(client, f"{SETS}/explain", many, 400)["error"]
    assert str(LARGEST_NUMBER_OF_FLOWS) in error["general"]


@pytest.mark.django_db
def test_a_large_set_counts_for_several_requests(client: Client, settings: Any) -> None:
    settings.RATELIMIT_MAX_RPM = 1000
    item = PYJAMAS["products"][0]

    def left(count: int) -> int:
        body = json.dumps({"products": [item] * count})
        answer = client.post(SETS, body, content_type="application/json")
        assert answer.status_code == 200
        return int(answer.headers["X-RateLimit-Remaining"])

    first = left(1)
    assert left(100) == first - 1
    assert left(101) == first - 3


def test_complements_and_stages_are_the_sums_of_the_items_that_count(client: Client) -> None:
    cotton = [{"id": "ei-coton", "share": 1}]
    whole = {"product": "tshirt", "mass": 0.17, "materials": cotton}
    synthetic = {"product": "pull", "mass": 0.3, "materials": [{"id": "ei-acrylique", "share": 1}]}
    short = synthetic | {"disabledSteps": ["use"]}
    answer = client.post(
        "/api/textile/sets", {"products": [whole, short]}, content_type="application/json"
    ).json()
    for name, value in answer["complementsImpacts"].items():
        parts = [item["complementsImpacts"][name] for item in answer["products"]]
        assert value == parts[0] + parts[1]
    assert len(set(answer["complementsImpacts"].values())) > 2
    items = [item["stages"]["use"]["ecs"] for item in answer["products"]]
    assert items[1] == 0
    assert answer["stages"]["use"]["ecs"] == items[0] > 0

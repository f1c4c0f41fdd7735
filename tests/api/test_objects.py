"""The endpoints of objects and light vehicles, additions of ours (api.md 6.1)."""

import base64
import json
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import BOX, CHAIR
from scoring.api.schema.document import forget_documents
from scoring.engine.impacts import DETAILS, TRIGRAMS

FOLDER = "ad9d7f23-076b-49c5-93a4-ee1cd7b53973"


def post(client: Client, scope: str, body: Any, prefix: str = "") -> Any:
    return client.post(
        f"{prefix}/api/{scope}/simulator", json.dumps(body), content_type="application/json"
    )


@pytest.mark.parametrize("prefix", ["", "/versions/v7.0.0"])
def test_the_catalogue_of_each_scope(client: Client, prefix: str) -> None:
    components = client.get(f"{prefix}/api/object/components").json()
    assert [one["name"] for one in components] == [
        "Composant vide",
        "Dossier plastique (PP)",
        "Assise plastique (PP)",
        "Cadre plastique",
    ]
    assert components[0]["elements"] == []
    assert components[3]["elements"] == [
        {"amount": 35, "material": "59b42284-3e45-5343-8a20-1d7d66137461", "transforms": []}
    ]
    assert client.get(f"{prefix}/api/veli/components").json() == []


@pytest.mark.parametrize("scope", ["object", "veli"])
def test_processes_are_the_materials_then_the_transformations_of_the_scope(
    client: Client, method: Any, scope: str
) -> None:
    processes = client.get(f"/api/{scope}/processes").json()
    kinds = [
        "material" if "material" in one["categories"] else "transformation" for one in processes
    ]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"material", "transformation"}
    assert {"id", "name", "unit", "categories"} == set(processes[0])
    assert all(scope in method.dataset.processes[one["id"]].scopes for one in processes)


def test_an_object_has_its_whole_breakdown(client: Client) -> None:
    response = post(client, "object", CHAIR)
    assert response.status_code == 200
    assert response["X-Ecobalyse-Impacts"] == "aggregated"
    answer = response.json()
    assert set(answer) == {
        "webUrl",
        "impacts",
        "mass",
        "stages",
        "items",
        "description",
        "query",
        "meta",
    }
    assert set(answer["impacts"]) == set(TRIGRAMS)
    assert all(answer["impacts"][trigram] == 0 for trigram in DETAILS)
    for score in ("ecs", "pef"):
        total = answer["impacts"][score]
        assert sum(stage[score] for stage in answer["stages"].values()) == pytest.approx(total)
        assert sum(item["impacts"][score] for item in answer["items"]) == pytest.approx(total)
    folder, _, leg = answer["items"]
    assert folder["impacts"]["ecs"] == pytest.approx(118.1203, rel=1e-6)
    assert leg["id"] is None
    assert leg["name"] == "Pied"
    assert leg["mass"] == pytest.approx(1.6)
    assert leg["elements"][0]["mass"] == pytest.approx(0.4)
    assert answer["mass"] == pytest.approx(0.734063 + 0.91125 + 1.6)
    assert answer["meta"]["warnings"] == []


def test_a_light_vehicle_is_made_of_elements_of_its_own(client: Client) -> None:
    answer = post(client, "veli", BOX).json()
    (item,) = answer["items"]
    (element,) = item["elements"]
    (moulding,) = element["transforms"]
    assert moulding["name"] == "Moulage par injection"
    assert element["material"]["mass"] > moulding["mass"] == pytest.approx(0.6)
    assert item["impacts"]["ecs"] == pytest.approx(2 * element["impacts"]["ecs"])


@pytest.mark.parametrize(("scope", "body"), [("object", CHAIR), ("veli", BOX)])
def test_the_web_address_holds_the_echoed_request(client: Client, scope: str, body: Any) -> None:
    answer = post(client, scope, body, "/versions/v7.0.0").json()
    prefix, _, encoded = answer["webUrl"].rpartition("/")
    assert prefix == f"http://testserver/versions/v7.0.0/#/{scope}/simulator/ecs"
    query = json.loads(base64.b64decode(encoded))
    assert query == answer["query"]
    assert post(client, scope, query).json()["impacts"] == answer["impacts"]


@pytest.mark.parametrize(
    ("body", "key", "words"),
    [
        ([], "decoding", "field named `components`"),
        ({"components": None}, "decoding", "Expecting a LIST"),
        ({"components": [{"id": FOLDER}]}, "decoding", "field named `quantity`"),
        ({"components": [{"id": "x", "quantity": 1}]}, "decoding", "Not a valid UUID"),
        (
            {"components": [{"id": FOLDER, "quantity": 0}]},
            "decoding",
            "La quantité doit être un nombre entier positif",
        ),
        *(
            ({"components": [{"id": FOLDER, "quantity": quantity}]}, "decoding", words)
            for quantity in (1.5, "2", True, None)
            for words in ("La quantité doit être un nombre entier positif", "Expecting an INT")
        ),
        (
            {"components": [{"quantity": 1, "custom": {"elements": [{"amount": 1}]}}]},
            "decoding",
            "json.components[0].custom.elements[0]",
        ),
        ({"components": [{"quantity": 1}]}, "components", "custom.elements"),
    ],
)
def test_a_bad_request_is_refused_with_its_field(
    client: Client, body: Any, key: str, words: str
) -> None:
    for scope in ("object", "veli"):
        response = post(client, scope, body)
        assert response.status_code == 400
        assert list(response.json()["error"]) == [key]
        assert words in response.json()["error"][key]


def test_an_empty_product_costs_nothing(client: Client) -> None:
    answer = post(client, "object", {"components": []}).json()
    assert answer["impacts"]["ecs"] == 0
    assert answer["mass"] == 0
    assert answer["items"] == []


@pytest.mark.parametrize(
    ("scope", "switch"), [("object", "ENABLE_OBJECTS_SECTION"), ("veli", "ENABLE_VELI_SECTION")]
)
def test_a_switched_off_section_leaves_the_document_and_stays_reachable(
    client: Client, settings: Any, scope: str, switch: str
) -> None:
    setattr(settings, switch, False)
    forget_documents()
    try:
        paths = client.get("/api").json()["paths"]
        assert not any(path.startswith(f"/api/{scope}") for path in paths)
        assert "/api/food" in paths
        assert post(client, scope, {"components": []}).status_code == 200
    finally:
        forget_documents()

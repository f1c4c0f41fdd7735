"""The food endpoints for anonymous callers (api.md 6; cases 46 to 53 of api.md 11)."""

import base64
import json
from typing import Any

import pytest
from django.test import Client

from scoring.answers.levels import AGGREGATED, INDICATIVE, OFFICIAL, Served
from scoring.answers.products import CARROT_CAKE
from scoring.api.schema.document import forget_documents
from scoring.engine.impacts import DETAILS, TRIGRAMS
from scoring.instance import served_to
from tests.api.warnings import messages
from tests.conformance.cases import body_of, close, read_cases, refusal_differences, synthetic_table

SIMULATOR = "/api/food"
CARROT = {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 268}
MANGO = {"id": "db0e5f44-34b4-4160-b003-77c828d75e60", "mass": 120}
# Its density is 0 in this version.
OIL = {"id": "61ede109-0eed-4aa3-93bb-aacf132b6bdd", "mass": 800}
COOKING = "83b897cf-9ed2-5604-83b4-67fab8606d35"
CARDBOARD = "25595091-35b6-5c62-869f-a29c318c367e"


def post(client: Client, body: Any, path: str = SIMULATOR) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")


def errors(client: Client, body: Any) -> dict[str, str]:
    response = post(client, body)
    assert response.status_code == 400
    assert response.json()["documentation"] == "http://testserver/#/api"
    found: dict[str, str] = response.json()["error"]
    return found


@pytest.mark.parametrize("prefix", ["", "/versions/v7.0.0"])
def test_the_lists_are_the_references_in_its_order(client: Client, prefix: str) -> None:
    lists = {case["path"]: case["items"] for case in read_cases("lists.jsonl")}
    food = [path for path in lists if path.startswith("/food/")]
    assert len(food) == 4
    for path in food:
        assert client.get(f"{prefix}/api{path}").json() == lists[path]


def test_a_recipe_has_its_whole_breakdown(client: Client) -> None:
    response = post(client, CARROT_CAKE)
    assert response.status_code == 200
    assert response["X-Ecobalyse-Impacts"] == "aggregated"
    answer = response.json()
    assert set(answer) == {"webUrl", "results", "description", "query", "meta"}
    results = answer["results"]
    assert set(results["total"]) == set(TRIGRAMS)
    assert results["total"]["ecs"] == pytest.approx(129.981, rel=5e-6)
    assert all(results["total"][trigram] == 0 for trigram in DETAILS)
    assert results["scoring"]["all"] == pytest.approx(202.115, rel=5e-6)
    assert results["scoring"]["climate"] == 0
    # The stages of the page add up to the total.
    parts = (
        results["recipe"]["ingredientsTotal"],
        results["recipe"]["transform"],
        results["packaging"],
        results["transports"]["impacts"],
        results["distribution"]["total"],
        results["preparation"],
    )
    for score in ("ecs", "pef"):
        assert sum(part[score] for part in parts) == pytest.approx(results["total"][score])
    assert answer["meta"]["warnings"] == []


def test_the_web_address_holds_the_echoed_request(client: Client) -> None:
    answer = post(client, CARROT_CAKE | {"unknown": 1, "transform": None}).json()
    prefix, _, encoded = answer["webUrl"].rpartition("/")
    assert prefix == "http://testserver/versions/v7.0.0/#/food/ecs"
    assert json.loads(base64.b64decode(encoded)) == answer["query"]
    assert "transform" not in answer["query"]
    pinned = post(client, CARROT_CAKE, "/versions/v7.0.0/api/food/").json()
    assert pinned["webUrl"].startswith("http://testserver/versions/v7.0.0/#/food/ecs/")


def test_the_echo_keeps_the_references_doubles(client: Client) -> None:
    query = {"ingredients": [CARROT | {"mass": 283}, CARROT | {"mass": 268}]}
    masses = [item["mass"] for item in post(client, query).json()["query"]["ingredients"]]
    assert masses == [283.00000000000006, 268]


def test_the_description_is_a_french_sentence(client: Client) -> None:
    body = CARROT_CAKE | {
        "ingredients": [CARROT | {"country": "ES"}, MANGO | {"byPlane": "noPlane"}]
    }
    assert post(client, body).json()["description"].replace("\u00a0", " ") == (
        "Ingrédients : Carotte FR 268 g (Espagne) + Mangue par défaut 120 g "
        "(Hors Europe et Maghreb par avion, sans avion), transformation : Cuisson 545 g, "
        "emballage : Carton 105 g, distribution : température ambiante, "
        "consommation : réfrigération"
    )


@pytest.mark.parametrize("slash", ["", "/"])
def test_edge_cases_get_the_references_status_keys_and_words(client: Client, slash: str) -> None:
    cases = read_cases("food_errors.jsonl")
    assert len(cases) == 55
    for case in cases:
        body = body_of(case)
        response = post(client, body, case["path"].rstrip("/") + slash)
        assert response.status_code == case["status"], body
        answer = response.json()
        if case["status"] == 200:
            assert close(answer["results"]["total"]["ecs"], case["ecs"]), body
            continue
        assert refusal_differences(answer["error"], case["error"]) == [], body


def test_a_bad_id_is_said_with_its_place(client: Client) -> None:
    message = errors(client, {"ingredients": [CARROT, CARROT | {"id": "invalid"}]})["decoding"]
    assert 'json.ingredients[1].id : "invalid"' in message
    assert '"invalid" Not a valid UUID' in message


@pytest.mark.parametrize("part", ["ingredients", "transform", "packaging"])
def test_a_mass_below_zero_is_refused_under_its_field(client: Client, part: str) -> None:
    body: dict[str, Any] = {
        "ingredients": {"ingredients": [CARROT | {"mass": -1}]},
        "transform": {"ingredients": [CARROT], "transform": {"id": COOKING, "mass": -1}},
        "packaging": {"ingredients": [CARROT], "packaging": [{"id": CARDBOARD, "mass": -1}]},
    }[part]
    assert errors(client, body) == {part: "La masse doit être supérieure ou égale à zéro"}


def test_all_faulty_fields_are_said_together(client: Client) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    found = errors(
        client,
        {
            "ingredients": [CARROT | {"country": "XX"}],
            "transform": {"id": unknown, "mass": 1},
            "packaging": [{"id": CARDBOARD, "mass": 0}],
            "preparation": ["oven", "oven", "oven"],
        },
    )
    assert list(found) == ["ingredients", "packaging", "preparation", "transform"]


def test_a_plane_for_what_does_not_fly_is_refused_once_all_fields_are_good(client: Client) -> None:
    body = {"ingredients": [CARROT | {"country": "BR", "byPlane": "byPlane"}]}
    found = errors(client, body)
    assert list(found) == ["general"]
    assert found["general"].startswith("Impossible de spécifier un acheminement par avion")
    assert list(errors(client, body | {"preparation": ["oven"] * 3})) == ["preparation"]


def test_an_invisible_ingredient_does_not_exist(client: Client, method: Any) -> None:
    hidden = next(one for one in method.dataset.ingredients.values() if not one.visible)
    assert errors(client, {"ingredients": [{"id": hidden.id, "mass": 1}]}) == {
        "ingredients": f"Ingrédient introuvable par id : {hidden.id}"
    }


def test_an_oil_of_unknown_density_sold_alone_has_no_total_and_says_why(client: Client) -> None:
    answer = post(client, {"ingredients": [OIL], "distribution": "ambient"}).json()
    results = answer["results"]
    for part in (results["total"], results["perKg"], results["distribution"]["total"]):
        assert part == dict.fromkeys(TRIGRAMS)
    assert set(results["scoring"].values()) == {None}
    assert results["recipe"]["total"]["ecs"] > 0
    assert results["recipe"]["total"]["cch"] == 0
    (warning,) = messages(answer)
    assert "densité" in warning
    for body in ({"ingredients": [OIL]}, {"ingredients": [OIL, OIL], "distribution": "fresh"}):
        answer = post(client, body).json()
        assert answer["results"]["total"]["ecs"] > 0
        assert answer["meta"]["warnings"] == []


def test_an_empty_recipe_has_no_figures_per_kg_and_says_why(client: Client) -> None:
    body = {"ingredients": [], "packaging": [{"id": CARDBOARD, "mass": 105}]}
    answer = post(client, body).json()
    results = answer["results"]
    assert results["total"]["ecs"] > 0
    assert results["perKg"] == dict.fromkeys(TRIGRAMS)
    assert set(results["scoring"].values()) == {None}
    (warning,) = messages(answer)
    assert "masse préparée est nulle" in warning


def test_a_figure_per_kg_that_is_not_finite_is_pointed_out(client: Client) -> None:
    body = {
        "ingredients": [CARROT | {"mass": 1e-309}],
        "packaging": [{"id": CARDBOARD, "mass": 105}],
    }
    answer = post(client, body).json()
    assert answer["results"]["total"]["ecs"] > 0
    assert answer["results"]["perKg"]["ecs"] is None
    assert set(answer["results"]["scoring"].values()) == {None}
    assert "nombre fini" in messages(answer)[0]


def test_a_process_in_an_odd_part_is_computed_and_pointed_out(client: Client) -> None:
    body = {"ingredients": [CARROT], "packaging": [{"id": COOKING, "mass": 10}]}
    answer = post(client, body).json()
    assert answer["results"]["packaging"]["ecs"] == pytest.approx(0.01 * 17.8536)
    (warning,) = messages(answer)
    assert "Cuisson" in warning
    assert "emballage" in warning


@pytest.mark.parametrize("mass", [1e308, 5e-324])
def test_an_absurd_mass_is_no_fault_of_the_server(client: Client, mass: float) -> None:
    body = CARROT_CAKE | {"ingredients": [CARROT | {"mass": mass}]}
    assert post(client, body).status_code in (200, 400)


@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
def test_another_method_is_an_unknown_endpoint(client: Client, verb: str) -> None:
    response = getattr(client, verb)(f"{SIMULATOR}?ingredients[]=x")
    assert response.status_code == 404
    assert response.json()["error"] == {"general": "Endpoint doesn't exist"}


def test_a_switched_off_section_leaves_the_document_and_stays_reachable(
    client: Client, settings: Any
) -> None:
    forget_documents()
    assert "/api/food" in client.get("/api").json()["paths"]
    settings.ENABLE_FOOD_SECTION = False
    forget_documents()
    try:
        document = client.get("/api").json()
        assert not any(path.startswith("/api/food") for path in document["paths"])
        assert not any(name.startswith("Food") for name in document["components"]["schemas"])
        assert "/api/textile/simulator" in document["paths"]
        assert post(client, CARROT_CAKE).status_code == 200
    finally:
        forget_documents()


def test_sub_scores_are_official_or_not_given(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scoring_of(level: str) -> dict[str, float | None]:
        def served(method: Any, *, entitled: bool) -> Served:
            if level == OFFICIAL:
                return Served(OFFICIAL, synthetic_table(method.dataset))
            return served_to(method, entitled=level == INDICATIVE)

        monkeypatch.setattr("scoring.api.simulators.served_to", served)
        response = post(client, CARROT_CAKE)
        assert response["X-Ecobalyse-Impacts"] == level
        assert response.json()["meta"]["impactsLevel"] == level
        scoring: dict[str, float | None] = response.json()["results"]["scoring"]
        assert scoring.pop("all") == pytest.approx(202.115, rel=5e-6)
        return scoring

    assert set(scoring_of(AGGREGATED).values()) == {0}
    assert set(scoring_of(INDICATIVE).values()) == {None}
    assert all(figure and figure > 0 for figure in scoring_of(OFFICIAL).values())

"""The conformance cases of the contract (api.md 11), over HTTP; its numbers are in the names.

Tokens (12, 13), food (46 to 53) and the rate limit (54 to 57) have modules of their own.
"""

import base64
import json
from typing import Any

import pytest

from scoring.engine.impacts import DETAILS, TRIGRAMS
from tests.conformance.cases import close, squeeze
from tests.conformance.convert import BASE
from tests.conformance.test_textile import SIMULATOR
from tests.site.server import Server

DETAILED = f"{SIMULATOR}/detailed"
JEANS = {
    "mass": 0.45,
    "product": "jean",
    "materials": [{"id": "ei-coton", "share": 1}],
    "countryFabric": "TR",
    "countryDyeing": "TR",
    "countryMaking": "TR",
    "fading": True,
}


def computed(live: Server, change: dict[str, Any] | None = None, path: str = SIMULATOR) -> Any:
    """The answer to the base request with a change."""
    answer = live.ask("POST", path, BASE | (change or {}))
    assert answer.status == 200, answer.body
    assert "error" not in answer.json
    return answer.json


def test_01_the_home_page_names_the_instance(live: Server) -> None:
    answer = live.ask("GET", "/")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    title = answer.body.decode().partition("<title>")[2].partition("</title>")[0]
    assert "Ecobalyse libre" in title


def test_02_an_unknown_page_is_a_page(live: Server) -> None:
    answer = live.ask("GET", "/xxx")
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/api", "/api/", "/versions/v7.0.0/api", "/versions/v7.0.0/api/"])
def test_03_the_root_is_the_openapi_document(live: Server, path: str) -> None:
    answer = live.ask("GET", path)
    assert answer.status == 200
    document = answer.json
    assert document["openapi"].startswith(("3.0.", "3.1."))
    assert document["info"]["title"] == "API Ecobalyse"
    assert document["info"]["version"] == document["x-method-version"] == "7.0.0"
    pinned = "/versions/v7.0.0" if "versions" in path else ""
    assert document["servers"] == [{"url": f"{live.address.rstrip('/')}{pinned}"}]


@pytest.mark.parametrize("body", [b"}{", b""])
def test_04_what_is_no_json_is_refused(live: Server, body: bytes) -> None:
    answer = live.ask("POST", SIMULATOR, body, {"Content-Type": "application/json"})
    assert answer.status == 400
    assert "Format JSON invalide" in answer.json["error"]["decoding"]


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("countries", {"code": "FR", "name": "France"}),
        ("materials", {"id": "ei-coton", "name": "Coton"}),
        ("products", {"id": "tshirt", "name": "T-shirt / Polo"}),
        ("trims", {"id": "d56bb0d5-7999-4b8b-b076-94d79099b56a", "name": "Bouton en plastique"}),
    ],
)
def test_05_to_08_and_58_the_lists_hold_what_the_contract_shows(
    live: Server, name: str, item: dict[str, str]
) -> None:
    answer = live.ask("GET", f"/api/textile/{name}")
    assert answer.status == 200
    assert item in answer.json
    assert live.ask("GET", f"/versions/v7.0.0/api/textile/{name}/").json == answer.json
    if name == "trims":
        assert len(answer.json) == 5


def test_09_to_11_anyone_gets_two_scores_and_21_keys(live: Server) -> None:
    for path in (SIMULATOR, f"{SIMULATOR}/"):
        answer = computed(live, path=path)
        assert set(answer) == {"webUrl", "impacts", "description", "query", "meta"}
        assert set(answer["impacts"]) == set(TRIGRAMS)
        assert answer["impacts"]["ecs"] > 0
        assert answer["impacts"]["pef"] > 0
        assert all(answer["impacts"][trigram] == 0 for trigram in DETAILS)


def test_14_a_bad_token_gets_the_same_and_is_told_so(live: Server) -> None:
    anonymous = live.ask("POST", SIMULATOR, BASE)
    for headers in ({"Authorization": "Bearer nope"}, {"token": "nope"}):
        answer = live.ask("POST", SIMULATOR, BASE, headers)
        assert answer.status == 200
        assert answer.json == anonymous.json
        assert answer.headers["X-Ecobalyse-Impacts"] == "aggregated"
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert answer.headers["Warning"] == '199 - "jeton invalide"'
    assert anonymous.headers["X-Ecobalyse-Impacts"] == "aggregated"
    assert "Warning" not in anonymous.headers
    assert "WWW-Authenticate" not in anonymous.headers


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ({"mass": -1}, "mass", "supérieure ou égale à zéro"),
        ({"materials": [{"id": "xxx", "share": 1}]}, "materials", "Matière non trouvée id=xxx"),
        ({"countrySpinning": "XX"}, "countrySpinning", "Code pays invalide: XX"),
        ({"countryFabric": "XX"}, "countryFabric", "Code pays invalide: XX"),
        ({"countryDyeing": "XX"}, "countryDyeing", "Code pays invalide: XX"),
        ({"countryMaking": "XX"}, "countryMaking", "Code pays invalide: XX"),
        ({"disabledSteps": ["xxx"]}, "decoding", "Code étape inconnu: xxx"),
        ({"dyeingProcessType": "xxx"}, "decoding", "Type de teinture inconnu"),
        ({"airTransportRatio": 2}, "decoding", "comprise entre 0 et 1 inclus"),
        ({"makingWaste": 0.9}, "makingWaste", "doit être compris(e) entre"),
        ({"makingDeadStock": 0.9}, "makingDeadStock", "taux de stocks dormants"),
        (
            {"makingComplexity": "bad-complexity"},
            "decoding",
            "complexité de fabrication inconnu",
        ),
        ({"yarnSize": 0}, "yarnSize", "titrage"),
        ({"physicalDurability": 2}, "physicalDurability", "coefficient de durabilité"),
        (
            {"fabricProcess": "notAFabricProcess"},
            "decoding",
            "Procédé de tissage/tricotage inconnu",
        ),
        ({"surfaceMass": 10}, "surfaceMass", "masse surfacique"),
        (
            {"printing": {"kind": "bonk", "ratio": 0.8}},
            "decoding",
            "Type d'impression inconnu: bonk",
        ),
        ({"printing": {"kind": "pigment", "ratio": 0.9}}, "decoding", "comprise entre 0 et 0.8"),
        ({"printing": {"kind": "pigment", "ratio": -1}}, "decoding", "comprise entre 0 et 0.8"),
    ],
)
def test_15_to_34_a_bad_field_is_refused_with_the_words_integrators_know(
    live: Server, change: dict[str, Any], key: str, words: str
) -> None:
    answer = live.ask("POST", SIMULATOR, BASE | change)
    assert answer.status == 400
    assert list(answer.json["error"]) == [key]
    assert words in squeeze(answer.json["error"][key])
    assert answer.json["documentation"] == f"{live.address}#/api"


def test_17_an_empty_object_lacks_a_product(live: Server) -> None:
    answer = live.ask("POST", SIMULATOR, {})
    assert answer.status == 400
    assert "a field named `product`" in answer.json["error"]["decoding"]


def test_32_a_print_of_four_fifths_is_accepted(live: Server) -> None:
    assert computed(live, {"printing": {"kind": "pigment", "ratio": 0.8}})["impacts"]["ecs"] > 0


def test_35_all_bad_fields_are_told_at_once_in_order(live: Server) -> None:
    change = {"countryDyeing": "BadDyeingCode", "countrySpinning": "BadSpinningCode"}
    answer = live.ask("POST", SIMULATOR, BASE | change)
    assert answer.status == 400
    assert list(answer.json["error"]) == ["countryDyeing", "countrySpinning"]


def test_36_one_impact_alone(live: Server) -> None:
    whole = computed(live)
    for trigram in TRIGRAMS:
        one = computed(live, path=f"{SIMULATOR}/{trigram}")
        assert one["impacts"] == {trigram: whole["impacts"][trigram]}
        assert f"/#/textile/simulator/{trigram}/" in one["webUrl"]
        assert one["query"] == whole["query"]


@pytest.mark.parametrize("body", [BASE, {}, b"}{"])
@pytest.mark.parametrize("impact", ["zzz", "bvi", "ECS"])
def test_37_an_unknown_trigram_is_an_unknown_route_whatever_the_body(
    live: Server, impact: str, body: Any
) -> None:
    answer = live.ask("POST", f"{SIMULATOR}/{impact}", body)
    assert answer.status == 404
    assert answer.json == {
        "error": {"general": "Endpoint doesn't exist"},
        "documentation": f"{live.address}#/api",
    }


def test_38_the_simulator_of_the_query_string_is_gone(live: Server) -> None:
    assert live.ask("GET", SIMULATOR).status == 404
    assert live.ask("GET", f"{SIMULATOR}?mass=0.17&product=tshirt").status == 404


def test_39_and_40_the_detailed_answer_adds_up(live: Server) -> None:
    answer = computed(live, path=DETAILED)
    steps = answer["lifeCycle"]
    assert len(steps) == 8
    assert isinstance(answer["durability"], float)
    for trigram in ("ecs", "pef"):
        without = answer["impactsWithoutDurability"][trigram]
        assert close(answer["impacts"][trigram] * answer["durability"], without)
        total = sum(step["impacts"][trigram] for step in steps if step["enabled"])
        total += answer["transport"]["impacts"][trigram] + answer["trimsImpacts"][trigram]
        assert close(total, without)
    assert set(answer) >= {"complementsImpacts", "daysOfWear", "useNbCycles", "inputs", "meta"}
    assert not set(answer) & {"webUrl", "description", "query"}


def test_41_knitting_loses_less_than_weaving(live: Server) -> None:
    def waste(fabric: str) -> float:
        answer = live.ask("POST", DETAILED, JEANS | {"fabricProcess": fabric})
        (step,) = (
            step for step in answer.json["lifeCycle"] if step["label"] == "Tissage & Tricotage"
        )
        found: float = step["waste"]
        return found

    assert waste("knitting-mix") < waste("weaving")


def test_43_absent_trims_are_the_categorys_and_an_empty_list_is_none(live: Server) -> None:
    none, default, null = (
        computed(live, change)["impacts"]["ecs"] for change in ({"trims": []}, {}, {"trims": None})
    )
    assert round(none, 4) == 1404.0018
    assert round(default, 4) == 1396.1107
    assert default == null


def test_44_the_unknown_country_is_the_same_as_none(live: Server) -> None:
    named = computed(live, {"countryMaking": "---"})
    silent = computed(live, {"countryMaking": None})
    assert named["impacts"] == silent["impacts"]
    assert "countryMaking" not in named["query"]
    assert "countryMaking" not in silent["query"]


def test_45_upcycled_steps_keep_their_figures_and_count_for_nothing(live: Server) -> None:
    answer = computed(live, {"upcycled": True}, DETAILED)
    steps = answer["lifeCycle"]
    assert [step["enabled"] for step in steps] == [False] * 4 + [True] * 4
    assert all(step["impacts"]["ecs"] > 0 for step in steps[:4])
    assert answer["inputs"]["disabledSteps"] == ["material", "spinning", "fabric", "ennobling"]
    counted = sum(step["impacts"]["ecs"] for step in steps[4:])
    counted += answer["transport"]["impacts"]["ecs"] + answer["trimsImpacts"]["ecs"]
    assert close(counted, answer["impactsWithoutDurability"]["ecs"])


def test_58_a_pinned_version_keeps_its_name_in_what_it_answers(live: Server) -> None:
    pinned = computed(live, path=f"/versions/v7.0.0{SIMULATOR}")
    plain = computed(live)
    assert pinned["webUrl"].startswith(f"{live.address}versions/v7.0.0/#/textile/simulator/ecs/")
    assert pinned == plain
    refused = live.ask("POST", f"/versions/v7.0.0{SIMULATOR}", {})
    assert refused.json["documentation"] == f"{live.address}versions/v7.0.0/#/api"


def test_60_the_link_holds_the_echoed_request(live: Server) -> None:
    change = {"yarnSize": "250Dtex", "upcycled": True, "printing": {"kind": "pigment"}, "x": 1}
    answer = computed(live, change)
    assert answer["webUrl"].startswith(f"{live.address}versions/v7.0.0/#/textile/simulator/ecs/")
    encoded = answer["webUrl"].rpartition("/")[2]
    assert json.loads(base64.b64decode(encoded, validate=True)) == answer["query"]

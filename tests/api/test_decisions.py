"""Levers, differences and estimates over HTTP: their answers, their refusals, what they cost."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import ApiToken, User
from accounts.tokens import digest, new_token

TSHIRT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
    "countryMaking": "CN",
}
LABEL = {"product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
CALLS = [
    ("levers", TSHIRT),
    ("differences", {"from": TSHIRT, "to": TSHIRT | {"mass": 0.15}}),
    ("estimate", LABEL),
]


def post(client: Client, path: str, body: Any, root: str = "/api", **more: Any) -> Any:
    return client.post(
        f"{root}/textile/{path}", json.dumps(body), content_type="application/json", **more
    )


def score(client: Client, body: Any, root: str = "/api") -> float:
    return float(post(client, "simulator", body, root).json()["impacts"]["ecs"])


def error(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400
    faults: dict[str, str] = answer.json()["error"]
    return faults


@pytest.mark.parametrize("root", ["/api", "/versions/v7.0.0/api", "/versions/v8.1.0/api"])
def test_the_simulator_gives_each_lever_its_score(client: Client, root: str) -> None:
    answer = post(client, "levers", TSHIRT, root).json()
    assert answer["score"] == score(client, TSHIRT, root)
    for lever in answer["levers"][::4]:
        assert score(client, TSHIRT | lever["change"], root) == lever["score"]
    combined = answer["combined"]
    assert score(client, TSHIRT | combined["change"], root) == combined["score"]
    assert combined["score"] <= min(lever["score"] for lever in answer["levers"])


def test_levers_say_what_they_are_in_french(client: Client) -> None:
    answer = post(client, "levers", TSHIRT | {"printing": {"kind": "pigment"}}).json()
    labels = {lever["label"].replace("\u00a0", " ") for lever in answer["levers"]}
    assert {
        "Pays de confection : France plutôt que Chine",
        "Matière : Lin plutôt que Coton",
        "Masse du produit fini : 0,136 kg, soit 20 % de moins",
        "Prix neuf : 30 €, à préciser si c'est le cas (par défaut : 10 €)",
        "Pays d'ennoblissement : France, à préciser si c'est le cas (par défaut : pays inconnu)",
        "Impression : aucune, plutôt que pigmentaire",
        "Part de la surface imprimée : 5 %, à préciser si c'est le cas (par défaut : 20 %)",
    } <= labels
    assert "n'indiquez que ce qui est vrai" in answer["notice"]


def test_options_of_levers_are_obeyed_and_are_no_fields_of_the_garment(client: Client) -> None:
    body = TSHIRT | {"keep": ["mass", "materials"], "mode": "exploratory"}
    answer = post(client, "levers", body).json()
    fields = {lever["field"].split(".")[0] for lever in answer["levers"]}
    assert fields.isdisjoint({"mass", "materials"})
    assert "fabricProcess" in fields
    assert answer["meta"]["warnings"] == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"keep": ["masse"]}, 'json.keep[0] : "masse". Champ inconnu : masse'),
        ({"keep": "mass"}, "Une liste est attendue"),
        ({"mode": "libre"}, "Mode inconnu : libre"),
    ],
)
def test_wrong_options_are_refused(client: Client, more: Any, words: str) -> None:
    assert words in error(post(client, "levers", TSHIRT | more))["decoding"]


def test_differences_add_up_and_stages_too(client: Client) -> None:
    other = TSHIRT | {"mass": 0.15, "countryMaking": "FR", "price": 30}
    answer = post(client, "differences", {"from": TSHIRT, "to": other}).json()
    difference = score(client, other) - score(client, TSHIRT)
    assert answer["difference"] == difference
    assert sum(one["points"] for one in answer["changes"]) == pytest.approx(difference, abs=1e-9)
    assert sum(one["difference"] for one in answer["stages"]) == pytest.approx(difference)
    assert {one["label"] for one in answer["changes"]} == {
        "Masse du produit fini",
        "Pays de confection",
        "Prix neuf",
    }
    assert answer["orders"] is None


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "body"), CALLS)
def test_a_token_changes_no_figure(client: Client, path: str, body: Any) -> None:
    owner = User.objects.create_user("owner@example.org")
    token = new_token()
    ApiToken.objects.create(user=owner, label="essai", digest=digest(token))
    anonymous = post(client, path, body).json()
    known = post(client, path, body, headers={"authorization": f"Bearer {token}"}).json()
    assert known | {"meta": None} == anonymous | {"meta": None}


def test_a_refused_side_is_named(client: Client) -> None:
    wrong = TSHIRT | {"mass": -1, "countryMaking": "XX"}
    faults = error(post(client, "differences", {"from": TSHIRT, "to": wrong}))
    assert set(faults) == {"to.mass", "to.countryMaking"}
    faults = error(post(client, "differences", {"from": {}, "to": TSHIRT}))
    assert faults["decoding"].startswith("from : ")
    assert "to manque" in error(post(client, "differences", {"from": TSHIRT}))["decoding"]
    assert set(error(post(client, "differences", []))) == {"decoding"}


def test_an_estimate_is_always_the_same_and_says_what_it_supposes(client: Client) -> None:
    first, second = (post(client, "estimate", LABEL) for _ in range(2))
    assert first.content == second.content
    answer = first.json()
    assert answer["score"] == score(client, LABEL | answer["supposed"])
    bounds = answer["bounds"]
    ordered = [bounds["least"], answer["low"], answer["median"], answer["high"]]
    assert ordered == sorted(ordered)
    assert answer["high"] <= bounds["greatest"]
    assert (answer["confidence"], answer["draws"]) == ("low", 2000)
    assert answer["unknown"][0]["label"] == "Masse du produit fini"
    assert "fourchette par catégorie" in answer["unknown"][0]["assumption"]
    assert any("printing" in held["fields"] for held in answer["held"])
    assert "ne vaut jamais pour une déclaration" in answer["notice"]


def test_a_label_lacks_anything_but_a_category_and_a_fibre(client: Client) -> None:
    assert (
        "Le champ product manque" in error(post(client, "estimate", {"materials": []}))["decoding"]
    )
    assert set(error(post(client, "estimate", LABEL | {"materials": []}))) == {"materials"}


@pytest.mark.parametrize(("path", "body"), CALLS)
def test_a_garment_too_large_to_compute_hundreds_of_times_is_refused(
    client: Client, path: str, body: Any
) -> None:
    many = [{"id": "ei-coton", "share": 0.01}] * 100
    large = json.loads(json.dumps(body))
    (large["to"] if path == "differences" else large)["materials"] = many
    assert "il en faut au plus" in error(post(client, path, large))["general"]


@pytest.mark.parametrize(("path", "body"), CALLS)
@pytest.mark.parametrize("wrong", [None, [], "x", 3, {"product": {}}, {"materials": {}}])
def test_what_is_no_request_is_refused(client: Client, path: str, body: Any, wrong: Any) -> None:
    assert set(error(post(client, path, wrong))) == {"decoding"}


def test_figures_that_are_not_finite_are_null(client: Client) -> None:
    answer = post(client, "levers", TSHIRT | {"mass": 1.7e308})
    assert answer.status_code == 200
    assert answer.json()["score"] is None
    assert [one["code"] for one in answer.json()["meta"]["warnings"]] != []
    # Sums and squares of scores overflow a double before the scores do.
    for mass in (1e150, 1e160, 1e300, 1e304, 1e306, 1.7e308):
        body = TSHIRT | {"mass": mass}
        assert post(client, "estimate", body).status_code == 200, mass
        assert post(client, "levers", body).status_code == 200, mass
        sides = {"from": TSHIRT | {"mass": 0.1, "product": "jean"}, "to": body}
        assert post(client, "differences", sides).status_code == 200, mass
    huge = {"from": TSHIRT, "to": TSHIRT | {"mass": 1.7e308}}
    assert post(client, "differences", huge).status_code == 200

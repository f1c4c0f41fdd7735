"""The pages of sets and of garments in several parts, as their forms are posted (web.md 3.9)."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import POLO, PYJAMAS

pytestmark = pytest.mark.django_db

SET_PAGE = "/textile/lot/"
PARTS_PAGE = "/textile/parties/"
SHIRT = {
    "product": "tshirt",
    "mass": "0,16",
    "material-0-id": "ei-coton",
    "material-0-share": "100",
    "countryMaking": "TR",
}
SOCKS = {
    "product": "chaussettes",
    "numberOfItem": "2",
    "mass": "50 g",
    "material-0-id": "ei-pet",
    "material-0-share": "100",
    "fabricProcess": "knitting-circular",
    "switch": "use",
}
COTTON = {"mass": "0,18", "material-0-id": "ei-coton", "material-0-share": "100"}
COLLAR = {"mass": "20 g", "material-0-id": "ei-pet", "material-0-share": "100"}


def form_of(*pieces: dict[str, str], **whole: str) -> dict[str, str]:
    """What a browser sends for some pieces."""
    named = {
        f"item-{position}-{name}": text
        for position, piece in enumerate(pieces)
        for name, text in piece.items()
    }
    return {**whole, **named}


SET = form_of(SHIRT, SOCKS, price="60", numberOfReferences="3 000")
GARMENT = form_of(
    COTTON | {"countryMaking": "CN"}, COLLAR, main="0", product="tshirt", price="25,50"
)


def post(client: Client, page: str, form: dict[str, str], status: int = 200) -> Any:
    answer = client.post(page, form)
    assert answer.status_code == status, answer.context["errors"]
    return answer


def api(client: Client, name: str, query: Any) -> Any:
    path = f"/api/textile/{name}"
    return client.post(path, json.dumps(query), content_type="application/json").json()


@pytest.mark.parametrize(
    ("page", "body", "name"), [(SET_PAGE, PYJAMAS, "sets"), (PARTS_PAGE, POLO, "garments")]
)
def test_the_page_opens_with_its_example_unchanged(
    client: Client, page: str, body: Any, name: str
) -> None:
    answer = client.get(page)
    expected = api(client, name, body)
    assert answer.context["query"] == expected["query"]
    assert answer.context["results"].card.exact
    assert not answer.context["changed"]
    text = answer.content.decode()
    for way in ("/textile/", SET_PAGE, PARTS_PAGE):
        assert f'href="{way}"' in text
    assert f'href="{page}" aria-current="page"' in text


def test_a_posted_set_is_the_request_of_the_api(client: Client) -> None:
    answer = post(client, SET_PAGE, SET)
    assert answer.context["query"] == {
        "numberOfReferences": 3000,
        "price": 60,
        "products": [
            {
                "countryMaking": "TR",
                "mass": 0.16,
                "materials": [{"id": "ei-coton", "share": 1}],
                "product": "tshirt",
                "upcycled": False,
            },
            {
                "disabledSteps": ["use"],
                "fabricProcess": "knitting-circular",
                "mass": 0.05,
                "materials": [{"id": "ei-pet", "share": 1}],
                "numberOfItem": 2,
                "product": "chaussettes",
                "upcycled": False,
            },
        ],
    }
    found = api(client, "sets", answer.context["query"])
    assert answer.context["shared"].address == found["webUrl"]
    shown = [row.value for row in answer.context["pieces"]]
    expected = [one["numberOfItem"] * one["impacts"]["ecs"] for one in found["products"]]
    assert [re.sub(r"\D", "", value) for value in shown] == [f"{ecs:.0f}" for ecs in expected]
    # Posting the rendered form again gives the same.
    drawn = {control.name: control.value for control in answer.context["controls"] if control.value}
    drawn |= {"item-1-switch": "use"}
    assert post(client, SET_PAGE, drawn).context["query"] == answer.context["query"]


def test_a_posted_garment_is_the_request_of_the_api(client: Client) -> None:
    answer = post(client, PARTS_PAGE, GARMENT)
    query = answer.context["query"]
    assert query["price"] == 25.5
    assert [part.get("mainComponent") for part in query["components"]] == [True, None]
    found = api(client, "garments?compare=1", query)
    scores = [form["impacts"]["ecs"] for form in found["comparison"]]
    rows = answer.context["forms"]
    assert [re.sub(r"\D", "", row.value) for row in rows] == [f"{ecs:.0f}" for ecs in scores]
    assert [row.is_shown for row in rows] == [True, False, False]
    assert "portail" in answer.context["portal"]
    simplified = post(client, PARTS_PAGE, GARMENT | {"simplification": "2"})
    assert simplified.context["query"]["simplification"] == 2
    assert [row.is_shown for row in simplified.context["forms"]] == [False, False, True]
    card = simplified.context["results"].card
    assert f"{card.value}\u202f{card.unit}" == rows[2].value.replace("\u00a0", "\u202f")


def test_pieces_are_added_duplicated_and_removed(client: Client) -> None:
    def masses(action: str, form: dict[str, str] = GARMENT) -> list[tuple[float, bool]]:
        query = post(client, PARTS_PAGE, form | {"action": action}).context["query"]
        return [(part["mass"], part.get("mainComponent", False)) for part in query["components"]]

    assert masses("add-piece") == [(0.18, True), (0.02, False), (0.02, False)]
    assert masses("duplicate-piece:0") == [(0.18, True), (0.18, False), (0.02, False)]
    assert masses("delete-piece:1") == [(0.18, True)]
    other = form_of(COLLAR, COTTON | {"countryMaking": "CN"}, main="1", product="tshirt")
    assert masses("delete-piece:0", other) == [(0.18, True)]
    assert masses("duplicate-piece:0", other) == [(0.02, False), (0.02, False), (0.18, True)]
    single = form_of(COTTON | {"countryMaking": "CN"}, main="0", product="tshirt")
    assert masses("delete-piece:0", single) == [(0.18, True)]
    assert masses("duplicate-piece:9") == [(0.18, True), (0.02, False)]


def test_the_lists_of_a_piece_change_alone(client: Client) -> None:
    answer = post(client, SET_PAGE, SET | {"action": "item:1:add-material:ei-coton"})
    first, second = answer.context["query"]["products"]
    assert len(first["materials"]) == 1
    assert [item["id"] for item in second["materials"]] == ["ei-pet", "ei-coton"]
    answer = post(client, SET_PAGE, SET | {"action": "item:0:own-trims"})
    first, second = answer.context["query"]["products"]
    assert first["trims"]
    assert "trims" not in second
    answer = post(client, PARTS_PAGE, GARMENT | {"action": "own-trims"})
    assert answer.context["query"]["trims"]


@pytest.mark.parametrize(
    ("page", "changes", "control", "words"),
    [
        (SET_PAGE, {"item-1-mass": "lourd"}, "item-1-mass", "lourd"),
        (SET_PAGE, {"item-1-numberOfItem": "0"}, "item-1-numberOfItem", "0"),
        (SET_PAGE, {"price": "0"}, "price", "0"),
        (SET_PAGE, {"item-0-product": "parapluie"}, "item-0-product", "parapluie"),
        (PARTS_PAGE, {"item-0-mass": "-1"}, "item-0-mass", "-1"),
        (PARTS_PAGE, {"item-0-countryMaking": ""}, "item-0-countryMaking", "confection"),
        (PARTS_PAGE, {"item-1-material-0-share": "200"}, "item-1-material-0-share", "200"),
    ],
)
def test_an_error_stands_beside_its_control(
    client: Client, page: str, changes: dict[str, str], control: str, words: str
) -> None:
    form = SET if page == SET_PAGE else GARMENT
    answer = post(client, page, form | changes, 400)
    told = {one.name: one.error for one in answer.context["controls"] if one.error}
    assert words in told[control]
    assert answer.context["errors"]


def test_a_card_explains_its_piece_and_the_total_the_sum(client: Client) -> None:
    def lines(page: str, form: dict[str, str], card: str) -> list[str]:
        answer = client.post(f"{page}explication/", form | {"card": card})
        parts = answer.context["parts"]
        return [row.id for part in parts for row in [*part.values, *part.sums]]

    total = lines(SET_PAGE, SET, "total")
    assert {"set.score", "set.durability", "set.price.0"} <= set(total)
    own = lines(SET_PAGE, SET, "item-1")
    assert "products.1.score" in own
    assert all(line.startswith("products.1.") for line in own)
    assert "parts.score" in lines(PARTS_PAGE, GARMENT, "total")


def test_a_link_opens_what_it_holds(client: Client) -> None:
    for page, form in ((SET_PAGE, SET), (PARTS_PAGE, GARMENT)):
        query = post(client, page, form).context["query"]
        answer = client.post(f"{page}lien/", {"query": json.dumps(query), "impact": "ecs"})
        assert answer.context["query"] == query
        assert answer.headers["HX-Retarget"] == "#simulator"


@pytest.mark.parametrize("route", ["textile/lot", "textile/parties"])
def test_files_and_records(client: Client, route: str) -> None:
    form = SET if route.endswith("lot") else GARMENT
    query = post(client, f"/{route}/", form).context["query"]
    posted = {"query": json.dumps(query), "name": "Essai"}
    found = json.loads(client.post(f"/{route}/telechargement/json/", posted).content)
    name = "sets" if route.endswith("lot") else "garments"
    assert found["impacts"] == api(client, name, query)["impacts"]
    record = client.post(f"/{route}/fiche/", posted)
    assert "Répartition" in record.content.decode()
    answer = client.post(f"/{route}/telechargement/csv/", posted)
    assert route.replace("/", "-") in answer.headers["Content-Disposition"]
    assert client.post(f"/{route}/telechargement/xlsx/", posted).status_code == 200


def test_sets_and_parts_are_compared_with_garments(client: Client) -> None:
    simulations = [
        {"name": "Lot", "sector": "textile-set", "query": PYJAMAS},
        {"name": "Polo", "sector": "textile-garment", "query": POLO},
    ]
    posted = {"simulations": json.dumps(simulations)}
    answer = client.post("/comparer/graphiques/", posted)
    assert answer.status_code == 200
    assert not answer.context["refused"]
    scores = [api(client, "sets", PYJAMAS), api(client, "garments", POLO)]
    assert [one.value for one in answer.context["totals"]] == [
        one["impacts"]["ecs"] for one in scores
    ]

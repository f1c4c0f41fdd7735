"""The textile simulator's pages: the engine's numbers, the defaults in force, no script needed."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from scoring.answers.textile.reopening import reopening
from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.web.figures import number
from scoring.web.textile.form import form_of, posted_form
from tests.conformance.cases import read_cases

CASES = read_cases("textile.jsonl")


def ecs_of(method: Method, body: Any) -> float:
    simulation = simulate(method.textile, parse(method.dataset, body))
    return dict(
        zip(method.scores.trigrams, compute_totals(simulation, method.scores).impacts, strict=True)
    )["ecs"]


def controls_of(page: str) -> QueryDict:
    """What a browser would send for the page's form, without a button."""
    sent = QueryDict(mutable=True)
    form = re.search(r'<form id="simulator-form".*?</form>', page, re.DOTALL)
    assert form is not None
    for tag in re.findall(r"<input[^>]*>", form[0]):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        box = attributes.get("type") in ("checkbox", "radio")
        if "name" in attributes and (not box or re.search(r"\schecked\b", tag)):
            sent.appendlist(attributes["name"], unescape(attributes.get("value", "")))
    for name, options in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form[0], re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        first = re.search(r'value="([^"]*)"', options)
        picked = chosen or first
        assert picked is not None
        sent.appendlist(name, unescape(picked[1]))
    return sent


def score_of(page: str) -> str:
    found = re.search(r'id="score"[^>]*>([^<]*)<', page)
    assert found is not None, page[:2000]
    return found[1]


def explanation(client: Client, card: str) -> str:
    """The calculation of a card, as shown when opened."""
    sent = controls_of(client.get("/textile/").content.decode()).dict() | {"card": card}
    return unescape(client.post("/textile/explication/", sent).content.decode())


def open_link(client: Client, query: Any, impact: str = "ecs") -> str:
    answer = client.post("/textile/lien/", {"query": json.dumps(query), "impact": impact})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("case", CASES[::12], ids=lambda case: case["query"]["product"])
def test_a_request_opened_in_the_form_gives_the_apis_number(
    client: Client, method: Method, case: dict[str, Any]
) -> None:
    page = open_link(client, case["query"])
    expected = number(case["ecs"])
    assert score_of(page) == expected
    sent = controls_of(page)
    again = client.post("/textile/", sent.dict() | {"switch": sent.getlist("switch")})
    assert again.status_code == 200
    assert score_of(again.content.decode()) == expected


def test_every_conformance_request_comes_back_from_the_form(method: Method) -> None:
    for case in CASES:
        query = reopening(parse(method.dataset, case["query"]))
        body = form_of(query).body()
        assert ecs_of(method, body) == pytest.approx(ecs_of(method, case["query"]), rel=1e-12)


def test_the_page_opens_with_an_ordinary_t_shirt_made_in_china(client: Client) -> None:
    page = client.get("/textile/").content.decode()
    assert score_of(page) == "1\u202f586"
    assert controls_of(page)["countryMaking"] == "CN"


def test_each_default_in_force_is_shown(client: Client) -> None:
    page = unescape(client.get("/textile/").content.decode())
    for text in (
        "Par défaut\u00a0: 10\u202f€",
        "Par défaut\u00a0: 100\u202f000",
        "Par défaut (Grande entreprise sans service de réparation)",
        "Par défaut (Chine)",
        "Par défaut\u00a0: 100\u202f%",
    ):
        assert text in page
    sent = controls_of(page).dict() | {"action": "exploratory"}
    page = unescape(client.post("/textile/", sent).content.decode())
    for text in (
        "Par défaut\u00a0: 1,45",
        "Par défaut\u00a0: 40\u202fNm",
        "Par défaut\u00a0: 200\u202fg/m²",
        "Par défaut\u00a0: 15\u202f%",
        "Par défaut (Teinture moyenne)",
        "Par défaut (Tricotage moyen",
    ):
        assert text in page, text


def test_without_scripts_a_material_is_added_changed_and_deleted(
    client: Client, method: Method
) -> None:
    sent = controls_of(client.get("/textile/").content.decode()).dict()
    page = client.post("/textile/", sent | {"action": "add-material:"}).content.decode()
    sent = controls_of(page).dict()
    assert "material-1-id" in sent
    sent |= {"material-0-share": "60", "material-1-id": "ei-pet", "material-1-share": "40"}
    page = client.post("/textile/", sent).content.decode()
    materials = [{"id": "ei-coton", "share": 0.6}, {"id": "ei-pet", "share": 0.4}]
    china = dict.fromkeys(
        ("countrySpinning", "countryFabric", "countryDyeing", "countryMaking"), "CN"
    )
    body = {"product": "tshirt", "mass": 0.17, "materials": materials} | china
    assert score_of(page) == number(ecs_of(method, body))
    page = client.post("/textile/", sent | {"action": "delete-material:0"}).content.decode()
    sent = controls_of(page)
    assert sent["material-0-id"] == "ei-pet"
    assert sent["material-0-share"] == "100"
    assert "material-1-id" not in sent


@pytest.mark.parametrize(
    ("shares", "missing"),
    [("60", "40"), ("33,3", "66,7"), ("0,1 %", "99,9"), ("100", "0"), ("120", "0"), ("x", "0")],
)
def test_a_new_material_takes_what_the_others_leave(
    client: Client, shares: str, missing: str
) -> None:
    sent = controls_of(client.get("/textile/").content.decode()).dict()
    sent |= {"material-0-share": shares, "action": "add-material:ei-lin"}
    for address in ("/textile/", "/textile/fragment/"):
        again = controls_of(client.post(address, sent).content.decode())
        assert again["material-1-share"] == missing
        assert again["material-0-share"] == shares


def test_the_form_takes_five_materials_at_most(client: Client) -> None:
    page = client.get("/textile/").content.decode()
    for _ in range(4):
        assert "add-material:" in page
        sent = controls_of(page).dict() | {"action": "add-material:"}
        page = client.post("/textile/", sent).content.decode()
    assert "add-material:" not in page


def test_another_category_resets_what_depends_on_it(client: Client) -> None:
    sent = controls_of(client.get("/textile/").content.decode()).dict()
    sent |= {
        "price": "50",
        "printing-kind": "pigment",
        "product": "jean",
        "numberOfReferences": "7",
    }
    page = client.post("/textile/", sent).content.decode()
    again = controls_of(page)
    assert again["product"] == "jean"
    assert not again["price"]
    assert not again["printing-kind"]
    assert again["numberOfReferences"] == "7"


def test_going_back_to_the_regulatory_mode_asks_first(client: Client) -> None:
    page = open_link(
        client,
        {
            "product": "tshirt",
            "mass": 0.17,
            "materials": [{"id": "ei-coton", "share": 1}],
            "makingWaste": 0.3,
            "disabledSteps": ["use"],
        },
    )
    sent = controls_of(page)
    assert sent["mode"] == "exploratory"
    data = sent.dict() | {"switch": sent.getlist("switch")}
    asked = client.post("/textile/", data | {"action": "regulatory"}).content.decode()
    assert "Revenir au mode réglementaire" in asked
    assert controls_of(asked)["makingWaste"] == "30"
    done = client.post("/textile/", data | {"action": "regulatory-confirmed"}).content.decode()
    sent = controls_of(done)
    assert sent["mode"] == "regulatory"
    assert "makingWaste" not in sent
    assert score_of(done) != score_of(asked)


def test_upcycling_locks_four_stages(client: Client, method: Method) -> None:
    sent = controls_of(client.get("/textile/").content.decode()).dict() | {"upcycled": "1"}
    page = client.post("/textile/", sent).content.decode()
    for code in ("material", "spinning", "fabric", "ennobling"):
        assert re.search(rf'class="fold stage stage-{code} off"', page)
    body = {
        "product": "tshirt",
        "mass": 0.17,
        "materials": [{"id": "ei-coton", "share": 1}],
        "countryMaking": "CN",
        "upcycled": True,
    }
    assert score_of(page) == number(ecs_of(method, body))


@pytest.mark.parametrize(
    ("name", "text", "french", "english"),
    [
        (
            "price",
            "2000",
            "Prix neuf\u00a0: «\u00a02000\u00a0» n’est pas compris entre 1 et 1",
            "is not between",
        ),
        ("mass", "", "Masse du produit fini\u00a0: une valeur est attendue", "a value is expected"),
        ("mass", "0", "n’est pas plus grand que zéro", "not greater than zero"),
        ("numberOfReferences", "1,5", "n’est pas un nombre entier", "not a whole number"),
        ("airTransportRatio", "beaucoup", "n’est pas un nombre", "not a number"),
        (
            "material-0-share",
            "120",
            "Part\u00a0: «\u00a0120\u00a0» n’est pas compris entre 0 et 100",
            "Share",
        ),
    ],
)
def test_a_wrong_value_is_told_at_its_field(
    client: Client, name: str, text: str, french: str, english: str
) -> None:
    sent = controls_of(client.get("/textile/").content.decode()).dict() | {name: text}
    answer = client.post("/textile/", sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    assert french in page
    told = re.search(rf'id="error-{re.escape(name)}"[^>]*>([^<]*)<', page)
    assert told is not None
    assert french in told[1]
    assert 'id="score"' not in page
    page = client.post("/textile/", sent, headers={"Accept-Language": "en"}).content.decode()
    assert english in unescape(page)


@pytest.mark.parametrize("query", ["", "x", "[]", '{"mass": 1}', '{"product": "inconnu"}'])
def test_a_link_that_cannot_be_read_shows_no_product(client: Client, query: str) -> None:
    answer = client.post("/textile/lien/", {"query": query})
    page = answer.content.decode()
    assert "Ce lien ne peut pas être ouvert" in page
    assert 'id="score"' not in page


def test_an_example_has_an_address(client: Client) -> None:
    page = client.get("/textile/exemples/6a2da9ff-9120-4a47-91ad-a8e72be45f4a/").content.decode()
    assert "Tshirt coton (150g) - Remanufacturé" in page
    assert client.get(f"/textile/exemples/{'0' * 8}-0000-4000-8000-{'0' * 12}/").status_code == 404


def test_a_pinned_version_has_its_own_simulator(client: Client) -> None:
    page = client.get("/versions/v7.0.0/textile/").content.decode()
    assert 'action="/versions/v7.0.0/textile/"' in page
    assert client.get("/versions/v9.9.9/textile/").status_code == 404


def test_the_explanation_holds_what_the_stage_takes(client: Client) -> None:
    page = explanation(client, "making")
    for text in (
        "0,17 ÷ (1 − 0,15)",
        "0,029 × 15",
        "Électricité moyenne tension, Chine",
    ):
        assert text in page, text


def test_warnings_are_shown(client: Client) -> None:
    page = open_link(
        client, {"product": "tshirt", "mass": 0.17, "materials": [{"id": "ei-coton", "share": 0.5}]}
    )
    assert "La somme des parts de matières devrait être égale à 100\u202f%" in page
    assert 'class="shares wrong"' in page


@pytest.mark.django_db
def test_nothing_is_kept_of_a_simulation(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        sent = controls_of(client.get("/textile/").content.decode()).dict()
        answer = client.post("/textile/fragment/", sent | {"changed": "mass"})
    assert answer.status_code == 200
    assert not answer.cookies


def test_a_posted_form_is_read_back_as_it_was(method: Method) -> None:
    for case in CASES[:40]:
        query = reopening(parse(method.dataset, case["query"]))
        form = form_of(query)
        assert form_of(reopening(parse(method.dataset, form.body()))).body() == form.body()
    assert posted_form(method, QueryDict("mass=0,2&product=tshirt")).body()["mass"] == 0.2


@pytest.mark.django_db
def test_each_question_mark_leads_to_what_it_announces(client: Client) -> None:
    page = client.get("/textile/").content.decode()
    targets = set(re.findall(r'<a class="help" href="([^"]*)"', page))
    assert "/explorateur/textile/categories/" in targets
    method = client.get("/pages/methode-textile/").content.decode()
    for target in targets - {"/explorateur/textile/categories/"}:
        address, _hash, anchor = target.partition("#")
        assert address == "/pages/methode-textile/"
        assert f'id="{anchor}"' in method, target
    # The list of categories, five subjects that are not stages, the eight stages.
    assert len(targets) == 1 + 5 + 8


def test_a_default_that_is_said_does_not_open_the_exploratory_mode(client: Client) -> None:
    body = {"product": "tshirt", "mass": 0.17, "materials": [{"id": "ei-coton", "share": 1}]}
    for dyeing, mode in (("average", "regulatory"), ("continuous", "exploratory")):
        page = open_link(client, body | {"dyeingProcessType": dyeing})
        assert controls_of(page)["mode"] == mode


def test_an_arrow_key_changes_a_mass_by_ten_grams(client: Client) -> None:
    page = client.get("/textile/").content.decode()
    assert re.search(r'name="mass"[^>]*data-step="0.01"', page)
    assert re.search(r'name="price"[^>]*step="1"', page)


def test_the_card_names_the_processes_behind_its_energy(client: Client) -> None:
    page = unescape(client.get("/textile/").content.decode())
    for code, heated in (("spinning", False), ("ennobling", True), ("making", False)):
        facts = re.search(rf'<dl class="facts" id="facts-{code}".*?</dl>', page, re.DOTALL)
        assert facts is not None
        assert "Électricité moyenne tension, Chine" in facts[0]
        assert ("Mix chaleur (Monde)" in facts[0]) == heated


def test_a_process_that_takes_no_part_is_not_listed(client: Client) -> None:
    arrow = explanation(client, "making")
    assert "transport aérien long-courrier" in arrow
    assert "transport maritime" not in arrow


def test_without_scripts_the_trim_to_add_is_chosen_in_a_list(client: Client) -> None:
    page = client.get("/textile/").content.decode()
    sent = controls_of(page).dict()
    zip_id = re.search(r'<option value="([^"]+)">Zip court<', page)
    assert zip_id is not None
    sent |= {"wanted-add-trim": zip_id[1], "action": "add-trim:"}
    again = controls_of(client.post("/textile/", sent).content.decode())
    assert again["trim-1-id"] == zip_id[1]

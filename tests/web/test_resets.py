"""The fields that a change resets, as listed in web.md 3.8."""

import json
from typing import Any

import pytest
from django.test import Client

from scoring.engine.method import Method
from scoring.web.food.form import flies
from scoring.web.objects.cards import Cards
from scoring.web.objects.form import Form
from tests.web.test_textile_simulator import controls_of

TSHIRT = {
    "product": "tshirt",
    "mass": 0.17,
    "materials": [{"id": "ei-coton", "share": 1, "spinning": "UnconventionalSpinning"}],
    "countryMaking": "CN",
    "airTransportRatio": 0.5,
    "price": 30,
    "printing": {"kind": "pigment", "ratio": 0.5},
    "surfaceMass": 150,
    "yarnSize": 50,
    "makingWaste": 0.2,
    "makingDeadStock": 0.1,
    "makingComplexity": "high",
    "dyeingProcessType": "continuous",
    "fabricProcess": "knitting-circular",
    "trims": [{"id": "0c903fc7-279b-4375-8cfa-ca8133b8e973", "quantity": 1}],
    "numberOfReferences": 500,
    "physicalDurability": 1.1,
}
OF_THE_CATEGORY = {
    "price",
    "printing",
    "surfaceMass",
    "yarnSize",
    "makingWaste",
    "makingDeadStock",
    "makingComplexity",
    "dyeingProcessType",
    "fabricProcess",
    "trims",
}
ADVANCED = OF_THE_CATEGORY - {"price", "printing"} | {"physicalDurability"}


def changed(client: Client, change: dict[str, Any], query: Any = TSHIRT) -> Any:
    """The request of a page after a change of its controls."""
    drawn = client.post("/textile/lien/", {"query": json.dumps(query)})
    assert drawn.status_code == 200
    sent = controls_of(drawn.content.decode())
    for name, value in change.items():
        sent[name] = value
    form = {name: sent.getlist(name) for name in sent}
    answer = client.post("/textile/", form)
    assert answer.status_code == 200, answer.context["errors"]
    return answer.context["query"]


def lost(query: Any) -> set[str]:
    return set(TSHIRT) - set(query)


def test_nothing_is_reset_without_a_change(client: Client) -> None:
    assert lost(changed(client, {})) == set()


@pytest.mark.parametrize("country", ["FR", "TR", "REO", "BD", ""])
def test_another_making_country_resets_the_share_by_plane(client: Client, country: str) -> None:
    query = changed(client, {"countryMaking": country})
    assert lost(query) == {"airTransportRatio"} | (set() if country else {"countryMaking"})


def test_a_garment_made_in_france_does_not_fly(client: Client) -> None:
    drawn = client.post("/textile/lien/", {"query": json.dumps(TSHIRT)})
    sent = controls_of(drawn.content.decode())
    sent["countryMaking"] = "FR"
    page = client.post("/textile/", {name: sent.getlist(name) for name in sent})
    assert 'name="airTransportRatio"' not in page.content.decode()
    assert "pas de transport aérien" in page.content.decode()


def test_a_share_by_plane_typed_with_the_country_is_kept(client: Client) -> None:
    query = changed(client, {"countryMaking": "BD", "airTransportRatio": "20 %"})
    assert query["airTransportRatio"] == 0.2


@pytest.mark.parametrize("country", ["countrySpinning", "countryFabric", "countryDyeing"])
def test_the_other_countries_reset_nothing(client: Client, country: str) -> None:
    assert lost(changed(client, {country: "FR"})) == set()


def test_another_category_resets_what_is_of_the_category(client: Client) -> None:
    assert lost(changed(client, {"product": "jean"})) == OF_THE_CATEGORY


def test_another_material_resets_its_spinning_alone(client: Client) -> None:
    query = changed(client, {"material-0-id": "ei-lin"})
    assert query["materials"] == [{"id": "ei-lin", "share": 1}]
    assert lost(query) == set()


def test_the_last_material_is_the_whole(client: Client) -> None:
    two = TSHIRT | {
        "materials": [{"id": "ei-coton", "share": 0.6}, {"id": "ei-lin", "share": 0.4}],
    }
    query = changed(client, {"action": "delete-material:0"}, two)
    assert query["materials"] == [{"id": "ei-lin", "share": 1}]


def test_the_regulatory_mode_resets_what_it_does_not_show(client: Client) -> None:
    query = changed(client, {"action": "regulatory-confirmed"})
    assert lost(query) == ADVANCED
    assert "spinning" not in query["materials"][0]


def test_the_regulatory_mode_counts_every_step_again(client: Client) -> None:
    query = changed(
        client, {"action": "regulatory-confirmed"}, TSHIRT | {"disabledSteps": ["use", "eol"]}
    )
    assert "disabledSteps" not in query


def test_no_print_has_no_share(client: Client) -> None:
    assert lost(changed(client, {"printing-kind": ""})) == {"printing"}


def test_another_ingredient_comes_as_it_does_by_default(client: Client, method: Method) -> None:
    ingredients = method.dataset.ingredients.values()
    mango, fig = [one.id for one in ingredients if one.visible and flies(one)][:2]
    form = {
        "ingredient-0-id": fig,
        "ingredient-0-shown": mango,
        "ingredient-0-mass": "100",
        "ingredient-0-plane": "noPlane",
    }
    answer = client.post("/alimentaire/", form)
    assert answer.context["query"]["ingredients"] == [{"id": fig, "mass": 100}]
    kept = client.post("/alimentaire/", form | {"ingredient-0-shown": fig})
    assert kept.context["query"]["ingredients"][0]["byPlane"] == "noPlane"


def test_the_mass_of_the_transform_follows_the_ingredients(client: Client) -> None:
    form = {
        "ingredient-0-id": "4d5198e7-413a-4ae2-8448-535aa3b302ae",
        "ingredient-0-mass": "0,2 kg",
        "ingredients-shown": "4d5198e7-413a-4ae2-8448-535aa3b302ae:100",
        "transform": "83b897cf-9ed2-5604-83b4-67fab8606d35",
        "transform-mass": "100",
    }
    answer = client.post("/alimentaire/", form)
    assert answer.context["query"]["transform"]["mass"] == 200


def test_upcycling_leaves_out_the_first_steps_and_gives_them_back(client: Client) -> None:
    plain = {name: TSHIRT[name] for name in ("product", "mass", "materials", "countryMaking")}
    query = changed(client, {"upcycled": "1"}, plain)
    assert query["upcycled"] is True
    drawn = client.post("/textile/lien/", {"query": json.dumps(query)})
    sent = controls_of(drawn.content.decode())
    del sent["upcycled"]
    back = client.post("/textile/", {name: sent.getlist(name) for name in sent})
    assert not back.context["query"]["upcycled"]
    assert "disabledSteps" not in back.context["query"]
    assert "makingComplexity" not in back.context["query"]


def test_another_material_of_an_element_resets_its_transforms(
    client: Client, method: Method
) -> None:
    cards = Cards(method, "object", Form(), {})
    steel = next(one for one in cards.materials if cards.transforms_for(one))
    other = next(one for one in cards.materials if one is not steel)
    form = {
        "component-0-id": "",
        "component-0-own": "1",
        "component-0-quantity": "1",
        "component-0-element-0-material": steel.id,
        "component-0-element-0-shown": steel.id,
        "component-0-element-0-amount": "1",
        "component-0-element-0-transform": cards.transforms_for(steel)[0].id,
    }

    def transforms(sent: dict[str, str]) -> Any:
        answer = client.post("/objet/", sent)
        return answer.context["query"]["components"][0]["custom"]["elements"][0]["transforms"]

    assert transforms(form) == [cards.transforms_for(steel)[0].id]
    assert transforms(form | {"component-0-element-0-material": other.id}) == []

"""Every figure on the cards of recipes and objects is that of the answer, with the right unit."""

from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import CARROT_CAKE, MANGO
from scoring.engine.method import Method
from scoring.web.figures import effect, quantity
from tests.web.products import BOXES, DISH, FRUIT, kg, km, points
from tests.web.shown import Transport, facts_of, figure_of, headline_of, text_at, transport_of
from tests.web.test_page_figures import answer_of, page_of

FLOUR = CARROT_CAKE["ingredients"][0]["id"]
# By road and by sea, both refrigerated or not, and by plane.
EVERY_WAY = DISH | {
    "ingredients": [
        *DISH["ingredients"],
        {"id": FLOUR, "mass": 100, "country": "BR"},
        MANGO["ingredients"][0] | {"byPlane": "byPlane"},
    ]
}


@pytest.mark.parametrize("body", [CARROT_CAKE, DISH])
def test_each_part_of_a_recipe_shows_its_own_points(client: Client, body: Any) -> None:
    page = page_of(client, "food", body)
    found = answer_of(client, "food", body)["results"]
    for card, vector in {
        "material": found["recipe"]["ingredientsTotal"],
        "transform": found["recipe"]["transform"],
        "packaging": found["packaging"],
        "distribution": found["distribution"]["total"],
        "use": found["preparation"],
    }.items():
        assert figure_of(page, card) == points(vector["ecs"]), card


@pytest.mark.parametrize("body", [DISH, EVERY_WAY])
def test_the_transports_of_a_recipe_show_their_mass_their_way_and_their_points(
    client: Client, body: Any
) -> None:
    page = page_of(client, "food", body)
    found = answer_of(client, "food", body)["results"]
    bought = sum(line["mass"] for line in body["ingredients"]) / 1000
    for card, mass, moved in (
        ("material", bought, found["recipe"]["transports"]),
        ("packaging", found["totalMass"], found["distribution"]["transports"]),
    ):
        names = {
            "Route": moved["road"],
            "Route réfrigérée": moved["roadCooled"],
            "Mer": moved["sea"],
            "Mer réfrigérée": moved["seaCooled"],
            "Avion": moved["air"],
        }
        assert transport_of(page, card) == Transport(
            kg(mass),
            {name: km(distance) for name, distance in names.items() if distance},
            points(moved["impacts"]["ecs"]),
        ), card
    assert body is DISH or all(found["recipe"]["transports"].values())


def test_the_facts_of_a_recipe_are_its_masses_its_room_and_what_the_shop_takes(
    client: Client, method: Method
) -> None:
    page = page_of(client, "food", FRUIT)
    found = answer_of(client, "food", FRUIT)["results"]
    fruit = method.dataset.ingredients[FRUIT["ingredients"][0]["id"]]
    edible = 0.25 * (1 - fruit.inedible_part)
    assert edible < 0.25
    assert facts_of(page, "material") == {
        "Masse achetée": kg(0.25),
        "Masse comestible": kg(edible),
    }
    assert facts_of(page, "packaging") == {
        "Masse des emballages": kg(0.035),
        "Masse emballée": kg(found["totalMass"]),
    }
    assert facts_of(page, "transform") == {
        "Masse après transformation": kg(edible),
        "Rapport cru/cuit": "non appliqué",
    }
    cubic_metres = edible / (fruit.density * 1000)
    # The energy of a cubic metre of frozen food in a shop (food.md 6.1).
    assert facts_of(page, "distribution") == {
        "Volume": quantity(cubic_metres * 1000, "L"),
        "Électricité": quantity(cubic_metres * (61.54 + 415.38), "kWh"),
        "Eau": quantity(cubic_metres * 280.8, "L"),
    }
    assert facts_of(page, "use") == {
        "Réfrigération": points(found["preparation"]["ecs"]),
        "Masse préparée": kg(found["preparedMass"]),
    }
    cooked = facts_of(page_of(client, "food", CARROT_CAKE | {"preparation": []}), "transform")
    assert cooked["Rapport cru/cuit"] == "appliqué"


def test_each_row_of_a_recipe_shows_what_it_weighs_and_its_services(
    client: Client, method: Method
) -> None:
    page = page_of(client, "food", DISH)
    found = answer_of(client, "food", DISH)["results"]
    services = found["recipe"]["totalBonusImpact"]
    own = found["recipe"]["ingredientsTotal"]["ecs"] - sum(services.values())
    assert text_at(page, "impact-ingredient-0") == points(own)
    assert text_at(page, "impact-packaging-0") == points(found["packaging"]["ecs"])
    names = {
        "hedges": "Haies",
        "plotSize": "Taille de parcelles",
        "cropDiversity": "Diversité culturale",
        "permanentPasture": "Prairies permanentes",
        "livestockDensity": "Chargement territorial",
    }
    told = [f"{name} {effect(services[code])}" for code, name in names.items() if services[code]]
    assert told
    assert text_at(page, "note-ingredient-0") == ", ".join(told)


def test_the_head_of_a_recipes_results_has_its_own_figures(client: Client) -> None:
    found = answer_of(client, "food", DISH)["results"]
    assert headline_of(page_of(client, "food", DISH)) == {
        "Par kg de produit préparé": points(found["perKg"]["ecs"]),
        "Masse préparée": kg(found["preparedMass"]),
        "Masse emballée": kg(found["totalMass"]),
    }


def test_each_preparation_shows_its_own_points(client: Client) -> None:
    both = DISH | {"preparation": ["freezing", "oven"]}
    facts = facts_of(page_of(client, "food", both), "use")
    for code, name in (("freezing", "Congélation"), ("oven", "Cuisson au four")):
        alone = answer_of(client, "food", DISH | {"preparation": [code]})["results"]
        assert facts[name] == points(alone["preparation"]["ecs"]), name


def test_components_elements_and_transformations_show_their_own_figures(client: Client) -> None:
    page = page_of(client, "object", BOXES)
    found = answer_of(client, "object", BOXES)
    for position, item in enumerate(found["items"]):
        shown = figure_of(page, f"component-{position}")
        assert shown == f"{kg(item['mass'])} {points(item['impacts']['ecs'])}"
    for rank, element in enumerate(found["items"][0]["elements"]):
        row = f"component-0-element-{rank}"
        assert text_at(page, f"mass-{row}") == kg(element["mass"])
        assert text_at(page, f"impact-{row}") == points(element["impacts"]["ecs"])
        for order, step in enumerate(element["transforms"]):
            assert text_at(page, f"impact-{row}-transform-{order}") == points(
                step["impacts"]["ecs"]
            )
    assert headline_of(page) == {
        "Par kg": points(found["impacts"]["ecs"] / found["mass"]),
        "Masse du produit": kg(found["mass"]),
    }


def test_the_quantity_of_an_element_is_in_the_unit_of_its_material(
    client: Client, method: Method
) -> None:
    units = {}
    for process in method.dataset.processes_of("object", "material"):
        units.setdefault(process.unit, process)
    assert len(units) > 2
    for unit, process in units.items():
        body = {
            "components": [
                {"quantity": 1, "custom": {"elements": [{"amount": 2, "material": process.id}]}}
            ]
        }
        page = page_of(client, "object", body)
        field = page[page.index('for="field-component-0-element-0-amount"') :].split("</div>")[0]
        written = {"m3": "m³", "m2": "m²", "Item(s)": "pièce(s)"}.get(unit, unit)
        assert f">({written})<" in field, (unit, field)

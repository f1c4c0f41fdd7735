"""Every figure of a card is the answer's own, under its own name, with its own unit.

The answers are compared with the reference elsewhere; a figure that pages alone show is computed
again from them.
"""

from typing import Any

import pytest
from django.test import Client

from scoring.answers.explain import trace_of
from scoring.answers.products import CARROT_CAKE
from scoring.engine.method import Method
from scoring.engine.textile.stages.ennobling import ENRICHED
from scoring.web.figures import effect, exact, number, quantity
from tests.web.shown import Transport, facts_of, figure_of, headline_of, text_at, transport_of
from tests.web.test_explanations import WOVEN, computed_of
from tests.web.test_page_figures import answer_of, page_of

STEPS = ("material", "spinning", "fabric", "ennobling", "making", "distribution", "use", "eol")
COTTON = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1, "country": "BD"}],
    "countrySpinning": "TR",
    "countryFabric": "PK",
    "countryDyeing": "IN",
    "countryMaking": "CN",
    "airTransportRatio": 0.25,
}
CHICKEN = "8fb5024c-ceec-4201-b069-ea253c537ad6"
FLOUR = "db791ac8-02b9-41b0-bc2b-2913e745bd19"
CARDBOARD = "25595091-35b6-5c62-869f-a29c318c367e"
DISH = {
    "ingredients": [{"id": CHICKEN, "mass": 250, "country": "BR"}],
    "packaging": [{"id": CARDBOARD, "mass": 35}],
    "distribution": "frozen",
    "preparation": ["oven"],
}
# A fruit of which a part is not eaten, and whose density is not that of water.
FRUIT = {
    "ingredients": [{"id": "091cda9d-3c9d-444c-ad0e-1d6f34491767", "mass": 250}],
    "packaging": [{"id": CARDBOARD, "mass": 35}],
    "distribution": "frozen",
    "preparation": ["refrigeration"],
}
STEEL = "39fd91f1-72b6-5fa3-89d4-ce25b352d107"
POLYPROPYLENE = "59b42284-3e45-5343-8a20-1d7d66137461"
MOULDING = "111539de-deea-588a-9581-6f6ceaa2dfa9"
BOXES = {
    "components": [
        {
            "quantity": 3,
            "custom": {
                "name": "Bac",
                "elements": [
                    {"amount": 0.6, "material": POLYPROPYLENE, "transforms": [MOULDING]},
                    {"amount": 0.25, "material": STEEL},
                ],
            },
        },
        {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 2},
    ]
}


def points(value: float) -> str:
    return quantity(value, "Pts")


def undivided(value: float) -> str:
    """Points of a part of a garment, and what they are."""
    return f"{points(value)} avant durabilité"


def kg(value: float) -> str:
    return quantity(value, "kg", 3)


def km(value: float) -> str:
    return quantity(value, "km", 0)


# Garments ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [COTTON, WOVEN])
def test_each_stage_shows_its_own_points(client: Client, body: Any) -> None:
    page = page_of(client, "textile", body)
    steps = answer_of(client, "textile", body)["lifeCycle"]
    for code, step in zip(STEPS, steps, strict=True):
        assert figure_of(page, code) == undivided(step["impacts"]["ecs"]), code
        assert f'title="{exact(step["impacts"]["ecs"])}"' in page, code


@pytest.mark.parametrize("body", [COTTON, WOVEN])
def test_each_transport_shows_its_mass_its_way_and_its_points(client: Client, body: Any) -> None:
    page = page_of(client, "textile", body)
    steps = answer_of(client, "textile", body)["lifeCycle"]
    for code, step in list(zip(STEPS, steps, strict=True))[:6]:
        moved = step["transport"]
        # What leaves making is the finished garment (textile.md pitfall 4).
        mass = body["mass"] if code == "making" else step["outputMass"]
        assert transport_of(page, code) == Transport(
            kg(mass),
            {"Route": km(moved["road"]), "Mer": km(moved["sea"]), "Avion": km(moved["air"])},
            undivided(moved["impacts"]["ecs"]),
        ), code


def test_the_facts_of_each_stage_are_the_answers_with_their_units(
    client: Client, method: Method
) -> None:
    page = page_of(client, "textile", WOVEN)
    answer = answer_of(client, "textile", WOVEN)
    material, spinning, fabric, ennobling, making, distribution, use, eol = answer["lifeCycle"]
    area = fabric["outputMass"] * 1000 / WOVEN["surfaceMass"]
    treated = ennobling["preTreatments"]
    ironing = method.dataset.products["jean"].ironing_elec_mj / 3.6
    assert facts_of(page, "material") == {
        "Complément microfibres, avant durabilité": effect(
            material["complementsImpacts"]["microfibers"]
        )
    }
    assert facts_of(page, "spinning") == {
        "Pertes": kg(spinning["waste"]),
        "Électricité": quantity(spinning["elecKWh"], "kWh"),
        "Titrage": quantity(20, "Nm", 0),
        "Soit": quantity(500, "Dtex", 0),
        "Mix électrique": spinning["processInfo"]["countryElec"],
    }
    assert facts_of(page, "fabric") == {
        "Pertes": kg(fabric["waste"]),
        "Électricité": quantity(fabric["elecKWh"], "kWh"),
        "Surface": quantity(area, "m²"),
        "Densité de fils": quantity(fabric["threadDensity"], "fils/cm"),
        "Duites": quantity(fabric["picking"], "duites.m", 0),
        "Mix électrique": fabric["processInfo"]["countryElec"],
    }
    dyed = facts_of(page, "ennobling")
    enriched = dyed.pop("Dont inventaires enrichis")
    assert dyed == {
        "Électricité": quantity(ennobling["elecKWh"], "kWh"),
        "Chaleur": quantity(ennobling["heatMJ"], "MJ"),
        "Surface d'étoffe": quantity(area, "m²"),
        "Surface imprimée": quantity(area * WOVEN["printing"]["ratio"], "m²"),
        "Énergie des prétraitements": points(treated["energy"]["ecs"]),
        "Toxicité des prétraitements": points(treated["toxicity"]["ecs"]),
        "Prétraitements": ", ".join(treated["operations"]),
        "Teinture": method.textile.dyeings["average"].name,
        "Finition": method.textile.roles["finishing"].name,
        "Mix électrique": ennobling["processInfo"]["countryElec"],
        "Source de chaleur": ennobling["processInfo"]["countryHeat"],
    }
    assert enriched == points(enriched_points(method, WOVEN))
    assert facts_of(page, "making") == {
        "Pertes": kg(making["waste"]),
        "Stocks dormants": kg(making["deadstock"]),
        "Électricité": quantity(making["elecKWh"], "kWh"),
        "Chaleur": quantity(making["heatMJ"], "MJ"),
        "Mix électrique": making["processInfo"]["countryElec"],
        "Source de chaleur": method.dataset.countries["TN"].heat.name,
    }
    assert facts_of(page, "distribution") == {
        "Procédé": distribution["processInfo"]["distribution"]
    }
    assert facts_of(page, "use") == {
        "Électricité": quantity(use["elecKWh"], "kWh"),
        "Durée": f"{answer['daysOfWear']} jours portés",
        "Entretien": f"{answer['useNbCycles']} cycles",
        "Repassage": quantity(ironing, "kWh"),
        "Procédé": use["processInfo"]["useNonIroning"].replace(" : ", "\u00a0: "),
    }
    assert facts_of(page, "eol") == {
        "Collecte": method.textile.roles["passenger_car"].name,
        "Traitement": eol["processInfo"]["endOfLife"],
        "Complément fin de vie hors d'Europe, avant durabilité": effect(
            eol["complementsImpacts"]["outOfEuropeEOL"]
        ),
    }


def enriched_points(method: Method, body: Any) -> float:
    """What the enriched inventories of ennobling weigh, by the recorded calculation."""
    known = {method.textile.roles[role].id for role in ENRICHED}
    lines = trace_of(computed_of(method, "textile", body), "ecs").lines
    return sum(
        float(line.value)
        for line in lines
        if line.rule == "impact.ennobling.flow" and line.inputs["figure"].key.split(".")[1] in known
    )


def test_the_only_fibre_of_a_garment_weighs_what_its_stage_does(
    client: Client, method: Method
) -> None:
    page = page_of(client, "textile", COTTON)
    material = answer_of(client, "textile", COTTON)["lifeCycle"][0]
    own = material["impacts"]["ecs"] - material["complementsImpacts"]["microfibers"]
    assert f'id="impact-material-0">{points(own)}<' in page
    moved = material["transport"]
    way = f"Route {km(moved['road'])}, mer {km(moved['sea'])}"
    shown = text_at(page, "transport-material-0")
    assert shown == f"{way} (+ {points(moved['impacts']['ecs'])})"
    assert moved["sea"] > moved["road"]


def test_the_fibres_of_a_garment_share_their_stage_by_what_each_weighs(client: Client) -> None:
    """Each line is the stage of the garment, were there as much of this fibre and nothing else."""
    page = page_of(client, "textile", WOVEN)
    whole = answer_of(client, "textile", WOVEN)["lifeCycle"][0]["outputMass"]
    for position, line in enumerate(WOVEN["materials"]):
        alone = answer_of(client, "textile", WOVEN | {"materials": [line | {"share": 1}]})
        stage = alone["lifeCycle"][0]
        mass = stage["outputMass"]
        own = stage["impacts"]["ecs"] - stage["complementsImpacts"]["microfibers"]
        assert (
            f'id="impact-material-{position}">{points(own / mass * whole * line["share"])}<' in page
        )


def test_trims_show_what_one_piece_weighs_and_all_of_them(client: Client) -> None:
    page = page_of(client, "textile", COTTON | {"product": "jean"})
    answer = answer_of(client, "textile", COTTON | {"product": "jean"})
    assert text_at(page, "trims-total") == undivided(answer["trimsImpacts"]["ecs"])
    for trim in answer["inputs"]["trims"]:
        one = answer_of(client, "textile", COTTON | {"trims": [{"id": trim["id"], "quantity": 1}]})
        assert f"{points(one['trimsImpacts']['ecs'])} par pièce" in page
    assert len(answer["inputs"]["trims"]) > 1


def test_the_head_of_a_garments_results_has_its_own_figures(client: Client) -> None:
    page = page_of(client, "textile", WOVEN)
    answer = answer_of(client, "textile", WOVEN)
    score = answer["impacts"]["ecs"]
    assert headline_of(page) == {
        "Produit": f"Jean, {kg(0.45)}",
        "Pour 100 g": points(score / 4.5),
        "Avant durabilité": points(answer["impactsWithoutDurability"]["ecs"]),
        "Coefficient de durabilité": number(answer["durability"]),
    }
    assert f'<strong class="number">{number(score)} Pts</strong>' in page
    assert text_at(page, "durability").startswith(
        f"Coefficient\u00a0: {number(answer['durability'])}"
    )


# Food -------------------------------------------------------------------------------------------


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


def test_the_transports_of_a_recipe_show_their_mass_their_way_and_their_points(
    client: Client, method: Method
) -> None:
    page = page_of(client, "food", DISH)
    found = answer_of(client, "food", DISH)["results"]
    for card, mass, moved in (
        ("material", 0.25, found["recipe"]["transports"]),
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
    # What a cubic metre of frozen food takes in a shop (food.md 6.1).
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


# Objects ----------------------------------------------------------------------------------------


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

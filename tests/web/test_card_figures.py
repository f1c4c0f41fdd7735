"""Every figure on the cards of garments is that of the answer, with the right name and unit.

The answers are compared with the reference elsewhere; figures that only pages show are recomputed
from them.
"""

import re
from typing import Any

import pytest
from django.test import Client

from scoring.answers.explain import trace_of
from scoring.answers.products import CARROT_CAKE
from scoring.engine.method import Method
from scoring.engine.textile.stages.ennobling import ENRICHED
from scoring.web.figures import effect, exact, number, quantity
from tests.web.products import BOXES, COTTON, DISH, kg, km, points
from tests.web.shown import Transport, facts_of, figure_of, headline_of, text_at, transport_of
from tests.web.test_explanations import WOVEN, computed_of
from tests.web.test_page_figures import answer_of, page_of

MODES = {"Route": "road", "Mer": "sea", "Avion": "air"}
STEPS = ("material", "spinning", "fabric", "ennobling", "making", "distribution", "use", "eol")


@pytest.mark.parametrize("body", [COTTON, WOVEN])
def test_each_stage_shows_its_own_points(client: Client, body: Any) -> None:
    page = page_of(client, "textile", body)
    steps = answer_of(client, "textile", body)["lifeCycle"]
    for code, step in zip(STEPS, steps, strict=True):
        assert figure_of(page, code) == points(step["impacts"]["ecs"]), code
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
            {name: km(moved[mode]) for name, mode in MODES.items() if moved[mode]},
            points(moved["impacts"]["ecs"]),
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
        "Surface d’étoffe": quantity(area, "m²"),
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
        "Collecte": method.textile.roles["passenger_car"].name.replace("'", "’"),
        "Traitement": eol["processInfo"]["endOfLife"],
        "Complément fin de vie hors d’Europe, avant durabilité": effect(
            eol["complementsImpacts"]["outOfEuropeEOL"]
        ),
    }


def enriched_points(method: Method, body: Any) -> float:
    """The points of the enriched inventories of ennobling, from the recorded calculation."""
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
    shown = text_at(page, "transport-material-0")
    # A distance of zero is not shown.
    assert moved["road"] == 0
    assert shown == f"Mer {km(moved['sea'])} (+ {points(moved['impacts']['ecs'])})"


def test_the_fibres_of_a_garment_share_their_stage_by_what_each_weighs(client: Client) -> None:
    """Each line equals the stage of a garment made of the same mass of this fibre alone."""
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
    assert text_at(page, "trims-total") == points(answer["trimsImpacts"]["ecs"])
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
    bar = page[page.index('class="score-bar"') :].split("</div>", maxsplit=1)[0]
    assert f">{number(score)} Pts</strong>" in bar
    assert text_at(page, "durability").startswith(f"÷ {number(answer['durability'])} (")


def unit_of(page: str, control: str) -> str:
    """The unit that the label of a control names."""
    label = page[page.index(f'id="label-{control}"') :].split("</div>", maxsplit=1)[0]
    found = re.search(r'<span class="unit">\(([^)]*)\)</span>', label)
    return found[1] if found else ""


def test_each_number_to_type_says_its_unit(client: Client) -> None:
    garment = page_of(client, "textile", WOVEN)
    for control, unit in {
        "mass": "kg",
        "price": "€",
        "numberOfReferences": "",
        "material-0-share": "%",
        "airTransportRatio": "%",
        "yarnSize": "Nm",
        "surfaceMass": "g/m²",
        "makingWaste": "%",
        "makingDeadStock": "%",
    }.items():
        assert unit_of(garment, control) == unit, control
    dish = page_of(client, "food", DISH)
    for control in ("ingredient-0-mass", "packaging-0-mass"):
        assert unit_of(dish, control) == "g", control
    assert unit_of(page_of(client, "food", CARROT_CAKE), "transform-mass") == "g"
    assert unit_of(page_of(client, "object", BOXES), "component-0-quantity") == ""


def test_the_shares_of_fibres_are_added_up(client: Client) -> None:
    assert text_at(page_of(client, "textile", WOVEN), "shares").endswith("100\u202f%")
    off = WOVEN | {"materials": [line | {"share": 0.3} for line in WOVEN["materials"]]}
    assert "60\u202f%" in text_at(page_of(client, "textile", off), "shares")

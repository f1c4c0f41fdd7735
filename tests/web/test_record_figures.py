"""The tables of a record and of its file have the answer's figures, with the right names."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from scoring.web.figures import number, quantity
from tests.web.products import BOXES, COTTON, DISH, kg, points
from tests.web.shown import tables_of
from tests.web.test_explanations import ADDRESSES, WOVEN
from tests.web.test_page_figures import answer_of

STEPS = (
    "Matières premières",
    "Filature",
    "Tissage et tricotage",
    "Ennoblissement",
    "Confection",
    "Distribution",
    "Utilisation",
    "Fin de vie",
)


def record_of(client: Client, sector: str, body: Any) -> dict[str, dict[str, list[str]]]:
    answer = client.post(f"{ADDRESSES[sector]}fiche/", {"query": json.dumps(body)})
    assert answer.status_code == 200
    return tables_of(answer.content.decode())


def micro(value: float) -> str:
    return quantity(value, "µPt")


@pytest.mark.parametrize("body", [COTTON, WOVEN])
def test_the_result_of_a_garment_is_the_answers(client: Client, body: Any) -> None:
    found = answer_of(client, "textile", body)
    tables = record_of(client, "textile", body)
    score = found["impacts"]["ecs"]
    assert {name: cells[0] for name, cells in tables["Résultat"].items() if name} == {
        "Coût environnemental": points(score),
        "Pour 100 g": points(score * 0.1 / body["mass"]),
        "Avant durabilité": points(found["impactsWithoutDurability"]["ecs"]),
        "Coefficient de durabilité": number(found["durability"]),
        "Score PEF": micro(found["impacts"]["pef"]),
        "Jours portés": number(found["daysOfWear"], 0),
        "Cycles d’entretien": number(found["useNbCycles"], 0),
    }
    complements = found["complementsImpacts"]
    assert {name: cells[0] for name, cells in tables["Compléments"].items() if name} == {
        "Microfibres": points(complements["microfibers"]),
        "Fin de vie hors Europe": points(complements["outOfEuropeEOL"]),
    }


def test_the_stages_of_a_garment_are_the_answers(client: Client) -> None:
    body = WOVEN | {"disabledSteps": ["use"]}
    found = answer_of(client, "textile", body)
    rows = record_of(client, "textile", body)["Étapes du cycle de vie"]
    assert rows.pop("") == [
        "Pays",
        "Masse sortante (kg)",
        "Électricité (kWh)",
        "Chaleur (MJ)",
        "Coût de l’étape, avant durabilité (Pts)",
        "Coût du transport, avant durabilité (Pts)",
    ]
    for name, step in zip(list(rows)[:8], found["lifeCycle"], strict=True):
        if not step["enabled"]:
            assert rows[name] == ["étape désactivée", "", "", "", "", ""]
            continue
        assert rows[name][1:] == [
            number(step["outputMass"], 3),
            number(step["elecKWh"]),
            number(step["heatMJ"]),
            number(step["impacts"]["ecs"]),
            number(step["transport"]["impacts"]["ecs"]),
        ], name
        assert rows[name][0] == step["country"]["name"], name
    trims = found["trimsImpacts"]["ecs"]
    assert rows["Accessoires"] == ["", "", "", "", number(trims), ""]
    moved = found["transport"]["impacts"]["ecs"]
    whole = found["impactsWithoutDurability"]["ecs"]
    total = rows["Total avant durabilité"]
    assert total == ["", "", "", "", number(whole - moved), number(moved)]


def test_the_record_of_a_recipe_is_the_answers(client: Client) -> None:
    found = answer_of(client, "food", DISH)["results"]
    tables = record_of(client, "food", DISH)
    assert {name: cells[0] for name, cells in tables["Résultat"].items() if name} == {
        "Coût environnemental": points(found["total"]["ecs"]),
        "Par kg de produit préparé": points(found["perKg"]["ecs"]),
        "Score PEF": micro(found["total"]["pef"]),
        "Masse à l’emballage": kg(found["totalMass"]),
        "Masse préparée": kg(found["preparedMass"]),
    }
    services = found["recipe"]["totalBonusImpact"]
    assert {name: cells[0] for name, cells in tables["Compléments"].items() if name} == {
        name: points(services[code])
        for code, name in {
            "hedges": "Haies",
            "plotSize": "Taille de parcelles",
            "cropDiversity": "Diversité culturale",
            "permanentPasture": "Prairies permanentes",
            "livestockDensity": "Chargement territorial",
        }.items()
    }
    stages = tables["Étapes du cycle de vie"]
    assert {name: cells[0] for name, cells in stages.items() if name} == {
        "Matières premières": points(found["recipe"]["ingredientsTotal"]["ecs"]),
        "Transformation": points(found["recipe"]["transform"]["ecs"]),
        "Emballage": points(found["packaging"]["ecs"]),
        "Transports": points(found["transports"]["impacts"]["ecs"]),
        "Distribution": points(found["distribution"]["total"]["ecs"]),
        "Utilisation": points(found["preparation"]["ecs"]),
    }
    asked = [cells[0] for name, cells in tables["Paramètres"].items() if name]
    assert asked[0].startswith(quantity(250, "g"))
    assert asked[1].startswith(quantity(35, "g"))


def test_the_record_of_an_object_is_the_answers(client: Client) -> None:
    found = answer_of(client, "object", BOXES)
    tables = record_of(client, "object", BOXES)
    assert {name: cells[0] for name, cells in tables["Résultat"].items() if name} == {
        "Coût environnemental": points(found["impacts"]["ecs"]),
        "Score PEF": micro(found["impacts"]["pef"]),
        "Masse": kg(found["mass"]),
    }
    stages = tables["Étapes du cycle de vie"]
    assert {name: cells[0] for name, cells in stages.items() if name} == {
        "Matières premières": points(found["stages"]["material"]["ecs"]),
        "Transformation": points(found["stages"]["transformation"]["ecs"]),
    }
    rows = tables["Composants"]
    assert rows.pop("") == ["Quantité", "Composition", "Masse (kg)", "Coût (Pts)"]
    for cells, item in zip(rows.values(), found["items"], strict=True):
        assert cells[0] == number(item["quantity"], 0)
        assert cells[2:] == [number(item["mass"], 3), number(item["impacts"]["ecs"])]
        for element in item["elements"]:
            amount = quantity(element["amount"], "kg", 3)
            assert f"{amount} {element['material']['name']}" in cells[1]


@pytest.mark.parametrize(
    ("sector", "body"), [("textile", WOVEN), ("food", DISH), ("object", BOXES)]
)
def test_a_file_has_the_figures_of_the_record_in_full(
    client: Client, sector: str, body: Any
) -> None:
    answer = client.post(f"{ADDRESSES[sector]}telechargement/csv/", {"query": json.dumps(body)})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    tables = record_of(client, sector, body)
    checked = 0
    for row in rows:
        try:
            value = float(row["Valeur"])
        except ValueError:
            continue
        table = tables.get(row["Rubrique"])
        if table is None or row["Élément"] not in table:
            continue
        shown = " ".join(table[row["Élément"]])
        decimals = (0, 2, 3)
        assert any(number(value, count) in shown for count in decimals), row
        headings = " ".join(table[""])
        assert row["Unité"] in shown or f"({row['Unité']})" in headings, row
        checked += 1
    assert checked > 10

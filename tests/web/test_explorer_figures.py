"""The figures in the explorer's tables are those of the answers and the data, with their units."""

import pytest
from django.test import Client

from scoring.engine.method import Method
from tests.web.explorer import download
from tests.web.test_page_figures import answer_of

SERVICES = {
    "hedges": "Haies",
    "plotSize": "Taille de parcelles",
    "cropDiversity": "Diversité culturale",
    "permanentPasture": "Prairies permanentes",
    "livestockDensity": "Chargement territorial",
}


def test_a_fibre_has_the_microfibres_that_a_garment_of_it_is_charged(client: Client) -> None:
    rows = download(client, "/explorateur/textile/matieres.csv")
    seen = set()
    for row in rows:
        body = {
            "mass": 1,
            "product": "pull",
            "materials": [{"id": row["Identifiant"], "share": 1}],
        }
        material = answer_of(client, "textile", body)["lifeCycle"][0]
        charged = material["complementsImpacts"]["microfibers"]
        assert float(row["Complément Microfibres (Pts/kg)"]) == charged, row["Nom"]
        seen.add(charged)
    assert len(seen) > 2


def test_an_ingredient_has_the_services_that_a_kilogram_of_it_is_credited(client: Client) -> None:
    rows = download(client, "/explorateur/alimentaire/ingredients.csv")
    credited = 0
    for row in rows[::25]:
        body = {"ingredients": [{"id": row["Identifiant"], "mass": 1000}]}
        effects = answer_of(client, "food", body)["results"]["recipe"]["totalBonusImpact"]
        for code, name in SERVICES.items():
            shown = float(row[f"Complément {name} (Pts/kg)"])
            assert shown == pytest.approx(effects[code], abs=1e-12), (row["Nom"], name)
            credited += shown < 0
    assert credited > 5


def categories(client: Client) -> dict[str, dict[str, str]]:
    rows = download(client, "/explorateur/textile/categories.csv")
    return {row["Identifiant"]: row for row in rows}


def test_a_category_has_its_defaults_in_their_units(client: Client, method: Method) -> None:
    rows = categories(client)
    assert set(rows) == set(method.dataset.products)
    for identifier, product in method.dataset.products.items():
        expected = {
            "Titrage (Nm)": product.yarn_size,
            "Grammage (g/m²)": product.surface_mass,
            "Volume (m³)": product.volume,
            "Stocks dormants": 0.15,
            "Confection (taux de perte)": product.making_waste,
            "Nombre de jours porté": product.days_of_wear,
            "Utilisations avant lavage": product.wears_per_cycle,
            "Cycles d'entretien (par défaut)": product.default_cycles,
            "Repassage (kWh)": product.ironing_elec_mj / 3.6,
            "Séchage électrique": product.ratio_dryer,
            "Repassage (part)": product.ratio_ironing,
            "Repassage (temps) (h)": product.time_ironing,
            "Prix par défaut (€)": product.price,
            "Coût de réparation par défaut (€)": product.repair_cost,
            "Nombre de références": product.number_of_references,
        }
        for column, value in expected.items():
            assert float(rows[identifier][column]) == pytest.approx(value), (identifier, column)


def test_a_woven_category_has_the_threads_and_picks_of_its_fabric(
    client: Client, method: Method
) -> None:
    rows = categories(client)
    body = {
        "mass": 0.3,
        "product": "chemise",
        "materials": [{"id": "ei-coton", "share": 1}],
    }
    fabric = answer_of(client, "textile", body)["lifeCycle"][2]
    row, product = rows["chemise"], method.dataset.products["chemise"]
    assert float(row["Densité de fils (fils/cm)"]) == pytest.approx(fabric["threadDensity"])
    square_metres = fabric["outputMass"] * 1000 / product.surface_mass
    picks = float(row["Duites.m (par m² d'étoffe)"])
    assert picks * square_metres == pytest.approx(fabric["picking"], abs=0.51)
    # A knitted fabric has none.
    assert rows["tshirt"]["Densité de fils (fils/cm)"] == ""


@pytest.mark.parametrize(
    ("address", "sector"), [("textile/accessoires", "textile"), ("objet/composants", "object")]
)
def test_a_component_weighs_what_one_piece_of_it_does(
    client: Client, address: str, sector: str
) -> None:
    rows = download(client, f"/explorateur/{address}.csv")
    assert len(rows) > 2
    for row in rows:
        piece = [{"id": row["Identifiant"], "quantity": 1}]
        if sector == "object":
            found = answer_of(client, "object", {"components": piece})
            impacts = found["impacts"]
            assert float(row["Masse (kg)"]) == pytest.approx(found["mass"])
        else:
            garment = {
                "mass": 1,
                "product": "pull",
                "materials": [{"id": "ei-coton", "share": 1}],
                "trims": piece,
            }
            impacts = answer_of(client, "textile", garment)["trimsImpacts"]
        assert float(row["Coût environnemental (Pts)"]) == pytest.approx(impacts["ecs"])
        assert float(row["Score coefficient PEF (µPt PEF)"]) == pytest.approx(impacts["pef"])


@pytest.mark.parametrize("sector", ["textile", "alimentaire"])
def test_an_example_is_told_for_100_grams_of_what_it_weighs(
    client: Client, method: Method, sector: str
) -> None:
    rows = {row["Nom"]: row for row in download(client, f"/explorateur/{sector}/exemples.csv")}
    checked = 0
    for example in method.dataset.examples:
        row = rows.get(example.name)
        if row is None or not row["Pour 100 g (Pts)"] or checked > 12:
            continue
        if sector == "textile":
            mass = example.query["mass"]
        else:
            mass = answer_of(client, "food", example.query)["results"]["preparedMass"]
        score = float(row["Coût environnemental (Pts)"])
        assert float(row["Pour 100 g (Pts)"]) == pytest.approx(score * 0.1 / mass), example.name
        checked += 1
    assert checked > 5


def test_a_kilogram_of_fibre_costs_what_its_stage_is_charged(
    client: Client, method: Method
) -> None:
    costs = {
        row["Identifiant"]: float(row["Pour 1 kg, hors complément (Pts)"])
        for row in download(client, "/explorateur/textile/matieres.csv")
    }
    assert costs.keys() == method.dataset.materials.keys()
    for fibre, cost in costs.items():
        body = {"mass": 1, "product": "pull", "materials": [{"id": fibre, "share": 1}]}
        answer = answer_of(client, "textile", body)
        stage = next(step for step in answer["lifeCycle"] if step["label"] == "Matières premières")
        complement = stage["complementsImpacts"]["microfibers"]
        weighed = stage["impacts"]["ecs"] - complement
        assert cost * stage["outputMass"] == pytest.approx(weighed), fibre


def test_a_process_is_told_for_a_kilogram_if_it_is_weighed(client: Client, method: Method) -> None:
    rows = {row["Identifiant"]: row for row in download(client, "/explorateur/objet/procedes.csv")}
    for process in method.dataset.processes.values():
        if process.id not in rows:
            continue
        told = rows[process.id]["Pour 1 kg (Pts)"]
        ecs = float(rows[process.id]["Coût environnemental (Pts)"])
        if process.unit == "kg":
            assert float(told) == ecs
        elif process.density:
            assert float(told) == pytest.approx(ecs / process.density)
        else:
            assert told == ""


def test_impacts_say_how_many_processes_have_a_figure(member: Client) -> None:
    guest = {
        row["Code"]: row["Chiffres connus"]
        for row in download(Client(), "/explorateur/textile/impacts.csv")
    }
    assert guest["ecs"] == guest["pef"] == "tous les procédés"
    assert guest["cch"] == "réservé aux comptes"
    served = {
        row["Code"]: row["Chiffres connus"]
        for row in download(member, "/explorateur/textile/impacts.csv")
    }
    processes = download(member, "/explorateur/textile/procedes.csv")
    header = next(name for name in processes[0] if name.startswith("Changement climatique"))
    known = sum(row[header] != "" for row in processes)
    assert 0 < known < len(processes)
    assert served["cch"] == f"{known} procédés sur {len(processes)}"

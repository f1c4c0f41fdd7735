"""Figures and files of the explorer match the data they come from."""

import json
import re

import pytest
from django.test import Client

from scoring.engine.method import Method
from tests.web.explorer import DATASETS, download, text_of


@pytest.mark.parametrize(
    ("sector", "scope", "address"),
    [
        ("textile", "textile", "/api/textile/simulator"),
        ("alimentaire", "food", "/api/food"),
    ],
)
def test_examples_have_the_score_of_the_api(
    client: Client, method: Method, sector: str, scope: str, address: str
) -> None:
    scores = {
        row["Nom"]: row["Coût environnemental (Pts)"]
        for row in download(client, f"/explorateur/{sector}/exemples.csv")
    }
    examples = [example for example in method.dataset.examples if example.scope == scope]
    assert len(scores) == len(examples) > 10
    for example in examples:
        body = json.dumps(example.query)
        answer = client.post(address, body, content_type="application/json").json()
        impacts = answer["results"]["total"] if scope == "food" else answer["impacts"]
        assert float(scores[example.name]) == impacts["ecs"]


def test_points_per_100_g_are_those_of_the_mass(client: Client) -> None:
    rows = {row["Nom"]: row for row in download(client, "/explorateur/textile/exemples.csv")}
    tshirt = rows["Tshirt coton (150g) - Majorant par défaut"]
    score, relative = float(tshirt["Coût environnemental (Pts)"]), float(tshirt["Pour 100 g (Pts)"])
    assert relative == pytest.approx(score / 1.5)


@pytest.mark.parametrize(("sector", "scope"), [("textile", "textile"), ("alimentaire", "food")])
def test_an_example_leads_to_the_simulator(
    client: Client, method: Method, sector: str, scope: str
) -> None:
    text = text_of(client, f"/explorateur/{sector}/exemples/")
    examples = [example for example in method.dataset.examples if example.scope == scope]
    for example in examples:
        assert f'href="/{sector}/exemples/{example.id}/"' in text
    text_of(client, f"/{sector}/exemples/{examples[-1].id}/")


def test_scores_have_a_bar_to_scale(client: Client) -> None:
    text = text_of(client, "/explorateur/textile/exemples/")
    widths = [float(width) for width in re.findall(r'<rect width="([\d.]+)%"', text)]
    assert len(widths) == 50
    assert max(widths) == 100
    assert min(widths) > 0


def test_a_country_has_its_distances(client: Client, method: Method) -> None:
    text = text_of(client, "/explorateur/textile/pays/FR/")
    assert text.count('<th scope="row">') >= 20
    assert re.search(r'Tunisie</th>\s*<td class="number"><span class="absent">N/A</span>', text)
    distance = method.dataset.distances["FR", "CN"]
    assert f"{distance.sea_km:,.0f}".replace(",", "\u202f") in text


@pytest.mark.parametrize(("sector", "dataset"), DATASETS)
def test_files_hold_the_same_records_in_both_forms(
    client: Client, sector: str, dataset: str
) -> None:
    address = f"/explorateur/{sector}/{dataset}"
    answer = client.get(f"{address}.csv")
    name = f'filename="ecobalyse-{sector}-{dataset}.csv"'
    assert name in answer["Content-Disposition"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    excel = client.get(f"{address}.excel.csv")
    assert excel.content.startswith(b"\xef\xbb\xbf")
    plain_rows = download(client, f"{address}.csv")
    excel_rows = download(client, f"{address}.excel.csv", ";")
    assert len(plain_rows) == len(excel_rows)
    for one, other in zip(plain_rows, excel_rows, strict=True):
        assert list(one) == list(other)
        for header, cell in one.items():
            assert other[header].replace(",", ".") == cell.replace(",", ".")


def test_a_file_read_back_equals_the_data(client: Client, method: Method) -> None:
    processes = method.dataset.processes
    scores = method.scores
    for row in download(client, "/explorateur/alimentaire/procedes.csv"):
        process = processes[row["Identifiant"]]
        assert row["Nom technique"] == process.source_name
        assert float(row["Pertes"]) == process.waste
        ecs = scores.columns[scores.trigrams.index("ecs")][process.index]
        assert float(row["Coût environnemental (Pts)"]) == ecs
    countries = {row["Code"]: row for row in download(client, "/explorateur/textile/pays.csv")}
    assert countries.keys() == {
        country.code for country in method.dataset.countries.values() if "textile" in country.scopes
    }
    assert (
        "Chine : 9005 / 21549 / 8189" in countries["FR"]["Distances"]
        or "Chine : " in (countries["FR"]["Distances"])
    )


def test_a_french_spreadsheet_gets_decimal_commas(client: Client) -> None:
    rows = download(client, "/explorateur/textile/matieres.excel.csv", ";")
    recycled = next(row for row in rows if row["Identifiant"] == "coton-rdp")
    assert recycled["CFF: Coefficient d'allocation"] == "0,8"

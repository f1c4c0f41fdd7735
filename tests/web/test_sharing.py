"""Comparisons, downloads and records: the engine's figures, and nothing stored."""

import base64
import csv
import io
import json
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from scoring.answers.levels import OFFICIAL, Served
from scoring.answers.sector import compute
from scoring.answers.textile.sector import TEXTILE
from scoring.engine.method import Method
from scoring.engine.subscores import SUB_SCORES
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.web.figures import number
from scoring.web.sharing.comparison import views_of
from scoring.web.sharing.outcome import contributions, sub_scores
from scoring.web.sharing.panel import command
from scoring.web.sharing.posted import ComparedSimulation
from scoring.web.sharing.textile import textile_outcome
from tests.conformance.cases import synthetic_table
from tests.conformance.test_textile import PORTAL_TSHIRT

JEANS = {
    "mass": 0.45,
    "product": "jean",
    "materials": [{"id": "ei-coton", "share": 0.9}, {"id": "elasthane", "share": 0.1}],
    "fading": True,
    "disabledSteps": ["use"],
}
TSHIRT = PORTAL_TSHIRT
TSHIRT_SCORE = 1754.6384371121455


def simulation(name: str, query: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"name": name, "sector": "textile", "version": "v7.0.0", "query": query, **fields}


def compared(client: Client, *simulations: dict[str, Any], path: str = "graphiques") -> Any:
    return client.post(f"/comparer/{path}/", {"simulations": json.dumps(simulations)})


def downloaded(client: Client, *simulations: dict[str, Any]) -> dict[str, Any]:
    answer = compared(client, *simulations, path="telechargement/json")
    assert answer.status_code == 200
    return dict(answer.json())


def score(method: Method, query: dict[str, Any]) -> float:
    found = simulate(method.textile, parse(method.dataset, query))
    return compute_totals(found, method.scores).impacts[0]


def rows_of(text: str, view: str) -> dict[str, list[str]]:
    """The table of a view: cells by label."""
    table = re.search(rf'id="view-{view}".*?</table>', text, re.DOTALL)
    assert table
    return {
        label: re.findall(r'<td class="number"[^>]*>([^<]*)<', cells)
        for label, cells in re.findall(
            r'<th scope="row">([^<]*)</th>(.*?)</tr>', table[0], re.DOTALL
        )
    }


@pytest.fixture
def signed_in(client: Client, db: None) -> Client:
    user = get_user_model().objects.create_user(email="a@b.fr", password="x")
    client.force_login(user)
    return client


def test_stages_of_every_example_add_up_to_the_engines_score(
    client: Client, method: Method
) -> None:
    examples = [item for item in method.dataset.examples if item.scope == "textile"]
    for start in range(0, len(examples), 10):
        batch = examples[start : start + 10]
        found = downloaded(client, *(simulation(item.name, dict(item.query)) for item in batch))
        assert found["refused"] == []
        for item, outcome in zip(batch, found["simulations"], strict=True):
            assert outcome["score"] == score(method, dict(item.query))
            assert sum(outcome["stages"].values()) == pytest.approx(outcome["score"], rel=1e-12)


def test_a_stage_that_is_disabled_counts_for_nothing(client: Client) -> None:
    (jeans,) = downloaded(client, simulation("Jean", JEANS))["simulations"]
    assert jeans["stages"]["usage"] == 0
    assert sum(jeans["stages"].values()) == pytest.approx(jeans["score"], rel=1e-12)


def test_the_table_and_the_chart_say_the_same(client: Client) -> None:
    pair = (simulation("T-shirt", TSHIRT), simulation("Jean", JEANS))
    exact = downloaded(client, *pair)["simulations"]
    text = compared(client, *pair).content.decode()
    rows = rows_of(text, "stages")
    assert rows["Coût environnemental"] == [number(item["score"]) for item in exact]
    assert rows["Matières premières"] == [number(item["stages"]["materials"]) for item in exact]
    for name, item in (("T-shirt", exact[0]), ("Jean", exact[1])):
        for label, key in (("Transformation", "transform"), ("Fin de vie", "endOfLife")):
            tip = f"<title>{name}, {label}\u00a0: {number(item['stages'][key])}\u202fPts</title>"
            assert tip in text
    assert rows_of(text, "total") == {"Coût environnemental": rows["Coût environnemental"]}


def test_an_anonymous_visitor_gets_no_details(client: Client) -> None:
    text = compared(client, simulation("T-shirt", TSHIRT)).content.decode()
    assert re.findall(r'id="tab-([\w-]+)"', text) == ["total", "stages"]
    (found,) = downloaded(client, simulation("T-shirt", TSHIRT))["simulations"]
    assert found["impactsLevel"] == "aggregated"
    assert found["impacts"]["cch"] is None
    assert set(found["subScores"].values()) == {None}


def test_an_account_gets_the_impacts_and_is_told_what_they_are(signed_in: Client) -> None:
    text = compared(signed_in, simulation("T-shirt", TSHIRT)).content.decode()
    assert re.findall(r'id="tab-([\w-]+)"', text) == ["total", "stages", "impacts"]
    assert "Valeurs indicatives" in text
    assert rows_of(text, "impacts")["Écotoxicité de l’eau douce, corrigée"] == ["non disponible"]
    (found,) = downloaded(signed_in, simulation("T-shirt", TSHIRT))["simulations"]
    assert found["impactsLevel"] == "indicative"
    assert found["impacts"]["cch"] > 0


FOOD = {
    "ingredients": [{"id": "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69", "mass": 120}],
    "distribution": "fresh",
    "preparation": ["oven"],
}
CHAIR = {
    "components": [
        {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 1},
        {"id": "eda5dd7e-52e4-450f-8658-1876efc62bd6", "quantity": 2},
    ]
}


def test_all_sectors_share_the_stages_and_have_zero_where_they_have_none(client: Client) -> None:
    sectors = (
        simulation("Garment", TSHIRT),
        simulation("Recette", FOOD, sector="food"),
        simulation("Chaise", CHAIR, sector="object"),
        simulation("Rien", {"components": []}, sector="veli"),
    )
    found = downloaded(client, *sectors)
    assert found["refused"] == []
    garment, recipe, chair, nothing = found["simulations"]
    food = client.post("/api/food", FOOD, "application/json").json()["results"]
    assert recipe["score"] == food["total"]["ecs"]
    assert (
        chair["score"]
        == (
            client.post("/api/object/simulator", CHAIR, "application/json").json()["impacts"]["ecs"]
        )
    )
    for item in found["simulations"]:
        assert sum(item["stages"].values()) == pytest.approx(item["score"], rel=1e-12)
    assert recipe["stages"]["trims"] == chair["stages"]["usage"] == nothing["score"] == 0
    assert garment["stages"]["packaging"] == 0
    text = compared(client, *sectors).content.decode()
    assert rows_of(text, "stages")["Accessoires"][1:] == ["0", "0", "0"]


def test_a_bonus_of_a_recipe_is_taken_off(client: Client, method: Method) -> None:
    ingredient = next(
        item
        for item in method.dataset.ingredients.values()
        if item.visible and item.hedges > 0 and item.crop_diversity > 0
    )
    query = {"ingredients": [{"id": ingredient.id, "mass": 1000}]}
    answer = client.post("/alimentaire/fiche/", {"query": json.dumps(query)}).content.decode()
    effect = re.search(r'scope="row">Haies</th>\s*<td[^>]*>([^<]*)</td>', answer)
    assert effect
    assert effect[1] == f"{number(-3 * ingredient.hedges)}\u202fPts"


@pytest.mark.parametrize(
    ("route", "sector", "query"),
    [
        ("alimentaire", "food", FOOD),
        ("objet", "object", CHAIR),
        ("veli", "veli", {"components": []}),
    ],
)
def test_every_sector_has_its_record_and_its_files(
    client: Client, route: str, sector: str, query: dict[str, Any]
) -> None:
    body = {"query": json.dumps(query), "name": "Essai"}
    score = downloaded(client, simulation("Essai", query, sector=sector))["simulations"][0]["score"]
    record = client.post(f"/{route}/fiche/", body).content.decode()
    assert f"<strong>{number(score)}\u202fPts</strong>" in record
    csv_text = client.post(f"/{route}/telechargement/csv/", body).content.decode()
    assert f"Résultat,Coût environnemental,Valeur,{score!r},Pts," in csv_text
    assert client.post(f"/{route}/telechargement/json/", body).json()["query"] == query


def test_a_sector_that_is_switched_off_is_not_computed(client: Client, settings: Any) -> None:
    settings.ENABLE_FOOD_SECTION = False
    found = downloaded(client, simulation("Recette", FOOD, sector="food"))
    assert found["simulations"] == []
    assert "n'est pas disponible" in found["refused"][0]["message"]


def test_official_figures_have_sub_scores_that_gather_the_impacts(method: Method) -> None:
    served = Served(OFFICIAL, synthetic_table(method.dataset))
    outcome = textile_outcome(compute(TEXTILE, method, TSHIRT, served), "http://h")
    views = {view.key: view for view in views_of([ComparedSimulation("T-shirt", outcome)])}
    assert list(views) == ["total", "stages", "sub-scores", "impacts"]
    assert not views["impacts"].note
    impacts = contributions(outcome)
    found = sub_scores(outcome)
    for theme, trigrams in SUB_SCORES.items():
        together = sum(impacts.get(trigram) or 0.0 for trigram in trigrams)
        assert found[theme] == pytest.approx(together, rel=1e-12)
    assert found["complements"] == outcome.complements > 0


def test_one_that_is_invalid_is_named_and_does_not_stop_the_others(client: Client) -> None:
    answer = compared(
        client,
        simulation("Bon", TSHIRT),
        simulation("Négatif", TSHIRT | {"mass": -1}),
        simulation("Martien", TSHIRT, sector="mars"),
        {"name": "Vide"},
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>Négatif</strong>\u00a0: mass\u00a0: La masse doit être" in text
    assert "<strong>Martien</strong>\u00a0: " in text
    assert "<strong>Vide</strong>\u00a0: " in text
    assert rows_of(text, "total")["Coût environnemental"] == [number(TSHIRT_SCORE)]


def test_one_of_a_version_that_is_not_installed_is_named_and_left_out(client: Client) -> None:
    simulations = (
        simulation("A", TSHIRT),
        simulation("B", TSHIRT, version="v9.9.9"),
        simulation("C", TSHIRT, version=None),
        simulation("D", TSHIRT, version=8),
    )
    text = compared(client, *simulations).content.decode()
    assert "<strong>B</strong>\u00a0: Enregistrée avec la version v9.9.9" in text
    assert "<strong>D</strong>\u00a0: Enregistrée avec la version 8" in text
    assert rows_of(text, "total")["Coût environnemental"] == [number(TSHIRT_SCORE)] * 2
    found = downloaded(client, *simulations)
    assert [item["name"] for item in found["simulations"]] == ["A", "C"]
    assert "n'est pas installée ici" in found["refused"][0]["message"]


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", "null"])
def test_what_is_no_list_of_simulations_is_refused(client: Client, text: str) -> None:
    answer = client.post("/comparer/graphiques/", {"simulations": text})
    assert answer.status_code == 400
    assert "ne sont pas lisibles" in answer.content.decode()


def test_eleven_are_too_many(client: Client) -> None:
    answer = compared(client, *(simulation(str(index), TSHIRT) for index in range(11)))
    assert answer.status_code == 400
    assert "Au plus 10" in answer.content.decode()


@pytest.mark.parametrize("path", ["/comparer/graphiques/", "/textile/fiche/"])
def test_what_computes_is_only_posted_to(client: Client, path: str) -> None:
    assert client.get(path, {"query": json.dumps(TSHIRT)}).status_code == 405


@pytest.mark.django_db
def test_a_visitor_leaves_neither_row_nor_cookie(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        client.get("/comparer/")
        compared(client, simulation("T-shirt", TSHIRT))
        client.post("/textile/fiche/", {"query": json.dumps(TSHIRT)})
        client.post("/textile/telechargement/json/", {"query": json.dumps(TSHIRT)})
    assert not client.cookies


def test_a_csv_file_has_the_exact_figures(client: Client) -> None:
    answer = client.post(
        "/textile/telechargement/csv/", {"query": json.dumps(TSHIRT), "name": "Mon t-shirt été"}
    )
    assert answer["Content-Disposition"] == (
        'attachment; filename="ecobalyse-textile-mon-t-shirt-ete.csv"'
    )
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    figures = {(row["Rubrique"], row["Élément"], row["Grandeur"]): row for row in rows}
    total = figures["Résultat", "Coût environnemental", "Valeur"]
    assert float(total["Valeur"]) == TSHIRT_SCORE
    assert total["Unité"] == "Pts"
    assert figures["Simulation", "Nom", ""]["Valeur"] == "Mon t-shirt été"
    assert figures["Paramètres", "Masse du produit fini", "Valeur"]["Valeur"] == "0.17"
    assert figures["Paramètres", "Prix neuf", "Valeur"]["Remarque"] == "par défaut"


def test_a_spreadsheet_in_french_reads_the_other_csv_file(client: Client) -> None:
    answer = client.post("/textile/telechargement/excel.csv/", {"query": json.dumps(TSHIRT)})
    text = answer.content.decode()
    assert text.startswith("\ufeffRubrique;Élément;")
    assert "Résultat;Coût environnemental;Valeur;1754,6384371121455;Pts;" in text


def test_a_name_is_no_formula_in_a_spreadsheet(client: Client) -> None:
    named = simulation("=1+1", TSHIRT)
    text = compared(client, named, path="telechargement/csv").content.decode()
    assert "\n'=1+1," in text.replace("\r", "")


def test_the_json_file_is_the_apis_answer_with_its_request(client: Client) -> None:
    answer = client.post("/textile/telechargement/json/", {"query": json.dumps(TSHIRT)})
    found = answer.json()
    api = client.post("/api/textile/simulator/detailed", TSHIRT, "application/json").json()
    short = client.post("/api/textile/simulator", TSHIRT, "application/json").json()
    assert found == api | {key: short[key] for key in ("webUrl", "description", "query")}


def test_a_pinned_version_links_to_itself(client: Client) -> None:
    path = "/versions/v7.0.0/textile/telechargement/json/"
    link = client.post(path, {"query": json.dumps(TSHIRT)}).json()["webUrl"]
    assert link.startswith("http://testserver/versions/v7.0.0/#/textile/simulator/ecs/")
    assert json.loads(base64.b64decode(link.rpartition("/")[2]))["mass"] == 0.17
    unknown = "/versions/v1.2.3/textile/telechargement/json/"
    assert client.post(unknown, {"query": json.dumps(TSHIRT)}).status_code == 404


def test_the_record_says_what_was_asked_and_found(client: Client) -> None:
    answer = client.post("/textile/fiche/", {"query": json.dumps(TSHIRT), "name": "Essai <b>"})
    text = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "<h1>Essai &lt;b&gt;</h1>" in text
    assert "1\u202f755\u202fPts" in text
    assert "scores agrégés" in text
    assert "v7.0.0 (figée)" in text
    assert "Microfibres" in text
    assert "<h2>Impacts détaillés</h2>" not in text


def test_the_record_of_an_account_marks_indicative_figures(signed_in: Client) -> None:
    text = signed_in.post("/textile/fiche/", {"query": json.dumps(TSHIRT)}).content.decode()
    assert "<h2>Impacts détaillés</h2>" in text
    assert "(indicatif)" in text
    assert "valeurs indicatives" in text


@pytest.mark.parametrize("query", ["", "{", "[]", '{"mass": -1}'])
def test_a_bad_simulation_is_refused_with_a_reason(client: Client, query: str) -> None:
    answer = client.post("/textile/fiche/", {"query": query})
    assert answer.status_code == 400
    assert "Simulation refusée" in answer.content.decode()


def test_the_pages_are_in_english_too(client: Client) -> None:
    english = {"Accept-Language": "en"}
    text = client.post(
        "/comparer/graphiques/",
        {"simulations": json.dumps([simulation("A", TSHIRT)])},
        headers=english,
    ).content.decode()
    assert "Environmental cost by stage" in text
    assert "Raw materials" in text
    record = client.post("/textile/fiche/", {"query": json.dumps(TSHIRT)}, headers=english)
    assert "Environmental cost record" in record.content.decode()
    assert "1,755" in record.content.decode()


def test_an_apostrophe_does_not_end_the_command() -> None:
    text = command("http://h/api", '{"name":"l\'été"}')
    assert text.endswith('-d \'{"name":"l\\u0027été"}\'')

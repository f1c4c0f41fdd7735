"""A figure before durability and the one after are never shown under one name (textile.md 11)."""

import csv
import io
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import TSHIRT
from scoring.web.figures import exact, number, quantity, significant
from tests.web.shown import figure_of, text_at
from tests.web.test_explanations import WOVEN
from tests.web.test_page_figures import answer_of, chart_of, page_of
from tests.web.test_textile_simulator import controls_of

STAGES = ("material", "spinning", "fabric", "ennobling", "making", "distribution", "use", "eol")
garments = pytest.mark.parametrize(
    "body", [TSHIRT, WOVEN, TSHIRT | {"upcycled": True}, TSHIRT | {"physicalDurability": 0.6789}]
)


def spaced(text: str) -> str:
    """A text of a page with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", text)


def live_update(client: Client, page: str) -> str:
    sent = controls_of(page)
    answer = client.post("/textile/fragment/", {name: sent.getlist(name) for name in sent})
    return unescape(answer.content.decode())


@garments
def test_the_folded_parts_show_figures_before_durability_and_say_so(
    client: Client, body: Any
) -> None:
    answer = answer_of(client, "textile", body)
    whole = page_of(client, "textile", body)
    assert '<p class="hint">Points avant durabilité</p>' in whole
    for page in (whole, live_update(client, whole)):
        for code, step in zip(STAGES, answer["lifeCycle"], strict=True):
            assert figure_of(page, code) == quantity(step["impacts"]["ecs"], "Pts"), code
        assert text_at(page, "trims-total") == quantity(answer["trimsImpacts"]["ecs"], "Pts")
        moved = sum(
            step["transport"]["impacts"]["ecs"] for step in answer["lifeCycle"] if step["enabled"]
        )
        assert text_at(page, "transports-total") == quantity(moved, "Pts")
        assert "<dt>Complément microfibres, avant durabilité</dt>" in page


@garments
def test_the_chart_leads_from_the_figures_of_the_parts_to_the_score(
    client: Client, body: Any
) -> None:
    answer = answer_of(client, "textile", body)
    page = page_of(client, "textile", body)
    for shown in (page, live_update(client, page)):
        assert "Chaque étape avant durabilité, puis ce que la durabilité en fait" in shown
        rows = chart_of(shown)
        assert rows["Utilisation"].value == figure_of(shown, "use")
        assert rows["Fin de vie"].value == figure_of(shown, "eol")
        assert rows["Accessoires"].value == text_at(shown, "trims-total")
        assert rows["Durabilité"].share == f"÷ {significant(answer['durability'])}"
        assert rows["Total"].value == quantity(answer["impacts"]["ecs"], "Pts")


def test_the_other_sectors_have_no_durability(client: Client) -> None:
    for address in ("/alimentaire/", "/objet/", "/veli/"):
        assert "avant durabilité" not in client.get(address).content.decode()


@garments
def test_the_record_and_its_files_name_both(client: Client, body: Any) -> None:
    answer = answer_of(client, "textile", body)
    durability = significant(answer["durability"])
    record = client.post("/textile/fiche/", {"query": json.dumps(body)}).content.decode()
    without = answer["impactsWithoutDurability"]["ecs"]
    score = answer["impacts"]["ecs"]
    after = answer["complementsImpacts"]["microfibers"]
    before = sum(
        step["complementsImpacts"]["microfibers"] for step in answer["lifeCycle"] if step["enabled"]
    )
    for first, second in ((without, score), (before, after)):
        worked = f"{number(first)} ÷ {durability} = {quantity(second, 'Pts')}"
        assert spaced(worked) in spaced(unescape(record)), worked
    file = client.post("/textile/telechargement/csv/", {"query": json.dumps(body)})
    rows = list(csv.reader(io.StringIO(file.content.decode())))
    named = {(row[0], row[1], row[2]): row[3] for row in rows}
    stages = "Étapes du cycle de vie"
    assert float(named["Résultat", "Avant durabilité", "Valeur"]) == without
    use = named[stages, "Utilisation", "Coût de l'étape, avant durabilité"]
    assert float(use) == answer["lifeCycle"][6]["impacts"]["ecs"]
    effect = named["Compléments", "Microfibres", "Effet sur le coût, après durabilité"]
    assert float(effect) == after
    assert not any("hors durabilité" in text.lower() for row in rows for text in row)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "avant durabilité"), ("en", "before durability")]
)
def test_the_document_has_the_division_of_its_example(
    client: Client, language: str, words: str
) -> None:
    document = client.get(f"/api?lang={language}").json()
    operation = document["paths"]["/api/textile/simulator/detailed"]["post"]
    (example,) = operation["responses"]["200"]["content"]["application/json"]["examples"].values()
    answer = example["value"]
    before, durability, after = (
        answer["impactsWithoutDurability"]["ecs"],
        answer["durability"],
        answer["impacts"]["ecs"],
    )
    assert f"{before:.2f} ÷ {durability:.2f} = {after:.2f}." in operation["description"]
    schemas = document["components"]["schemas"]
    step = schemas["LifeCycleStep"]["properties"]
    assert words in step["impacts"]["description"]
    assert words in step["complementsImpacts"]["description"]
    whole = schemas["TextileDetailedAnswer"]["properties"]
    for name, when in (
        ("impacts", "après|after"),
        ("impactsWithoutDurability", "avant|before"),
        ("complementsImpacts", "après|after"),
        ("trimsImpacts", "avant|before"),
        ("transport", "avant|before"),
    ):
        assert re.search(when, whole[name]["description"]), name


def test_exact_figures_stay_those_of_the_engine(client: Client) -> None:
    answer = answer_of(client, "textile", TSHIRT)
    page = page_of(client, "textile", TSHIRT)
    step = answer["lifeCycle"][0]["impacts"]["ecs"]
    assert f'id="figure-material" title="{exact(step)}"' in page

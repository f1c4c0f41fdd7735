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
from tests.web.test_explanations import WOVEN
from tests.web.test_page_figures import answer_of, bars_of, page_of
from tests.web.test_textile_simulator import controls_of

STAGES = ("material", "spinning", "fabric", "ennobling", "making", "distribution", "use", "eol")
DIVISION = re.compile(r"([\w\s]+) : ([\d\s,]+) ÷ ([\d,]+) = ([\d\s,]+)\s?Pts")
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
def test_each_card_says_that_its_figure_is_before_durability(client: Client, body: Any) -> None:
    answer = answer_of(client, "textile", body)
    whole = page_of(client, "textile", body)
    for page in (whole, live_update(client, whole)):
        for code, step in zip(STAGES, answer["lifeCycle"], strict=True):
            shown = re.search(rf'<p [^>]*id="figure-{code}"[^>]*>(.*?)</p>', page)
            assert shown is not None
            points = quantity(step["impacts"]["ecs"], "Pts")
            assert shown[1] == f"{points} <small>avant durabilité</small>", code
        trims = quantity(answer["trimsImpacts"]["ecs"], "Pts")
        assert f"{trims} <small>avant durabilité</small></p>" in page
        arrows = re.findall(r'id="transport-\w+" tabindex.*?</div>', page, re.DOTALL)
        assert len(arrows) == 6
        assert all("<small>avant durabilité</small>" in arrow for arrow in arrows)
        assert "<dt>Complément microfibres, avant durabilité</dt>" in page


@garments
def test_the_results_divide_the_figure_of_a_card(client: Client, body: Any) -> None:
    answer = answer_of(client, "textile", body)
    own = {
        "Accessoires": answer["trimsImpacts"]["ecs"],
        "Utilisation": answer["lifeCycle"][6]["impacts"]["ecs"],
        "Fin de vie": answer["lifeCycle"][7]["impacts"]["ecs"],
    }
    if not body.get("upcycled"):
        own["Matières premières"] = answer["lifeCycle"][0]["impacts"]["ecs"]
    page = page_of(client, "textile", body)
    for shown in (page, live_update(client, page)):
        panel = spaced(shown[shown.index('id="panel-stages"') :])
        hint = re.search(r'<p class="hint">(Étapes après durabilité.*?)</p>', panel)
        assert hint is not None
        worked = DIVISION.search(hint[1].partition(".")[2])
        assert worked is not None, hint[1]
        part, before, coefficient, after = (text.strip() for text in worked.groups())
        assert part == max(own, key=lambda name: own[name])
        assert before == spaced(number(own[part]))
        assert coefficient == significant(answer["durability"])
        assert f"{after} Pts" == spaced(quantity(own[part] / answer["durability"], "Pts"))
        assert spaced(bars_of(shown)[part][1]) == f"{after} Pts"


def test_the_other_sectors_have_no_durability(client: Client) -> None:
    for address in ("/alimentaire/", "/objet/", "/veli/"):
        assert "avant durabilité" not in client.get(address).content.decode()


def test_a_garment_without_a_figure_still_says_which_is_which(client: Client) -> None:
    nothing = TSHIRT | {"disabledSteps": [*STAGES], "trims": []}
    page = spaced(page_of(client, "textile", nothing))
    assert "Étapes après durabilité ; leurs cartes donnent les valeurs avant durabilité." in page


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

"""The pages of the method: every formula of the calculation in words, under the names of cards."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from scoring.answers.explain import trace_of
from scoring.answers.levels import served_to
from scoring.answers.sector import compute
from scoring.answers.sectors import SECTORS
from scoring.engine.method import Method
from scoring.web.trace.words import STAGES
from tests.web.explorer import text_of
from tests.web.products import BOXES, COTTON, DISH

PAGES = {"textile": "textile", "food": "alimentaire", "object": "objets"}
ROW = re.compile(r'<tr>\s*<th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)


def address_of(sector: str) -> str:
    return f"/pages/methode-{PAGES[sector]}/"


def section_of(text: str, code: str) -> str:
    return text[text.index(f'aria-labelledby="{code}"') :].split("</section>", maxsplit=1)[0]


def rows_of(section: str) -> dict[str, str]:
    """The formulas, constants and section numbers of a section, as shown."""
    return {
        unescape(label): " ".join(unescape(re.sub(r"<[^>]*>", " ", rest)).split())
        for label, rest in ROW.findall(section)
    }


@pytest.mark.parametrize("sector", PAGES)
def test_each_stage_has_its_section_in_the_contents(client: Client, sector: str) -> None:
    text = text_of(client, address_of(sector))
    contents = re.findall(r'<li><a href="#(\w+)">', text)
    assert len(contents) == len(set(contents))
    assert set(STAGES[sector]) <= set(contents)
    for code in contents:
        assert text.count(f' id="{code}"') == 1


@pytest.mark.parametrize(
    ("sector", "body"), [("textile", COTTON), ("food", DISH), ("object", BOXES)]
)
def test_every_line_of_a_calculation_has_its_formula_there(
    client: Client, method: Method, sector: str, body: Any
) -> None:
    computed = compute(SECTORS[sector], method, body, served_to(method, None))
    text = text_of(client, address_of(sector))
    for line in trace_of(computed, "ecs").lines:
        rows = rows_of(section_of(text, line.stage))
        words = line.words.replace("'", "’")
        assert words in rows, line.id
        assert rows[words].endswith(line.section)


def test_a_formula_reads_in_words(client: Client) -> None:
    text = text_of(client, "/pages/methode-textile/")
    making = rows_of(section_of(text, "making"))
    assert making["Masse avec la perte de confection"] == (
        "Masse du produit fini ÷ (1 − Taux de perte en confection ) kg 5.1"
    )
    assert making["Temps de confection"].startswith("15 min · 30 min")
    durability = rows_of(section_of(text, "durability"))
    assert "ou 0,67 × Indice du coût de réparation + 0,33" in durability["Indice de réparabilité"]
    assert durability["Durabilité la plus basse"] == "0,67 6.1"
    total = rows_of(section_of(text, "total"))
    assert total["Impact de tous les transports"].startswith("somme : Impact du transport, en tout")


def test_a_constant_is_told_from_the_figure_of_its_name(client: Client) -> None:
    rows = rows_of(section_of(text_of(client, "/pages/methode-alimentaire/"), "material"))
    assert rows["Haies, service rendu"].startswith("Haies, constante × Haies × Masse achetée")


def test_the_pages_are_in_english_too(client: Client) -> None:
    for sector in PAGES:
        french = text_of(client, address_of(sector))
        answer = client.get(address_of(sector), headers={"Accept-Language": "en"})
        english = answer.content.decode()
        assert "On this page" in english
        for code in re.findall(r'<li><a href="#(\w+)">', french):
            labels = set(rows_of(section_of(french, code)))
            same = {"Transformation", "Distribution", "Total"}
            assert not (labels - same) & set(rows_of(section_of(english, code)))


@pytest.mark.django_db
def test_the_question_marks_of_the_food_page_lead_there(client: Client) -> None:
    page = client.get("/alimentaire/").content.decode()
    targets = set(re.findall(r'<a class="help" href="([^"]*)"', page))
    method = text_of(client, "/pages/methode-alimentaire/")
    assert {target.partition("#")[0] for target in targets} == {"/pages/methode-alimentaire/"}
    assert len(targets) == 5
    for target in targets:
        assert f'id="{target.partition("#")[2]}"' in method


def test_links_to_figures_lead_to_tables_of_the_version(client: Client) -> None:
    for root in ("", "/versions/v7.0.0"):
        found = set()
        for sector in PAGES:
            text = text_of(client, f"{root}{address_of(sector)}")
            article = text[text.index("<article>") :]
            links = re.findall(r'<a href="(/[^"#]*)"', article[: article.index("</article>")])
            tables = {link for link in links if not link.startswith("/documentation/")}
            assert tables
            found |= tables
        for link in found:
            assert link.startswith(f"{root}/explorateur/")
            text_of(client, link)


@pytest.mark.parametrize("sector", PAGES)
def test_each_section_number_leads_to_that_section_of_the_document(
    client: Client, sector: str
) -> None:
    text = text_of(client, address_of(sector))
    cells = re.findall(r'<td class="number">(.*?)</td>', text)
    links = [re.fullmatch(r'<a href="([^"#]*)#([^"]*)">([\d.]+)</a>', cell) for cell in cells]
    assert links
    documents: dict[str, str] = {}
    for link in links:
        assert link
        if link[1] not in documents:
            documents[link[1]] = text_of(client, link[1])
        assert f'id="{link[2]}">{link[3]}' in documents[link[1]]


def test_a_sector_that_is_not_shown_has_no_page(client: Client, settings: Any) -> None:
    settings.ENABLE_FOOD_SECTION = False
    assert client.get("/pages/methode-alimentaire/").status_code == 404
    assert "methode-alimentaire" not in text_of(client, "/pages/methode-textile/")
    assert client.get("/pages/methode-meubles/").status_code == 404
    assert client.get("/versions/v9.9.9/pages/methode-textile/").status_code == 404

"""A card's calculation shows what the engine recorded, for every sector."""

import json
import re
from collections.abc import Collection, Iterator
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from scoring.answers.explain import trace_of
from scoring.answers.products import CARROT_CAKE, CHAIR, JEANS, TSHIRT
from scoring.answers.sector import Computed, compute
from scoring.answers.sectors import SECTORS
from scoring.engine.method import Method
from scoring.engine.trace.lines import Line
from scoring.instance import served_to
from scoring.web.figures import exact, significant, with_unit
from scoring.web.labels import unit_label
from scoring.web.trace.words import STAGES
from tests.web.test_textile_simulator import controls_of

WOVEN: dict[str, Any] = {
    "mass": 0.45,
    "product": "jean",
    "materials": [
        {"id": "ei-coton", "share": 0.6, "country": "BD"},
        {"id": "coton-rdpc", "share": 0.4},
    ],
    "countrySpinning": "TR",
    "countryFabric": "IN",
    "countryDyeing": "TR",
    "countryMaking": "TN",
    "surfaceMass": 300,
    "yarnSize": 20,
    "printing": {"kind": "pigment", "ratio": 0.2},
    "fading": True,
    "airTransportRatio": 0.3,
}
PRODUCTS = [
    pytest.param("textile", TSHIRT, id="tshirt"),
    pytest.param("textile", JEANS, id="jeans"),
    pytest.param("textile", WOVEN, id="woven"),
    pytest.param("food", CARROT_CAKE, id="cake"),
    pytest.param("object", CHAIR, id="chair"),
]
ADDRESSES = {"textile": "/textile/", "food": "/alimentaire/", "object": "/objet/"}
LINE = re.compile(r'<tr data-line="([^"]+)">(.*?)</tr>', re.DOTALL)


def computed_of(method: Method, sector: str, body: Any) -> Computed[Any, Any, Any]:
    return compute(SECTORS[sector], method, body, served_to(method, entitled=False))


def opened(client: Client, sector: str, body: Any) -> dict[str, Any]:
    """The form of a product, as a browser sends it."""
    answer = client.post(f"{ADDRESSES[sector]}lien/", {"query": json.dumps(body)})
    sent = controls_of(answer.content.decode())
    return {name: sent.getlist(name) for name in sent}


def cards_of(sector: str, body: Any) -> list[str]:
    if sector == "object":
        return [f"component-{n}" for n in range(len(body["components"]))] + ["total"]
    return list(STAGES[sector])


def lines_shown(html: str) -> Iterator[tuple[str, str]]:
    for identifier, row in LINE.findall(html):
        yield identifier, unescape(row)


def check_line(line: Line, row: str, weighing: Collection[str]) -> None:
    """The value to its last digit and with its unit, and each number in its formula."""
    value = with_unit(significant(line.value), unit_label(line.unit))
    assert f'title="{exact(line.value)}">{value}<' in row, line.id
    if f"{line.rule}.flow" in weighing:
        # Its terms have rows of their own.
        return
    text = re.sub(r"<[^>]+>", " ", row)
    for name, known in line.inputs.items():
        if isinstance(known.value, int | float) and not isinstance(known.value, bool):
            assert significant(known.value) in text, (line.id, name)


def flow_cells(line: Line) -> str:
    """An amount in its unit, then the figure of one unit."""
    amount, figure = line.inputs["amount"], line.inputs["figure"]
    assert isinstance(amount.value, int | float)
    assert isinstance(figure.value, int | float)
    written = with_unit(significant(amount.value), unit_label(amount.unit))
    cells = (written, significant(figure.value))
    return "".join(f'<td class="number">{cell}</td>' for cell in cells)


@pytest.mark.parametrize(("sector", "body"), PRODUCTS)
def test_the_cards_show_the_lines_of_the_trace_and_no_other(
    client: Client, method: Method, sector: str, body: Any
) -> None:
    trace = trace_of(computed_of(method, sector, body), "ecs")
    lines = {line.id: line for line in trace.lines}
    sent = opened(client, sector, body)
    shown: set[str] = set()
    weighing = {line.rule for line in trace.lines}
    for card in cards_of(sector, body):
        answer = client.post(f"{ADDRESSES[sector]}explication/", sent | {"card": card})
        assert answer.status_code == 200
        for identifier, row in lines_shown(answer.content.decode()):
            check_line(lines[identifier], row, weighing)
            if lines[identifier].rule.endswith(".flow"):
                assert flow_cells(lines[identifier]) in row, identifier
            shown.add(identifier)
    idle = {line.id for line in trace.lines if line.rule.endswith(".flow") and not line.value}
    assert shown | idle == set(lines)
    assert trace.result in shown


@pytest.mark.parametrize(("sector", "body"), PRODUCTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_record_prints_every_line(
    client: Client, method: Method, sector: str, body: Any, language: str
) -> None:
    trace = trace_of(computed_of(method, sector, body), "ecs")
    answer = client.post(
        f"{ADDRESSES[sector]}fiche/",
        {"query": json.dumps(body)},
        headers={"Accept-Language": language},
    )
    page = answer.content.decode()
    assert sorted(identifier for identifier, _row in lines_shown(page)) == sorted(
        line.id for line in trace.lines
    )
    if language == "fr":
        lines = {line.id: line for line in trace.lines}
        for identifier, row in lines_shown(page):
            check_line(lines[identifier], row, ())


@pytest.mark.parametrize(("sector", "body"), PRODUCTS)
def test_the_spreadsheet_is_in_the_language_of_the_page(
    client: Client, sector: str, body: Any
) -> None:
    for language, word in (("fr", "Formule"), ("en", "Formula")):
        answer = client.post(
            f"{ADDRESSES[sector]}telechargement/xlsx/",
            {"query": json.dumps(body)},
            headers={"Accept-Language": language},
        )
        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith('.xlsx"')
        with ZipFile(BytesIO(answer.content)) as archive:
            texts = archive.read("xl/sharedStrings.xml").decode()
            assert f">{word}<" in texts
            assert b"<f>" in archive.read("xl/worksheets/sheet2.xml")


@pytest.mark.parametrize("sector", ADDRESSES)
def test_a_page_and_its_updates_hold_no_calculation(client: Client, sector: str) -> None:
    page = client.get(ADDRESSES[sector]).content.decode()
    assert "data-line" not in page
    sent = controls_of(page)
    data = {name: sent.getlist(name) for name in sent} | {"changed": "mass"}
    answer = client.post(f"{ADDRESSES[sector]}fragment/", data)
    assert b"data-line" not in answer.content
    assert len(answer.content) < 19_000


def test_without_scripts_a_button_opens_the_calculation_of_its_card(client: Client) -> None:
    page = client.get("/textile/").content.decode()
    assert 'value="explain:making"' in page
    sent = controls_of(page).dict() | {"action": "explain:making"}
    page = client.post("/textile/", sent).content.decode()
    opened_card = re.search(r'<details class="explain" open>.*?</details>', page, re.DOTALL)
    assert opened_card is not None
    assert 'id="explain-making"' in opened_card[0]
    assert 'data-line="mass.making.output"' in opened_card[0]
    assert page.count('<details class="explain" open>') == 1


def test_a_form_with_an_error_says_that_it_waits(client: Client) -> None:
    sent = controls_of(client.get("/textile/").content.decode()).dict() | {"mass": "0"}
    answer = client.post("/textile/explication/", sent | {"card": "making"})
    assert answer.status_code == 200
    assert "attend une correction" in answer.content.decode()


def test_an_unknown_card_has_nothing_to_show(client: Client) -> None:
    sent = controls_of(client.get("/textile/").content.decode()).dict()
    for card in ("", "nulle-part", "component-0", "<b>"):
        page = client.post("/textile/explication/", sent | {"card": card}).content.decode()
        assert "Rien n’est compté ici" in unescape(page), card
        assert "<b>" not in page


@pytest.mark.django_db
def test_the_numbers_of_a_card_lead_to_records_that_exist(client: Client, method: Method) -> None:
    found = set()
    for parameter in PRODUCTS:
        sector, body = parameter.values
        assert isinstance(sector, str)
        page = client.post(
            f"{ADDRESSES[sector]}fiche/", {"query": json.dumps(body)}
        ).content.decode()
        links = set(re.findall(r'<li>[^<]*<a href="([^"]+)"', page))
        assert links
        found |= links
    for link in found:
        assert client.get(link).status_code == 200, link


def test_every_text_of_a_trace_has_words_in_both_languages(client: Client, method: Method) -> None:
    """No key, code or identifier is left in visible text."""
    raw = re.compile(r"\b[a-z]+[A-Z][A-Za-z]+\b|[0-9a-f]{8}-[0-9a-f]{4}")
    for parameter in PRODUCTS:
        sector, body = parameter.values
        assert isinstance(sector, str)
        for language in ("fr", "en"):
            page = client.post(
                f"{ADDRESSES[sector]}fiche/",
                {"query": json.dumps(body)},
                headers={"Accept-Language": language},
            ).content.decode()
            annex = page[page.index('id="annex"') : page.index("</article>")]
            text = unescape(re.sub(r"<[^>]*>", " ", annex))
            found = {word for word in raw.findall(text) if word != "kWh"}
            assert not found, (sector, language, found)

"""The printable record: the chart of the product, and the QR code that reopens it."""

import json
import re
from html import unescape
from typing import Any

import pytest
import segno
from django.test import Client

from scoring.answers.levels import served_to
from scoring.answers.sector import compute_query
from scoring.answers.sectors import TEXTILE
from scoring.engine.method import Method
from scoring.web.cascade import Division, cascade
from scoring.web.figures import number, percentage, quantity
from scoring.web.scores import Cascade
from scoring.web.sharing.code import code_of
from scoring.web.weighing import Shown, score_of
from tests.web.products import BOXES, COTTON, DISH, points
from tests.web.test_explanations import ADDRESSES
from tests.web.test_page_figures import answer_of

ROW = re.compile(
    r'<tr class="stage-(?P<code>\w+)"><th scope="row">(?P<label>.*?)</th><td><svg [^>]*>'
    r'(?:<rect x="(?P<left>[\d.]+)%" width="(?P<width>[\d.]+)%"[^>]*/>)?</svg></td>'
    r'<td class="number"[^>]*>(?P<text>.*?)</td>'
    r'<td class="number share">(?P<share>.*?)</td></tr>',
    re.DOTALL,
)
DARK = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


@pytest.fixture
def shown(method: Method) -> Shown:
    """The score, as formatted on a page."""
    query = TEXTILE.parse(method, COTTON)
    return score_of(compute_query(TEXTILE, method, query, served_to(method, None)))


def record_of(client: Client, sector: str, body: Any) -> str:
    answer = client.post(f"{ADDRESSES[sector]}fiche/", {"query": json.dumps(body)})
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(text: str) -> list[dict[str, str]]:
    table = text[text.index('<table class="cascade">') :]
    found = ROW.finditer(re.sub(r"</?a\b[^>]*>", "", table[: table.index("</table>")]))
    return [
        {name: unescape(value or "") for name, value in row.groupdict().items()} for row in found
    ]


def test_durability_is_the_step_from_the_stages_to_the_score(client: Client) -> None:
    found = answer_of(client, "textile", COTTON)
    *stages, durability, final = rows_of(record_of(client, "textile", COTTON))
    whole, score = found["impactsWithoutDurability"]["ecs"], found["impacts"]["ecs"]
    assert (final["code"], final["text"]) == ("total", points(score))
    assert durability["code"] == "durability"
    assert durability["share"] == f"÷ {number(found['durability'])}"
    sign = "+" if score > whole else ""
    assert durability["text"] == sign + points(score - whole)
    transport = next(row for row in stages if row["label"] == "Transports")
    assert transport["text"] == points(found["transport"]["impacts"]["ecs"])
    assert transport["share"] == percentage(found["transport"]["impacts"]["ecs"] / whole, 1)


def test_each_step_stands_where_the_one_before_ends(client: Client) -> None:
    *stages, durability, final = rows_of(record_of(client, "textile", COTTON))
    reached = 0.0
    for row in stages:
        assert float(row["left"]) == pytest.approx(reached, abs=0.7)
        reached = float(row["left"]) + float(row["width"])
    ends = sorted((reached, float(final["width"])))
    assert float(durability["left"]) == pytest.approx(ends[0], abs=0.2)
    assert float(durability["left"]) + float(durability["width"]) == pytest.approx(ends[1], abs=0.2)
    assert max(ends) == pytest.approx(100, abs=0.2)


def test_the_record_has_the_chart_of_the_results(client: Client) -> None:
    """A garment has one and the same chart: with its results, in its record, on paper."""
    page = client.post("/textile/lien/", {"query": json.dumps(COTTON)}).content.decode()
    assert rows_of(page) == rows_of(record_of(client, "textile", COTTON))
    assert len(rows_of(page)) > 8


@pytest.mark.parametrize(("sector", "body"), [("food", DISH), ("object", BOXES)])
def test_other_sectors_have_their_stages_and_their_score(
    client: Client, sector: str, body: Any
) -> None:
    rows = rows_of(record_of(client, sector, body))
    codes = [row["code"] for row in rows]
    assert codes[-1] == "total"
    assert "durability" not in codes
    assert len(rows) > 2
    assert sum(float(row["width"]) for row in rows[:-1]) == pytest.approx(100, abs=2)


def chart(
    shown: Shown, parts: dict[str, float | None], score: float | None, divisor: float = 0
) -> Cascade:
    """A chart whose parts are named by their codes."""
    division = Division(sum(filter(None, parts.values())), divisor) if divisor else None
    return cascade(
        ((code, code, value, "") for code, value in parts.items()), score, shown, division
    )


def test_a_bonus_leads_back_and_below_zero_if_it_must(shown: Shown) -> None:
    first, bonus, final = chart(shown, {"materials": 10.0, "usage": -30.0}, -20.0).rows
    assert (first.left, first.width) == ("66.7", "33.3")
    assert (bonus.left, bonus.width) == ("0.0", "100.0")
    assert (final.left, final.width) == ("0.0", "66.7")
    assert bonus.value == quantity(-30, "Pts")


def test_a_lasting_garment_is_drawn_shorter_than_its_stages(shown: Shown) -> None:
    _stage, durability, final = chart(shown, {"materials": 145.0}, 100.0, 1.45).rows
    assert durability.value == quantity(-45, "Pts")
    assert (durability.left, durability.width) == ("69.0", "31.0")
    assert final.width == "69.0"


@pytest.mark.parametrize(
    ("parts", "score"),
    [
        ({"materials": None}, 3.0),
        ({"materials": 0.0}, 0.0),
        ({}, 0.0),
        ({"materials": 1e308, "usage": 1e308}, 1e308),
    ],
)
def test_what_cannot_be_drawn_has_its_figures_alone(
    shown: Shown, parts: dict[str, float | None], score: float | None
) -> None:
    found = chart(shown, parts, score)
    assert not found.is_drawn
    assert found.rows[-1].value == shown.text(score)


def test_the_code_of_a_record_is_its_address(client: Client) -> None:
    text = record_of(client, "textile", COTTON)
    address = re.search(r'<p class="address"><a href="([^"]+)"', text)
    assert address
    assert "/#/textile/simulator/ecs/" in address[1]
    drawn = re.search(
        r'<svg class="qr" viewBox="0 0 (\d+) \1".*?<path fill="#000" d="([^"]+)"', text
    )
    assert drawn
    dark = {
        (int(x) + step, int(y))
        for x, y, width, back in DARK.findall(drawn[2])
        for step in range(int(width))
        if width == back
    }
    symbol = segno.make(unescape(address[1]), error="l", micro=False)
    expected = {
        (x, y)
        for y, line in enumerate(symbol.matrix_iter(border=4))
        for x, module in enumerate(line)
        if module
    }
    assert dark == expected
    assert int(drawn[1]) == symbol.symbol_size(border=4)[0]


def test_an_address_too_long_for_paper_has_no_code(client: Client) -> None:
    assert code_of("https://exemple.test/#" + "x" * 5000) is None
    assert code_of("https://exemple.test/#" + "x" * 1200) is None
    body = {"ingredients": DISH["ingredients"] * 20}
    text = record_of(client, "food", body)
    assert '<svg class="qr"' not in text
    assert "trop longue pour un code" in text

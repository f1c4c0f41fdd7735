"""The printable record: the chart of the product, and the code that reopens it from paper."""

import json
import re
from html import unescape
from typing import Any

import pytest
import segno
from django.test import Client

from scoring.web.figures import number, percentage, quantity
from scoring.web.sharing.code import code_of
from scoring.web.sharing.product_chart import Undivided, chart_steps
from tests.web.products import BOXES, COTTON, DISH, points
from tests.web.test_explanations import ADDRESSES
from tests.web.test_page_figures import answer_of

ROW = re.compile(
    r'<tr class="(?P<kind>\w+)">\s*<th scope="row">(?P<label>.*?)</th>.*?'
    r'x="(?P<left>[\d.]+)%" width="(?P<width>[\d.]+)%".*?'
    r'<td class="number" title="[^"]*">(?P<text>.*?)</td>\s*'
    r'<td class="number muted">(?P<share>.*?)</td>',
    re.DOTALL,
)
DARK = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def record_of(client: Client, sector: str, body: Any) -> str:
    answer = client.post(f"{ADDRESSES[sector]}fiche/", {"query": json.dumps(body)})
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(text: str) -> list[dict[str, str]]:
    table = text[text.index('<table class="waterfall">') :]
    found = ROW.finditer(table[: table.index("</table>")])
    return [{name: unescape(value) for name, value in row.groupdict().items()} for row in found]


def test_durability_is_the_step_from_the_stages_to_the_score(client: Client) -> None:
    found = answer_of(client, "textile", COTTON)
    *stages, before, durability, final = rows_of(record_of(client, "textile", COTTON))
    whole, score = found["impactsWithoutDurability"]["ecs"], found["impacts"]["ecs"]
    assert {row["kind"] for row in stages} == {"stage"}
    assert (before["kind"], before["text"]) == ("sum", points(whole))
    assert (final["kind"], final["text"]) == ("sum", points(score))
    assert durability["kind"] == "effect"
    assert durability["label"].endswith(f"÷ {number(found['durability'])}")
    sign = "+" if score > whole else ""
    assert durability["text"] == sign + points(score - whole)
    transport = next(row for row in stages if row["label"] == "Transports")
    assert transport["text"] == points(found["transport"]["impacts"]["ecs"])
    assert transport["share"] == percentage(found["transport"]["impacts"]["ecs"] / whole, 0)


def test_each_step_stands_where_the_one_before_ends(client: Client) -> None:
    *stages, before, durability, final = rows_of(record_of(client, "textile", COTTON))
    reached = 0.0
    for row in stages:
        assert float(row["left"]) == pytest.approx(reached, abs=0.05)
        reached += float(row["width"])
    assert float(before["width"]) == pytest.approx(reached, abs=0.05)
    ends = sorted((float(before["width"]), float(final["width"])))
    assert float(durability["left"]) == pytest.approx(ends[0], abs=0.05)
    assert float(durability["left"]) + float(durability["width"]) == pytest.approx(
        ends[1], abs=0.05
    )
    assert max(ends) == 100


@pytest.mark.parametrize(("sector", "body"), [("food", DISH), ("object", BOXES)])
def test_other_sectors_have_their_stages_and_their_score(
    client: Client, sector: str, body: Any
) -> None:
    rows = rows_of(record_of(client, sector, body))
    assert [row["kind"] for row in rows] == ["stage"] * (len(rows) - 1) + ["sum"]
    assert len(rows) > 2


def test_a_bonus_leads_back_and_below_zero_if_it_must() -> None:
    first, bonus, final = chart_steps({"materials": 10.0, "usage": -30.0}, -20.0)
    assert (first.left, first.width) == ("66.67%", "33.33%")
    assert (bonus.left, bonus.width) == ("0.00%", "100.00%")
    assert (final.left, final.width) == ("0.00%", "66.67%")
    assert bonus.text == quantity(-30, "Pts")


def test_a_lasting_garment_is_drawn_shorter_than_its_stages() -> None:
    undivided = Undivided(parts={"materials": 145.0}, total=145.0, coefficient=1.45)
    _stage, _before, durability, final = chart_steps({"materials": 100.0}, 100.0, undivided)
    assert durability.text == quantity(-45, "Pts")
    assert (durability.left, durability.width) == ("68.97%", "31.03%")
    assert final.width == "68.97%"


@pytest.mark.parametrize(
    ("stages", "score"),
    [
        ({"materials": None}, 3.0),
        ({"materials": 3.0}, None),
        ({"materials": 0.0}, 0.0),
        ({"materials": 1e300}, 1e300),
        ({}, 0.0),
    ],
)
def test_what_cannot_be_drawn_is_not(stages: Any, score: float | None) -> None:
    assert chart_steps(stages, score) == []


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

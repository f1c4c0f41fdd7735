"""Every figure of the levers, of the estimate and of the waterfalls is that of the API's answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from scoring.answers.textile.decisions import differences_answer, estimate_answer, levers_answer
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web.figures import number, percentage, significant
from tests.web.test_deciding import NO_BREAK, TSHIRT, compared, form_of, panel, text_of

CARDIGAN = TSHIRT | {
    "product": "pull",
    "mass": 0.4,
    "materials": [{"id": "ei-laine-par-defaut", "share": 0.5}, {"id": "ei-pet", "share": 0.5}],
    "price": 40,
    "numberOfReferences": 9000,
    "countryMaking": "TR",
}
LEVER = re.compile(
    r'<span class="lever-label">([^<]*)</span> <span class="gain number">([^<]*)</span>'
)
# A change without points has no sign.
KINDS = {"−": "gains", "+": "losses", "0": "same"}


def points(value: float) -> str:
    return f"{number(value)} Pts".translate(NO_BREAK)


def signed(value: float) -> str:
    """A difference of scores: − lowers the score."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + points(abs(value))


def ratio(value: float, decimals: int = 0) -> str:
    return percentage(value, decimals).translate(NO_BREAK)


def cells(part: str) -> Iterator[list[str]]:
    """The texts of each row of a table, its heading first."""
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.DOTALL):
        found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        yield [re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", text)).strip() for text in found]


def table(page: str, kind: str) -> list[list[str]]:
    """The rows of the first table of a class, without its headings."""
    part = page.partition(f'<table class="{kind}">')[2].partition("</table>")[0]
    return list(cells(part.partition("<tbody>")[2]))


@pytest.mark.parametrize("body", [TSHIRT, CARDIGAN])
def test_each_lever_saves_what_the_answer_says(client: Client, method: Method, body: Any) -> None:
    told = panel(client, form_of(client, body))
    answer = levers_answer(method, body, served_to(method, entitled=False))
    assert dict(LEVER.findall(told)) == {
        lever["label"].translate(NO_BREAK).replace("'", "’"): (
            f"{signed(-lever['gain'])} ({ratio(lever['gain'] / answer['score'])})"
        )
        for lever in answer["levers"]
    }
    combined = answer["combined"]
    assert f"Ensemble : {points(combined['score'])}" in told
    share = ratio(combined["gain"] / answer["score"])
    assert f'<span class="gain number">{signed(-combined["gain"])} ({share})</span></h3>' in told


@pytest.mark.parametrize("body", [TSHIRT, CARDIGAN])
def test_each_default_and_threshold_has_its_cost(client: Client, method: Method, body: Any) -> None:
    told = panel(client, form_of(client, body))
    answer = levers_answer(method, body, served_to(method, entitled=False))
    costs = table(told, "costs")
    assert [row[1] for row in costs] == [
        points(cost["cost"]) for cost in answer["defaults"] if cost["cost"] > 0
    ]
    for row in costs:
        now, best = re.findall("par défaut : (.*) ; au mieux : (.*)$", row[0])[0]
        assert now != best, row
    curves = re.findall(r'<figure class="curve">.*?</table>', told, re.DOTALL)
    shown = [row[1:] for curve in curves for row in table(curve, "thresholds")]
    assert shown == [
        [significant(step["durability"]).translate(NO_BREAK), signed(-step["gain"])]
        for step in answer["thresholds"]
    ]
    for curve in curves:
        highest, lowest = re.findall(r'text-anchor="end">([\d,]+)</text>', curve)[:2]
        assert float(highest.replace(",", ".")) > float(lowest.replace(",", "."))
        # The line goes from one end of the axis to the other: the coordinates go down.
        top, bottom = re.findall(r'class="axis" x1="\d+" y1="(\d+)" x2="\d+" y2="(\d+)"', curve)[1]
        line = re.findall(r'points="([^"]*)"', curve)[0].split()
        heights = [float(place.partition(",")[2]) for place in line]
        assert (min(heights), max(heights)) == (float(top), float(bottom))


def test_an_estimate_shows_the_figures_of_the_answer(client: Client, method: Method) -> None:
    label = {"product": "tshirt", "material-0-id": "ei-coton", "material-0-share": "100"}
    page = text_of(client.post("/textile/estimation/", label | {"countryMaking": "BD"}))
    body = {
        "product": "tshirt",
        "materials": [{"id": "ei-coton", "share": 1}],
        "countryMaking": "BD",
    }
    answer = estimate_answer(method, body, served_to(method, entitled=False))
    bounds = answer["bounds"]
    facts = re.findall(r'<dt>([^<]*)</dt><dd class="number">([^<]*)</dd>', page)
    assert facts[:4] == [
        ("Par les valeurs par défaut (le point)", points(answer["score"])),
        ("Médiane (le trait)", points(answer["median"])),
        (
            "Neuf fois sur dix (la barre)",
            f"de {points(answer['low'])} à {points(answer['high'])}",
        ),
        (
            "Au moins, au plus (les bouts)",
            f"de {points(bounds['least'])} à {points(bounds['greatest'])}",
        ),
    ]
    assert [row[1] for row in table(page, "questions")] == [
        ratio(one["share"]) for one in answer["unknown"]
    ]
    for row, one in zip(table(page, "questions"), answer["unknown"], strict=True):
        assert row[0].endswith(f"score moyen de {points(one['least'])} à {points(one['greatest'])}")
    # The drawing is in proportion to the figures.
    drawing = page.partition('class="decision-chart"')[2].partition("</svg>")[0]
    (_least, median) = re.findall(r'class="mark" x1="([\d.]+)%"', drawing)[::2]
    (place,) = re.findall(r'class="now" cx="([\d.]+)%"', drawing)
    (low, width) = re.findall(r'class="range" x="([\d.]+)%" y="10" width="([\d.]+)%"', drawing)[0]
    (start, end) = re.findall(r'class="axis" x1="([\d.]+)%" y1="20" x2="([\d.]+)%"', drawing)[0]
    span = bounds["greatest"] - bounds["least"]
    for shown, value in (
        (place, answer["score"]),
        (median, answer["median"]),
        (low, answer["low"]),
        (float(low) + float(width), answer["high"]),
    ):
        share = (value - bounds["least"]) / span
        expected = float(start) + share * (float(end) - float(start))
        assert float(shown) == pytest.approx(expected, abs=0.2)


def test_a_waterfall_goes_from_one_score_to_the_other(client: Client, method: Method) -> None:
    other = TSHIRT | {"mass": 0.15, "countryMaking": "FR", "price": 5, "fading": True}
    page = compared(client, TSHIRT, other)
    served = served_to(method, entitled=False)
    answer = differences_answer(method, {"from": TSHIRT, "to": other}, served)
    before, after = answer["from"]["score"], answer["to"]["score"]
    kinds = re.findall(r'<tr class="(whole|gains|losses|same)">', page)
    rows = table(page, "waterfall-table")
    changes = answer["changes"]
    assert [row[1] for row in rows] == [
        points(before),
        *(signed(change["points"]) for change in changes),
        points(after),
    ]
    assert kinds == [
        "whole",
        *(KINDS[signed(change["points"])[0]] for change in changes),
        "whole",
    ]
    assert set(kinds) == {"whole", *KINDS.values()}
    # Each bar begins where the one before ends; no change, no bar.
    part = page.partition('<table class="waterfall-table">')[2].partition("</table>")[0]
    bars = [
        (float(left), float(width))
        for left, width in re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%"', part)
    ]
    most, reached = max(before, after, *reached_by(before, changes)), before
    moving = [change for change in changes if change["points"]]
    for change, (left, width) in zip(moving, bars[1:-1], strict=True):
        end = reached + change["points"]
        assert left == pytest.approx(min(reached, end) / most * 100, abs=0.7)
        assert width == pytest.approx(abs(change["points"]) / most * 100, abs=0.7)
        reached = end
    title = f"De « Variante 1 » à « Variante 2 » : {signed(answer['difference'])}"
    assert title in page
    stages = page.partition("Par étape, après durabilité</summary>")[2].partition("</table>")[0]
    shown = [row[1:] for row in cells(stages.partition("<tbody>")[2])]
    assert shown == [
        [points(stage["from"]), points(stage["to"]), signed(stage["difference"])]
        for stage in answer["stages"]
    ]
    small = re.findall(r"<small>(\S+) .*?>→<.*? (\S+)</small>", part)
    assert ("Chine", "France") in small


def reached_by(score: float, changes: list[dict[str, Any]]) -> Iterator[float]:
    for change in changes:
        score += change["points"]
        yield score

"""The figures of pages, records and comparisons are those of the answers, to the last digit.

Each is recomputed here from the answer of the API, with the method's formula written again: "for
100 g", shares of stages, points of impacts.
"""

import json
import re
from html import unescape
from typing import Any, NamedTuple

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from scoring.answers.products import CARROT_CAKE, CHAIR, TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web.figures import exact, number, percentage, quantity, significant
from tests.web.test_explanations import ADDRESSES, PRODUCTS, WOVEN

API = {
    "textile": "/api/textile/simulator/detailed",
    "food": "/api/food",
    "object": "/api/object/simulator",
}


def answer_of(client: Client, sector: str, body: Any) -> dict[str, Any]:
    answer = client.post(API[sector], json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def page_of(client: Client, sector: str, body: Any) -> str:
    answer = client.post(f"{ADDRESSES[sector]}lien/", {"query": json.dumps(body)})
    return unescape(answer.content.decode())


def fact(page: str, name: str) -> str:
    found = re.search(rf"<dt>{re.escape(name)}</dt><dd[^>]*>([^<]*)<", page)
    assert found is not None, name
    return found[1].strip()


def bars_of(page: str, panel: str = "panel-stages") -> dict[str, tuple[str, str, str]]:
    """Value to its last digit, value and share of each row of a table of shares."""
    part = page[page.index(f'id="{panel}"') :]
    part = part[: part.index("</table>")]
    rows = re.findall(
        r'<th scope="row">(?:<a[^>]*>)?([^<]*)<.*?<td class="number"(?: title="([^"]*)")?>([^<]*)'
        r'</td><td class="number share">([^<]*)</td>',
        part,
        re.DOTALL,
    )
    return {name: (precise, value, share) for name, precise, value, share in rows}


def ecs(part: Any) -> float:
    return float(part["impacts"]["ecs"])


def garment_stages(answer: dict[str, Any]) -> dict[str, float]:
    """Stages by family, divided by the durability (textile.md 11)."""
    own = [ecs(step) if step["enabled"] else 0.0 for step in answer["lifeCycle"]]
    assert len(own) == 8
    moved = sum(
        float(step["transport"]["impacts"]["ecs"])
        for step in answer["lifeCycle"]
        if step["enabled"]
    )
    durability = answer["durability"]
    return {
        "Accessoires": answer["trimsImpacts"]["ecs"] / durability,
        "Matières premières": own[0] / durability,
        "Transformation": sum(own[1:5]) / durability,
        "Emballage": 0.0,
        "Transports": moved / durability,
        "Distribution": own[5] / durability,
        "Utilisation": own[6] / durability,
        "Fin de vie": own[7] / durability,
    }


STAGES = (
    "Matières premières",
    "Filature",
    "Tissage & tricotage",
    "Ennoblissement",
    "Confection",
    "Distribution",
    "Utilisation",
    "Fin de vie",
)


def garment_lines(answer: dict[str, Any]) -> dict[str, float]:
    """The parts that add up to the garment, before durability (textile.md 11)."""
    own = dict(zip(STAGES, answer["lifeCycle"], strict=True))
    lines = {name: ecs(step) for name, step in own.items() if step["enabled"]}
    moved = sum(ecs(step["transport"]) for step in own.values() if step["enabled"])
    lines |= {"Accessoires": float(answer["trimsImpacts"]["ecs"]), "Transports": moved}
    return {name: points for name, points in lines.items() if points}


class Row(NamedTuple):
    """A row of the chart: its figure to the last digit and as shown, its share, its bar."""

    precise: float
    value: str
    share: str
    left: float
    width: float


def chart_of(page: str) -> dict[str, Row]:
    """The rows of the chart of a garment, by name, in order."""
    part = page[page.index('class="cascade"') :].split("</table>", maxsplit=1)[0]
    rows = re.findall(
        r'<th scope="row">(?:<a[^>]*>)?([^<]*)<.*?<rect x="([\d.]+)%" width="([\d.]+)%".*?'
        r'<td class="number" title="([^"]*)">([^<]*)</td><td class="number share">([^<]*)</td>',
        part,
    )
    return {
        name: Row(float(precise.replace(",", ".")), value, share, float(left), float(width))
        for name, left, width, precise, value, share in rows
    }


@pytest.mark.parametrize("body", [TSHIRT, WOVEN])
def test_a_garment_shows_its_figures(client: Client, body: Any) -> None:
    answer = answer_of(client, "textile", body)
    score = answer["impacts"]["ecs"]
    page = page_of(client, "textile", body)
    assert f'title="{exact(score)}">{number(score)}<' in page
    assert fact(page, "Pour 100 g") == quantity(score * 0.1 / body["mass"], "Pts")
    without = answer["impactsWithoutDurability"]["ecs"]
    assert fact(page, "Avant durabilité") == quantity(without, "Pts")
    assert fact(page, "Coefficient de durabilité") == number(answer["durability"])
    shown = chart_of(page)
    *_parts, (last, durability), (name, total) = shown.items()
    assert (last, name) == ("Durabilité", "Total")
    assert durability.precise == pytest.approx(score - without, rel=1e-12)
    assert durability.share == f"÷ {significant(answer['durability'])}"
    assert (total.precise, total.value) == (score, quantity(score, "Pts"))
    expected = garment_lines(answer)
    assert set(shown) == {*expected, last, name}
    end = 0.0
    for name, points in expected.items():
        row = shown[name]
        assert row.value == quantity(points, "Pts"), name
        assert row.precise == pytest.approx(points, rel=1e-12), name
        assert row.share == percentage(points / without, 1), name
    assert sum(expected.values()) == pytest.approx(without, rel=1e-12)
    # Each bar begins where the one before ends, and they end at the score.
    whole = max(score, without)
    for row in list(shown.values())[:-1]:
        after = end + row.precise
        assert row.left == pytest.approx(min(end, after) / whole * 100, abs=0.7)
        assert row.width == pytest.approx(abs(row.precise) / whole * 100, abs=0.7)
        end = after
    assert total.width == pytest.approx(end / whole * 100, abs=0.1)


@pytest.mark.parametrize("coefficient", [0.67, 1.45])
def test_the_chart_says_what_durability_does(client: Client, coefficient: float) -> None:
    body = TSHIRT | {"physicalDurability": coefficient, "price": 60, "numberOfReferences": 100}
    answer = answer_of(client, "textile", body)
    shown = chart_of(page_of(client, "textile", body))["Durabilité"]
    if answer["durability"] > 1:
        assert shown.value.startswith("-")
    else:
        assert shown.value.startswith("+")


def test_a_garment_of_which_nothing_counts_has_an_empty_chart(client: Client) -> None:
    steps = ["material", "spinning", "fabric", "ennobling", "making", "distribution", "use", "eol"]
    page = page_of(client, "textile", TSHIRT | {"disabledSteps": steps, "trims": []})
    part = page[page.index('class="cascade"') :].split("</table>", maxsplit=1)[0]
    assert "<rect" not in part
    assert "0\u202fPts" in part


def test_a_recipe_shows_its_figures(client: Client) -> None:
    answer = answer_of(client, "food", CARROT_CAKE)["results"]
    page = page_of(client, "food", CARROT_CAKE)
    score = answer["total"]["ecs"]
    assert f'title="{exact(score)}">' in page
    assert fact(page, "Par kg de produit préparé") == quantity(
        score / answer["preparedMass"], "Pts"
    )
    parts = {
        "Matières premières": answer["recipe"]["ingredientsTotal"]["ecs"],
        "Transformation": answer["recipe"]["transform"]["ecs"],
        "Emballage": answer["packaging"]["ecs"],
        "Transports": answer["transports"]["impacts"]["ecs"],
        "Distribution": answer["distribution"]["total"]["ecs"],
        "Utilisation": answer["preparation"]["ecs"],
    }
    shown = bars_of(page)
    assert {name: value for name, (_precise, value, _share) in shown.items()} == {
        name: quantity(points, "Pts") for name, points in parts.items()
    }
    for name, points in parts.items():
        assert shown[name][2] == percentage(points / score, 1)


def test_an_object_shows_its_figures(client: Client) -> None:
    answer = answer_of(client, "object", CHAIR)
    page = page_of(client, "object", CHAIR)
    score = answer["impacts"]["ecs"]
    mass = answer["mass"]
    assert fact(page, "Par kg") == quantity(score / mass, "Pts")
    assert fact(page, "Masse du produit") == quantity(mass, "kg", 3)


@pytest.mark.parametrize(("sector", "body"), PRODUCTS)
def test_a_record_and_a_file_have_the_stages_of_the_page(
    client: Client, sector: str, body: Any
) -> None:
    sent = {"simulations": json.dumps([{"name": "x", "sector": sector, "query": body}])}
    compared = client.post("/comparer/telechargement/json/", sent).json()["simulations"][0]
    stages = [points for points in compared["stages"].values() if points]
    if sector == "textile":
        # Its page has the stages before durability, one by one.
        found = garment_stages(answer_of(client, sector, body)).values()
        assert stages == pytest.approx([points for points in found if points], rel=1e-12)
    else:
        values = [
            precise for precise, _value, _share in bars_of(page_of(client, sector, body)).values()
        ]
        assert [value for value in values if value != exact(0.0)] == list(map(exact, stages))
    assert sum(compared["stages"].values()) == pytest.approx(compared["score"], rel=1e-12)


@pytest.mark.django_db
def test_the_shares_of_impacts_are_before_durability(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("membre@example.org"))
    page = page_of(client, "textile", TSHIRT)
    answer = answer_of(client, "textile", TSHIRT)
    shown = bars_of(page, "panel-impacts")
    whole = answer["impactsWithoutDurability"]["ecs"]
    micro = 250 * TSHIRT["mass"]
    assert shown["Complément microfibres"][1:] == (
        quantity(micro, "Pts"),
        percentage(micro / whole, 1),
    )


@pytest.mark.django_db
def test_an_impact_has_points_before_durability_and_an_amount_after(
    client: Client, method: Method
) -> None:
    client.force_login(get_user_model().objects.create_user("membre@example.org"))
    page = page_of(client, "textile", TSHIRT)
    panel = page[page.index('id="panel-impacts"') :].split("</table>")[0]
    row = re.search(
        r"Changement climatique<small>([^<]*)</small>.*?<td[^>]*>([^<]*)<", panel, re.DOTALL
    )
    assert row is not None
    garment = compute(TEXTILE, method, TSHIRT, served_to(method, entitled=True))
    climate, durability = garment.impacts["cch"], garment.simulation.durability.coefficient
    assert climate is not None
    assert durability != 1
    assert row[1] == quantity(climate, "kg éq. CO₂")
    # Normalised and weighed (textile.md 12).
    assert row[2] == quantity(climate * durability / 7553.08 * 0.2106 * 1e6, "Pts")


def test_the_facts_of_a_woven_garment_are_the_engines(client: Client) -> None:
    """The portal's formulas, written again: surface, threads, picks, energy, yarn."""
    page = page_of(client, "textile", WOVEN)
    steps = answer_of(client, "textile", WOVEN)["lifeCycle"]
    making, fabric = steps[4], steps[2]
    assert fact(page, "Stocks dormants") == quantity(making["deadstock"], "kg", 3)
    assert fact(page, "Duites") == quantity(fabric["picking"], "duites.m", 0)
    assert fact(page, "Densité de fils") == quantity(fabric["threadDensity"], "fils/cm")
    surface = fabric["outputMass"] * 1000 / WOVEN["surfaceMass"]
    assert fact(page, "Surface") == quantity(surface, "m²")
    assert fact(page, "Surface d’étoffe") == quantity(surface, "m²")
    assert fact(page, "Surface imprimée") == quantity(surface * 0.2, "m²")
    assert fact(page, "Titrage") == quantity(WOVEN["yarnSize"], "Nm", 0)
    assert fact(page, "Soit") == quantity(10_000 / WOVEN["yarnSize"], "Dtex", 0)

"""The figures of sets and of garments in parts, on their pages and records, are the answers."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from scoring.answers.products import POLO, PYJAMAS
from scoring.web.figures import exact, number, percentage, quantity
from tests.web.products import kg, points
from tests.web.shown import figure_of, headline_of, tables_of
from tests.web.test_page_figures import bars_of

ROUTES = {"sets": "/textile/lot/", "garments": "/textile/parties/"}
BODIES: dict[str, Any] = {"sets": PYJAMAS, "garments": POLO}
PIECES = {"sets": "products", "garments": "components"}


def answer_of(client: Client, name: str, body: Any) -> Any:
    sent = json.dumps(body)
    return client.post(f"/api/textile/{name}", sent, content_type="application/json").json()


def page_of(client: Client, name: str, body: Any) -> str:
    answer = client.post(f"{ROUTES[name]}lien/", {"query": json.dumps(body)})
    return unescape(answer.content.decode())


@pytest.mark.parametrize("name", ROUTES)
def test_the_head_of_the_results_has_its_own_figures(client: Client, name: str) -> None:
    body = BODIES[name]
    page, answer = page_of(client, name, body), answer_of(client, name, body)
    score, mass = answer["impacts"]["ecs"], answer["mass"]
    assert f'title="{exact(score)}">{number(score)}<' in page
    shown = headline_of(page)
    assert shown.pop("Produit").endswith(f", {kg(mass)}")
    assert shown == {
        "Pour 100 g": points(score * 0.1 / mass),
        "Avant durabilité": points(answer["impactsWithoutDurability"]["ecs"]),
        "Durabilité équivalente": number(answer["durability"]),
    }


@pytest.mark.parametrize("name", ROUTES)
def test_each_piece_shows_its_points_and_its_share(client: Client, name: str) -> None:
    page, answer = page_of(client, name, BODIES[name]), answer_of(client, name, BODIES[name])
    bars = list(bars_of(page, "pieces-title").values())
    for position, piece in enumerate(answer[PIECES[name]]):
        own = piece["impacts"]["ecs"] * piece.get("numberOfItem", 1)
        share = percentage(own / answer["impacts"]["ecs"], 1)
        assert percentage(piece["share"], 1) == share
        assert bars[position][1:] == (points(own), share)
        assert points(own) in figure_of(page, f"item-{position}")
        assert share in figure_of(page, f"item-{position}")


def test_the_three_ways_to_compute_a_garment_are_told_from_its_parts(client: Client) -> None:
    # Two parts that weigh nearly the same, so that the ways differ by far more than a rounding.
    main, collar = POLO["components"]
    garment = POLO | {"components": [main, collar | {"mass": 0.15}]}
    page = page_of(client, "garments", garment)
    part = page[page.index('class="forms"') :].split("</table>", maxsplit=1)[0]
    first, *simplified = [
        answer_of(client, "garments", garment | form)["impacts"]["ecs"]
        for form in ({}, {"simplification": 1}, {"simplification": 2})
    ]
    differences = [percentage(score / first - 1, 1) for score in simplified]
    assert differences[0].startswith("-")
    assert re.findall(r'<td class="number(?: share)?">([^<]*)</td>', part) == [
        *(points(first), ""),
        *(points(simplified[0]), differences[0]),
        *(points(simplified[1]), f"+{differences[1]}"),
    ]


@pytest.mark.parametrize("name", ROUTES)
def test_the_record_has_the_answers_figures(client: Client, name: str) -> None:
    body = BODIES[name]
    answer = answer_of(client, name, body)
    sent = {"query": json.dumps(body)}
    tables = tables_of(client.post(f"{ROUTES[name]}fiche/", sent).content.decode())
    score, mass = answer["impacts"]["ecs"], answer["mass"]
    assert {title: cells[0] for title, cells in tables["Résultat"].items() if title} == {
        "Coût environnemental": points(score),
        "Pour 100 g": points(score * 0.1 / mass),
        "Avant durabilité": points(answer["impactsWithoutDurability"]["ecs"]),
        "Durabilité équivalente": number(answer["durability"]),
        "Score PEF": quantity(answer["impacts"]["pef"], "µPt"),
        "Masse": kg(mass),
    }
    headings, *rows = tables["Répartition"].values()
    assert headings == [
        "Nombre",
        "Masse (kg)",
        "Prix retenu (€)",
        "Durabilité",
        "Coût d’un exemplaire (Pts)",
        "Part du total",
    ]
    assert rows == [
        [
            number(piece.get("numberOfItem", 1), 0),
            number(piece["mass"], 3),
            number(piece["price"]),
            number(piece["durability"]),
            number(piece["impacts"]["ecs"]),
            percentage(piece["share"], 1),
        ]
        for piece in answer[PIECES[name]]
    ]

"""A comparison has a baseline chosen by the visitor, and only lists what differs."""

import json
import re
from typing import Any

from django.test import Client

from scoring.web.figures import number, percentage
from tests.web.test_sharing import CHAIR, FOOD, JEANS, TSHIRT, compared, downloaded, simulation


def test_the_visitor_chooses_what_the_others_are_compared_with(client: Client) -> None:
    simulations = [
        simulation("Faux", TSHIRT | {"mass": -1}),
        simulation("T-shirt", TSHIRT),
        simulation("Jean", JEANS),
    ]
    scores = [item["score"] for item in downloaded(client, *simulations)["simulations"]]

    def changes(**fields: str) -> list[str]:
        posted = {"simulations": json.dumps(simulations), **fields}
        text = client.post("/comparer/graphiques/", posted).content.decode()
        table = text[text.index('id="view-total"') : text.index('id="view-stages"')]
        told: list[str] = re.findall(r'<small class="change">([^<]*)</small>', table)
        (name,) = re.findall(
            r'title="([^"]*)">[^<]*</span><span class="badge">[^<]*</span> '
            r'<span class="badge baseline">',
            table,
        )
        return [name, *told]

    more = number(scores[1] - scores[0])
    parts = [percentage((scores[1] - scores[0]) / score, 1) for score in scores]
    assert changes(baseline="1") == ["T-shirt", f"+{more}", f"+{parts[0]}"]
    assert changes(baseline="2") == ["Jean", f"−{more}", f"−{parts[1]}"]
    # The invalid simulation, a position out of range, and what is not a position.
    for baseline in ("0", "9", "-1", "x", ""):
        assert changes(baseline=baseline)[0] == "T-shirt"


def test_only_the_parameters_that_differ_are_listed(client: Client) -> None:
    def differing(*simulations: dict[str, Any]) -> dict[str, list[str]]:
        text = compared(client, *simulations).content.decode()
        section = text[text.index('<section class="parameters"') :]
        return {
            label.rpartition("</small> ")[2]: re.findall(r"<td>(.*?)</td>", cells)
            for label, cells in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', section)
        }

    garments = differing(
        simulation("A", TSHIRT),
        simulation("Recette", FOOD, sector="food"),
        simulation("B", TSHIRT | {"mass": 0.2}),
    )
    assert garments == {"Masse du produit fini": ["0,170\u202fkg", "0,200\u202fkg"]}
    heavier = FOOD | {"distribution": "frozen"}
    recipes = differing(
        simulation("A", FOOD, sector="food"), simulation("B", heavier, sector="food")
    )
    assert list(recipes) == ["Conservation en magasin"]
    shorter = {"components": CHAIR["components"][:1]}
    chairs = differing(
        simulation("A", CHAIR, sector="object"), simulation("B", shorter, sector="object")
    )
    ((present, absent),) = chairs.values()
    assert present.startswith("2 × ")
    assert "aucun" in absent

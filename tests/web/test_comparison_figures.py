"""The figures of a comparison are those of the answers, with the right signs and names."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from scoring.answers.sector import compute
from scoring.answers.sectors import TEXTILE
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web.figures import number
from tests.web.products import BOXES, FRUIT
from tests.web.test_explanations import WOVEN
from tests.web.test_page_figures import answer_of, garment_stages
from tests.web.test_sharing import compared, downloaded, rows_of

SIMULATIONS = [
    {"name": name, "sector": name, "query": query}
    for name, query in (("textile", WOVEN), ("food", FRUIT), ("object", BOXES))
]


def complements_of(client: Client) -> list[float]:
    """Points of each product's complements: a malus adds to the score, a bonus is negative."""
    garment = answer_of(client, "textile", WOVEN)["complementsImpacts"]
    dish = answer_of(client, "food", FRUIT)["results"]["recipe"]["totalBonusImpact"]
    return [sum(garment.values()), sum(dish.values()), 0.0]


def test_complements_are_told_with_their_sign(member: Client) -> None:
    expected = complements_of(member)
    assert expected[0] > 0 > expected[1]
    found = downloaded(member, *SIMULATIONS)["simulations"]
    assert [item["impacts"]["complements"] for item in found] == pytest.approx(expected)
    rows = rows_of(compared(member, *SIMULATIONS).content.decode(), "impacts")
    assert rows["Compléments"] == [number(points) for points in expected]


def test_an_impact_is_told_in_points_of_the_score(member: Client, method: Method) -> None:
    """Each impact divided by its normalisation and weighed, in millionths of a point (12)."""
    (found,) = downloaded(member, SIMULATIONS[0])["simulations"]
    climate = compute(TEXTILE, method, WOVEN, served_to(method, entitled=True)).impacts["cch"]
    assert climate is not None
    assert found["impacts"]["cch"] == pytest.approx(climate / 7553.08 * 0.2106 * 1e6, rel=1e-9)


def test_scores_and_stages_are_those_of_the_answers(client: Client) -> None:
    garment = answer_of(client, "textile", WOVEN)
    dish = answer_of(client, "food", FRUIT)["results"]
    boxes = answer_of(client, "object", BOXES)
    scores = [garment["impacts"]["ecs"], dish["total"]["ecs"], boxes["impacts"]["ecs"]]
    page = compared(client, *SIMULATIONS).content.decode()
    written = [number(score) for score in scores]
    assert rows_of(page, "total") == {"Coût environnemental": written}
    rows = rows_of(page, "stages")
    of_garment = garment_stages(garment)
    of_dish: dict[str, Any] = {
        "Matières premières": dish["recipe"]["ingredientsTotal"]["ecs"],
        "Transformation": dish["recipe"]["transform"]["ecs"],
        "Emballage": dish["packaging"]["ecs"],
        "Transports": dish["transports"]["impacts"]["ecs"],
        "Distribution": dish["distribution"]["total"]["ecs"],
        "Utilisation": dish["preparation"]["ecs"],
    }
    of_boxes = {
        "Matières premières": boxes["stages"]["material"]["ecs"],
        "Transformation": boxes["stages"]["transformation"]["ecs"],
    }
    for name, points in of_garment.items():
        others = [stages.get(name, 0.0) for stages in (of_dish, of_boxes)]
        assert rows[name] == [number(figure) for figure in (points, *others)], name


def test_the_file_of_a_comparison_has_the_same_figures(client: Client) -> None:
    found = downloaded(client, *SIMULATIONS)["simulations"]
    answer = compared(client, *SIMULATIONS, path="telechargement/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))[1:]
    for item in found:
        own = [row for row in rows if row[0] == item["name"]]
        ((score,),) = [row[6:7] for row in own if row[4] == "Total"]
        assert float(score) == item["score"]
        assert [float(row[6]) for row in own if row[4] == "Étapes"] == list(item["stages"].values())
        assert {row[7] for row in own} == {"Pts"}
    garment = answer_of(client, "textile", WOVEN)
    assert found[0]["score"] == garment["impacts"]["ecs"]
    assert list(found[0]["stages"].values()) == pytest.approx(
        list(garment_stages(garment).values())
    )

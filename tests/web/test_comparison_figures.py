"""The figures of a comparison are those of the answers, with the right signs and names."""

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
    garment = answer_of(client, "textile", WOVEN)
    answer = compared(client, SIMULATIONS[0], path="telechargement/csv")
    lines = answer.content.decode().splitlines()
    for view, name, points in (
        ("Total", "Coût environnemental", garment["impacts"]["ecs"]),
        ("Étapes", "Utilisation", garment_stages(garment)["Utilisation"]),
    ):
        (line,) = [one for one in lines if f",{view},{name}," in one]
        assert float(line.split(f",{view},{name},")[1].split(",")[0]) == pytest.approx(points)
        assert line.split(",")[-2] == "Pts"

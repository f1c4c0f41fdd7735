"""What one unit of a record costs is what a product made of it alone costs."""

from dataclasses import replace
from typing import Any

import pytest

from scoring.answers.examples import listed_examples, scores_of_category
from scoring.answers.levels import served_to
from scoring.answers.products import INJECTION_MOULDING, POLYPROPYLENE, STEEL
from scoring.answers.sector import Computed, compute
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE
from scoring.answers.unit_costs import (
    default_density,
    default_picks,
    example_points,
    fibre_points_per_kg,
    piece_of,
    points_of,
    points_per_kg,
    scores_of,
    transform_points,
)
from scoring.engine.method import Method

PINE = "17431e06-2973-516e-b043-be9ad405e4fb"
DENSITY_OF_PINE = 660
BY_SURFACE = "bef7a8c2-24f1-596c-b0c8-2759eef42e05"
CHAIR_LEG = "ad9d7f23-076b-49c5-93a4-ee1cd7b53973"


def made_of(
    method: Method, amount: float, material: str, *transforms: str
) -> Computed[Any, Any, Any]:
    """An object of one element."""
    element = {"amount": amount, "material": material, "transforms": list(transforms)}
    body = {"components": [{"quantity": 1, "custom": {"name": "x", "elements": [element]}}]}
    return compute(OBJECT, method, body, served_to(method, None))


def test_a_kilogram_is_measured_by_mass_or_by_density(method: Method) -> None:
    processes = method.dataset.processes
    steel, pine = processes[STEEL], processes[PINE]
    assert points_per_kg(method, steel) == made_of(method, 1, STEEL).impacts["ecs"]
    assert points_per_kg(method, pine) == pytest.approx(
        made_of(method, 1 / DENSITY_OF_PINE, PINE).impacts["ecs"], rel=1e-12
    )
    assert points_per_kg(method, processes[BY_SURFACE]) is None


def test_flows_have_every_score(method: Method) -> None:
    scores = scores_of(method, [(method.dataset.processes[STEEL].index, 2.0)])
    assert scores == {name: made_of(method, 2, STEEL).impacts[name] for name in ("ecs", "pef")}
    assert points_of(method, [(method.dataset.processes[STEEL].index, 2.0)]) == scores["ecs"]


def test_a_transform_costs_what_a_unit_entering_it_does(method: Method) -> None:
    processes = method.dataset.processes
    plastic, moulding = processes[POLYPROPYLENE], processes[INJECTION_MOULDING]
    assert moulding.waste == 0.006
    whole = made_of(method, 1 - moulding.waste, POLYPROPYLENE, INJECTION_MOULDING)
    points = whole.results.transformation[whole.served.table.trigrams.index("ecs")]
    assert transform_points(method, plastic, moulding) == points
    assert transform_points(method, plastic, replace(moulding, waste=1.0)) is None


def test_a_recycled_fibre_counts_a_part_of_the_virgin_one(method: Method) -> None:
    materials = method.dataset.materials
    virgin, recycled = materials["ei-pet"], materials["ei-pet-r"]
    assert fibre_points_per_kg(method, virgin) == points_of(method, [(virgin.process.index, 1.0)])
    assert recycled.manufacturer_allocation is not None
    assert recycled.recycled_quality_ratio is not None
    rest = (1 - recycled.manufacturer_allocation) * recycled.recycled_quality_ratio
    assert fibre_points_per_kg(method, recycled) == pytest.approx(
        recycled.manufacturer_allocation * points_of(method, [(recycled.process.index, 1.0)])
        + rest * fibre_points_per_kg(method, virgin),
        rel=1e-12,
    )


def test_a_piece_is_a_product_of_one_component(method: Method) -> None:
    component = method.dataset.components[CHAIR_LEG]
    body = {"components": [{"id": CHAIR_LEG, "quantity": 1}]}
    product = compute(OBJECT, method, body, served_to(method, None))
    piece = piece_of(method, component)
    assert piece is not None
    assert piece.mass_kg == product.mass
    assert points_of(method, piece.flows) == pytest.approx(product.impacts["ecs"], rel=1e-12)


def test_a_piece_whose_units_do_not_agree_is_none(method: Method) -> None:
    processes = method.dataset.processes
    component = method.dataset.components[CHAIR_LEG]
    wrong = replace(
        component.elements[0],
        material=processes[BY_SURFACE],
        transforms=(processes[INJECTION_MOULDING],),
    )
    assert piece_of(method, replace(component, elements=(wrong,))) is None


@pytest.mark.parametrize("sector", [TEXTILE, FOOD])
def test_an_example_costs_what_its_simulator_says(method: Method, sector: Any) -> None:
    example = listed_examples(method, sector.name)[-1]
    computed = compute(sector, method, example.query, served_to(method, None))
    points = example_points(method, example)
    assert points is not None
    assert points == computed.impacts["ecs"]
    assert example_points(method, example, 0.1) == pytest.approx(points * 0.1 / computed.mass)


def test_an_example_that_weighs_nothing_has_no_cost_by_mass(method: Method) -> None:
    example = replace(listed_examples(method, FOOD.name)[0], query={"ingredients": []})
    assert example_points(method, example, 0.1) is None


def test_the_fabric_of_a_category_has_a_density_if_it_is_woven(method: Method) -> None:
    products = method.dataset.products
    assert default_density(products["calecon"]) == 37.5
    assert default_picks(products["calecon"]) == 3750
    assert default_density(products["tshirt"]) is None
    assert default_picks(products["tshirt"]) is None


def test_the_examples_of_a_category_are_in_the_order_of_their_scores(method: Method) -> None:
    scores = scores_of_category(method, "pull")
    assert len(scores) > 2
    assert scores == sorted(scores)
    assert set(scores) <= {
        example_points(method, one) for one in listed_examples(method, TEXTILE.name)
    }
    assert scores_of_category(method, "nope") == []

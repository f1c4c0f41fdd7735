"""The durability of a garment at the ends of each rule (textile.md 6)."""

from typing import Any

import pytest

from scoring.engine.method import Method
from scoring.engine.textile.durability import (
    Durability,
    base_cycles,
    references_index,
    repair_index,
    with_services,
)
from scoring.engine.textile.query import parse
from scoring.engine.textile.simulate import simulate

TSHIRT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}


def durability(method: Method, **change: Any) -> Durability:
    return simulate(method.textile, parse(method.dataset, TSHIRT | change)).durability


@pytest.mark.parametrize(
    ("references", "index"),
    [
        (1, 1),
        (999, 1),
        (1000, 1),
        (1001, 0.5 + 0.5 * 5999 / 6000),
        (4000, 0.75),
        (6999, 0.5 + 0.5 / 6000),
        (7000, 0.5),
        (7001, 0.5 * 8999 / 9000),
        (11500, 0.25),
        (15999, 0.5 / 9000),
        (16000, 0),
        (16001, 0),
        (999999, 0),
    ],
)
def test_a_wider_range_lasts_less(references: int, index: float) -> None:
    assert references_index(references) == index


@pytest.mark.parametrize(
    ("price", "cost", "index"),
    [
        (100, 32.9, 1),
        (100, 33, (100 - 33) / (33 / 0.33 - 33)),
        (100, 34, (100 - 34) / (34 / 0.33 - 34)),
        (100, 66, (100 - 66) / (66 / 0.33 - 66)),
        (100, 99.9, (100 - 99.9) / (99.9 / 0.33 - 99.9)),
        (100, 100, 0),
        (100, 101, 0),
        (0, 10, 0),
        (1e9, 10, 1),
    ],
)
def test_a_repair_that_costs_more_of_the_price_is_made_less(
    price: float, cost: float, index: float
) -> None:
    assert repair_index(price, cost) == pytest.approx(index, rel=1e-12, abs=0)


@pytest.mark.parametrize("repair", [0.0, 0.4, 1.0])
def test_services_make_up_for_the_size_of_a_business(repair: float) -> None:
    assert with_services(repair, "small-business") == repair
    assert with_services(repair, "large-business-without-services") == 0.67 * repair
    assert with_services(repair, "large-business-with-services") == 0.67 * repair + 0.33


def test_the_lower_of_the_two_coefficients_wins(method: Method) -> None:
    worst = {"business": "large-business-without-services", "numberOfReferences": 20000, "price": 1}
    best = {"business": "small-business", "numberOfReferences": 1, "price": 1000}
    assert durability(method, **worst).coefficient == 0.67
    assert durability(method, **best).coefficient == 1.45
    physical = durability(method, physicalDurability=0.8, **best)
    assert (physical.coefficient, physical.physical, physical.non_physical) == (0.8, 0.8, 1.45)
    indices = durability(method, physicalDurability=1.2, **worst)
    assert (indices.coefficient, indices.physical, indices.non_physical) == (0.67, 1.2, 0.67)
    assert (indices.references_index, indices.repairability_index) == (0, 0)


@pytest.mark.parametrize(
    ("references", "coefficient"),
    # (0.5 i + 0.5) of the way from 0.67 to 1.45, rounded half up to two decimals.
    [(1000, 1.45), (4000, 1.35), (8000, 1.23), (11500, 1.16), (16000, 1.06)],
)
def test_the_coefficient_is_rounded_to_hundredths(
    method: Method, references: int, coefficient: float
) -> None:
    found = durability(method, business="small-business", price=1000, numberOfReferences=references)
    assert found.repairability_index == 1
    assert found.coefficient == found.non_physical == coefficient


def test_a_garment_worn_for_less_than_a_day_between_washes_is_washed_every_day(
    method: Method,
) -> None:
    for product in method.dataset.products.values():
        wears = max(1, product.wears_per_cycle)
        assert abs(base_cycles(product) - product.days_of_wear / wears) <= 0.5, product.id

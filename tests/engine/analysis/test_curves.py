"""The curve of the durability coefficient over the values of a field."""

from scoring.engine.analysis.thresholds import PRICE, REFERENCES, Durabilities
from scoring.engine.analysis.variants import Variants
from scoring.engine.method import Method

TSHIRT = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}


def test_a_curve_of_references_ends_where_nothing_changes(method: Method) -> None:
    durabilities = Durabilities(Variants(method, TSHIRT), REFERENCES)
    points = durabilities.curve()
    assert len(points) == 61
    assert points[0].value == 1
    assert points[-1].value == 17_000
    assert points[30].value == 8500.5
    assert [one.coefficient for one in points] == [
        durabilities.at(round(one.value)) for one in points
    ]
    assert points[0].coefficient > points[-1].coefficient == durabilities.at(100_000)


def test_a_curve_of_prices_goes_beyond_the_best_one(method: Method) -> None:
    cheap = Durabilities(Variants(method, TSHIRT | {"price": 10}), PRICE)
    best = cheap.reaching(cheap.best)
    assert best is not None
    points = cheap.curve()
    assert points[0].value == 1
    assert points[-1].value == best * 1.25
    assert points[-1].coefficient == cheap.best
    dear = Durabilities(Variants(method, TSHIRT | {"price": 900}), PRICE)
    assert dear.curve()[-1].value > 900

"""Sums, quantiles and intervals at their ends, where a double holds no more."""

import math

import pytest

from scoring.engine.analysis.estimate import _quantile, _share
from scoring.engine.analysis.sums import deviation, mean, total
from scoring.engine.assumptions import Choices, Interval
from scoring.engine.method import Method


def test_sums_are_exact_or_infinite_but_never_a_fault() -> None:
    assert total([0.1] * 10) == 1.0
    assert total(iter([1e308, 1e308, -1e308])) == math.inf
    assert math.isnan(total([math.inf, -math.inf]))
    assert mean([1.0, 2.0, 6.0]) == 3.0
    assert deviation([1.0, 1.0, 4.0]) == pytest.approx(3**0.5, rel=1e-15)
    assert math.isnan(deviation([1.0, math.inf]))
    assert deviation([1.7e308, -1.7e308, 1.7e308]) == math.inf


@pytest.mark.parametrize(
    ("share", "expected"), [(0, 1.0), (0.25, 2.0), (0.5, 3.0), (0.75, 5.0), (0.9, 6.2), (1, 7.0)]
)
def test_a_quantile_is_between_its_neighbours(share: float, expected: float) -> None:
    assert _quantile([1.0, 2.0, 3.0, 5.0, 7.0], share) == pytest.approx(expected, rel=1e-15)


def test_a_field_has_no_share_of_what_does_not_vary_or_has_a_group_for_each_value() -> None:
    assert _share([[1.0, 1.0], [1.0]], [1.0, 1.0, 1.0]) == 0.0
    assert _share([[1.0], [2.0]], [1.0, 2.0]) == 0.0
    assert _share([[1.0, 1.0], [2.0, 2.0]], [1.0, 1.0, 2.0, 2.0]) == 1.0


def test_an_interval_is_even_or_even_by_ratio_and_keeps_to_its_ends() -> None:
    even, ratio = Interval(least=10, most=30), Interval(least=1, most=100, ratio=True)
    assert [even.at(place) for place in (0, 0.25, 1, 2, -1)] == [10, 15, 30, 30, 10]
    assert [ratio.at(place) for place in (0, 0.5, 1)] == pytest.approx([1, 10, 100], rel=1e-12)
    whole = Interval(least=1, most=4, whole=True)
    assert [whole.at(place) for place in (0.3, 0.7)] == [2, 3]
    choices = Choices(values=("a", "b"), weights=(0.25, 0.75))
    assert [choices.at(place) for place in (0, 0.24, 0.25, 1)] == ["a", "a", "b", "b"]


def test_numbers_of_references_are_drawn_whole_and_masses_are_not(method: Method) -> None:
    assert method.dataset.assumptions is not None
    fields = method.dataset.assumptions.fields
    references, mass = fields["numberOfReferences"].of("tshirt"), fields["mass"].of("tshirt")
    assert isinstance(references, Interval)
    assert isinstance(mass, Interval)
    assert (references.whole, mass.whole) == (True, False)

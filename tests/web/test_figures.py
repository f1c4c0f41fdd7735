"""Figures as pages show them."""

import pytest
from django.utils.translation import override

from scoring.web.figures import number, percentage, quantity, significant

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0.0, "0", "0"),
        (12.345, "12,35", "12.35"),
        (-1.5, "-1,50", "-1.50"),
        (1754.638, f"1{NARROW}755", "1,755"),
        (100.0, "100", "100"),
        (0.000123456, "1,23e-4", "1.23e-4"),
    ],
)
def test_a_figure_follows_the_language(value: float | None, french: str, english: str) -> None:
    with override("fr"):
        assert number(value) == french
    with override("en"):
        assert number(value) == english


@pytest.mark.parametrize(
    ("value", "french"),
    [
        (0.0461652, "0,0461652"),
        (98120.0, f"98{NARROW}120"),
        (1234567.8, f"1{NARROW}234{NARROW}568"),
        (4.4e-9, "4,4e-9"),
        (45.0, "45"),
        (0.0, "0"),
    ],
)
def test_a_figure_of_the_data_keeps_its_digits(value: float, french: str) -> None:
    with override("fr"):
        assert significant(value) == french


def test_units_follow_after_a_narrow_space() -> None:
    with override("fr"):
        assert quantity(1754.6, "Pts") == f"1{NARROW}755{NARROW}Pts"
        assert quantity(None, "Pts") == "non disponible"
        assert percentage(0.145) == f"14,5{NARROW}%"
        assert percentage(1.0) == f"100{NARROW}%"

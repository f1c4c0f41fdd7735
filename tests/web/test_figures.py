"""How pages format figures."""

import pytest
from django.utils.translation import override

from scoring.web.figures import effect, exact, number, percentage, quantity, significant

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


@pytest.mark.parametrize(
    ("points", "french"),
    [(42.5, f"+42,50{NARROW}Pts"), (-42.5, f"−42,50{NARROW}Pts"), (0.0, f"0{NARROW}Pts")],
)
def test_a_complement_is_told_by_its_effect(points: float, french: str) -> None:
    with override("fr"):
        assert effect(points) == french


@pytest.mark.parametrize(
    ("ratio", "decimals", "french"),
    [(0.12345, 2, "12,35"), (0.12345, 1, "12,3"), (12.5, 2, f"1{NARROW}250"), (0.0, 2, "0")],
)
def test_a_share_is_told_in_per_cent(ratio: float, decimals: int, french: str) -> None:
    with override("fr"):
        assert percentage(ratio, decimals) == f"{french}{NARROW}%"


def test_the_decimals_asked_for_are_given_below_a_hundred() -> None:
    with override("fr"):
        assert number(0.17, 3) == "0,170"
        assert number(99.994, 2) == "99,99"
        assert number(100.5, 3) == "100"
        assert number(0.17, 0) == "0"
        assert quantity(1234.5, "km", 0) == f"1{NARROW}234{NARROW}km"


@pytest.mark.parametrize("value", [None, float("inf"), float("nan")])
def test_what_is_not_known_is_never_a_figure(value: float | None) -> None:
    with override("fr"):
        for written in (number(value), significant(value), quantity(value, "Pts")):
            assert written == "non disponible"
        assert percentage(value) == "non disponible"
        assert exact(value) == ""


def test_all_that_is_known_of_a_figure_is_in_its_tooltip() -> None:
    with override("fr"):
        assert exact(1754.6384371121455) == "1754,6384371121455"
    with override("en"):
        assert exact(1754.6384371121455) == "1754.6384371121455"

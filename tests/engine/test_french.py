"""Numbers in a French sentence."""

import pytest

from scoring.engine.french import decimal, percentage, quantity


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0, 3, "0"),
        (0.1704, 3, "0,17"),
        (12.0, 1, "12"),
        (100.0, 0, "100"),
        (0.0005001, 3, "0,001"),
        (0.0004, 3, "4e-4"),
        (-1.25e-9, 6, "-1,25e-9"),
        (5e-324, 3, "4,94e-324"),
    ],
)
def test_a_number_is_never_written_as_nothing_unless_it_is(
    value: float, digits: int, text: str
) -> None:
    assert decimal(value, digits) == text


def test_a_percentage_keeps_as_many_decimals_as_asked() -> None:
    assert percentage(0.99999) == "100\u00a0%"
    assert percentage(0.99999, 8) == "99,999\u00a0%"


def test_a_quantity_has_a_comma_six_digits_and_its_unit() -> None:
    assert quantity(0.17, "kg") == "0,17\u00a0kg"
    assert quantity(1234.56789, "g") == "1234,57\u00a0g"

"""Numbers as JavaScript rounds and writes them."""

import math

import pytest

from scoring.engine.decoding import DecodingError, Integer, Number, Proportion
from scoring.engine.numbers import all_finite, as_double, notation, plain, round_half_up


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (10.0, "10"),
        (-1.5, "-1.5"),
        (0.000001, "0.000001"),
        (1.5e-6, "0.0000015"),
        (1e-7, "1e-7"),
        (-1.25e-9, "-1.25e-9"),
        (5e-324, "5e-324"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e21, "1e+21"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (2**53 + 1, "9007199254740992"),
    ],
)
def test_a_number_is_written_as_javascript_does(value: float, written: str) -> None:
    assert notation(value) == written


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (0.49999999999999994, 0),
        (0.5, 1),
        (-0.5, 0),
        (-2.5, -2),
        (4503599627370497.0, 4503599627370497),
        (math.inf, math.inf),
    ],
)
def test_halves_go_up_and_nothing_else_does(value: float, rounded: float) -> None:
    assert round_half_up(value) == rounded


def test_an_integer_beyond_all_doubles_is_no_number() -> None:
    huge = 10**400
    assert as_double(huge) == math.inf
    assert as_double(-huge) == -math.inf
    for decoder in (Number(), Proportion()):
        with pytest.raises(DecodingError, match="Expecting a FLOAT"):
            decoder.decode(huge)
    assert Integer().decode(1e20) == 10**20


@pytest.mark.parametrize("value", [math.nan, math.inf, 1e300, 0.5])
def test_what_is_no_exact_integer_stays_a_double(value: float) -> None:
    assert isinstance(plain(value), float)


@pytest.mark.parametrize(
    ("figures", "divisor", "finite"),
    [
        ([], 1.0, True),
        ([0.0, None, -1e308], 1.0, True),
        ([1.0, math.nan], 1.0, False),
        ([None, -math.inf], 1.0, False),
        ([1e300], 1e-10, False),
    ],
)
def test_one_figure_may_be_the_one_that_is_not_finite(
    figures: list[float | None], divisor: float, finite: bool
) -> None:
    assert all_finite(figures, divisor) is finite

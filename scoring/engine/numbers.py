"""Arithmetic and number formatting that must match JavaScript's, which the reference uses."""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

# Above this, doubles no longer represent every integer exactly, so an integral value stays a float.
_EXACT_INTEGERS = 2**53
# The number of digits at which JavaScript switches to exponent notation.
_LONGEST_INTEGER = 21
_MOST_LEADING_ZEROS = 6


def as_double(value: Any) -> float:
    """The double nearest to an int or a float; an integer beyond all doubles is infinite.

    A zero loses its sign, which JavaScript does not write either.

    >>> as_double(2), as_double(-0.0), as_double(10**400), as_double(-(10**400))
    (2.0, 0.0, inf, -inf)
    """
    try:
        return float(value) + 0.0
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def round_half_up(value: float) -> float:
    """Round to the nearest integer, halves upwards (textile.md, "Notation").

    A value that is not finite is returned as it is.

    >>> [round_half_up(value) for value in (2.5, -2.5, 0.49999999999999994, float("inf"))]
    [3.0, -2.0, 0.0, inf]
    """
    if not math.isfinite(value):
        return value
    below = float(math.floor(value))
    # Not floor(value + 0.5): that sum is itself rounded just below a half and above 2**52.
    return below if value - below < 0.5 else below + 1


def running_sum(figures: Iterable[int | float]) -> int | float:
    """Add figures one after the other, rounding each time, as JavaScript does.

    Since Python 3.12, ``sum`` carries the rounding errors of floats along: its last digits are
    others.

    >>> running_sum([0.1] * 10), running_sum([2, 3])
    (0.9999999999999999, 5)
    """
    total: int | float = 0
    for figure in figures:
        total += figure
    return total


def divide(numerator: float, denominator: float) -> float:
    """Divide as IEEE 754 does: a zero denominator gives an infinity, or NaN for 0/0.

    >>> divide(1, 4), divide(1, 0.0), divide(-1, 0.0), divide(0, 0)
    (0.25, inf, -inf, nan)
    """
    if denominator:
        return numerator / denominator
    if numerator == 0 or math.isnan(numerator):
        return math.nan
    return math.copysign(math.inf, numerator) * math.copysign(1.0, denominator)


def all_finite(figures: Iterable[float | None], divisor: float = 1.0) -> bool:
    """Whether all figures are finite once divided; None, an unknown figure, is ignored.

    Fast for zeros, which most figures of an anonymous response are.

    >>> all_finite([1.0, None]), all_finite([float("nan")]), all_finite([1e308], 0.1)
    (True, False, False)
    """
    for figure in figures:  # noqa: SIM110 - a generator takes twice as long
        if figure and not math.isfinite(figure / divisor):
            return False
    return True


def plain(value: float) -> int | float:
    """Give an integral double the integer JavaScript writes for it.

    >>> plain(10.0), plain(0.5), plain(-3.0), plain(1e300)
    (10, 0.5, -3, 1e+300)
    """
    if -_EXACT_INTEGERS <= value <= _EXACT_INTEGERS and value == int(value):
        return int(value)
    return value


def notation(value: float) -> str:
    """Write a finite number as JavaScript does.

    >>> notation(2), notation(0.81), notation(1e-7), notation(1e21), notation(2**53 + 1)
    ('2', '0.81', '1e-7', '1e+21', '9007199254740992')
    """
    value = float(value)
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, exponent = _shortest_digits(abs(value))
    # Position of the decimal point, counted in digits from the left.
    point = len(digits) + exponent
    if len(digits) <= point <= _LONGEST_INTEGER:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= _LONGEST_INTEGER:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -_MOST_LEADING_ZEROS < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{sign}{mantissa}e{point - 1:+d}"


def _shortest_digits(value: float) -> tuple[str, int]:
    """The shortest digits that round-trip to the number, and the power of ten of the last one."""
    _, digits, exponent = Decimal(repr(value)).as_tuple()
    text = "".join(map(str, digits))
    stripped = text.rstrip("0")
    return stripped, int(exponent) + len(text) - len(stripped)

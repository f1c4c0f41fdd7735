"""Arithmetic and notation that must be JavaScript's, because the reference runs there."""

import math

# Above this an integral double is no exact integer any more, and stays a float.
_EXACT_INTEGERS = 2**53


def round_half_up(value: float) -> float:
    """Round to the nearest integer, halves upwards (textile.md, notation).

    A value that is not finite is returned as it is.
    """
    rounded = value + 0.5
    return float(math.floor(rounded)) if math.isfinite(rounded) else rounded


def divide(numerator: float, denominator: float) -> float:
    """Divide as IEEE 754 does: a zero denominator gives an infinity, or no number for 0/0."""
    if denominator:
        return numerator / denominator
    if numerator == 0 or math.isnan(numerator):
        return math.nan
    return math.copysign(math.inf, numerator) * math.copysign(1.0, denominator)


def plain(value: float) -> int | float:
    """Give an integral double the integer JavaScript writes for it (``10.0`` is ``10``)."""
    if -_EXACT_INTEGERS <= value <= _EXACT_INTEGERS and value == int(value):
        return int(value)
    return value


def notation(value: float) -> str:
    """Write a finite number as JavaScript does.

    >>> notation(2.0), notation(0.81), notation(1e-7), notation(1e21)
    ('2', '0.81', '1e-7', '1e+21')
    """
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    digits = repr(float(value))
    mantissa, exponent_mark, exponent = digits.partition("e")
    if not exponent_mark:
        return digits
    power = int(exponent)
    if -7 < power < 0:
        return f"{value:.{len(mantissa.replace('.', '').lstrip('-')) - 1 - power}f}"
    return f"{mantissa}e{'+' if power > 0 else '-'}{abs(power)}"

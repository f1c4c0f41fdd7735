"""Figures as a page shows them (web.md 3.5), in the language of the request.

Rounding is for display only: nothing here is used in a calculation.
"""

import math

from django.utils.translation import gettext as _

from scoring.web.labels import is_english

# Keeps a number and its unit together; also the French thousands separator.
NARROW_NBSP = "\u202f"
NBSP = "\u00a0"
_SMALL = 0.01
_LARGE = 100
_SIGNIFICANT_DIGITS = 6


def number(value: float | None, decimals: int = 2) -> str:
    """Format a figure: no decimals from 100 up, a power of ten below 0.01.

    An unknown or non-finite value is shown as such, never as 0.
    """
    if value is None or not math.isfinite(value):
        return _("non disponible")
    if value == 0:
        return "0"
    if abs(value) < _SMALL:
        mantissa, _sign, exponent = f"{value:.2e}".partition("e")
        return f"{_localized(mantissa)}e{int(exponent)}"
    return _localized(f"{value:,.{0 if abs(value) >= _LARGE else decimals}f}")


def exact(value: float | None) -> str:
    """A figure with all its digits, for tooltips."""
    if value is None or not math.isfinite(value):
        return ""
    return _localized(repr(float(value)))


def significant(value: float | None) -> str:
    """A figure of the data as published: at most six significant digits, no trailing zeros."""
    if value is None or not math.isfinite(value):
        return _("non disponible")
    text = f"{value:,.{_SIGNIFICANT_DIGITS}g}"
    if "e" in text and abs(value) >= 1:
        text = f"{value:,.0f}"
    mantissa, mark, exponent = text.partition("e")
    return _localized(mantissa) + (f"e{int(exponent)}" if mark else "")


def with_unit(text: str, unit: str) -> str:
    """A figure and its unit."""
    return f"{text}{NARROW_NBSP}{unit}" if unit else text


def quantity(value: float | None, unit: str, decimals: int = 2) -> str:
    """A figure with its decimals and its unit; an unknown figure has no unit."""
    text = number(value, decimals)
    return text if value is None or not math.isfinite(value) else with_unit(text, unit)


def kilograms(mass: float | None) -> str:
    """A mass in kg, to the gram."""
    return quantity(mass, "kg", 3)


def division(before: float | None, divisor: float, after: str) -> str:
    """A division with its operands, kept on one line: 313 ÷ 0.67 = 467 Pts."""
    return NBSP.join((number(before), "÷", significant(divisor), "=", after))


def effect(points: float) -> str:
    """A complement with its sign: + is a malus, − a bonus."""
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{quantity(abs(points), 'Pts')}"


def percentage(ratio: float | None, decimals: int = 2) -> str:
    """A ratio of 1 as a percentage, without trailing zeros."""
    if ratio is None or not math.isfinite(ratio * 100):
        return _("non disponible")
    text = f"{ratio * 100:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return with_unit(_localized(text), "%")


def decimal_mark() -> str:
    """The decimal separator in the language of the request."""
    return "." if is_english() else ","


def _localized(text: str) -> str:
    """Replace the separators of Python's formats by those of the language."""
    if is_english():
        return text
    return text.replace(",", NARROW_NBSP).replace(".", ",")

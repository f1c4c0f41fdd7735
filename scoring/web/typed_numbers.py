"""Numbers typed into forms, in the language of the page: parsing, errors, formatting.

Parsing is done by ``scoring.answers.typed_numbers``; this module adds the translations.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.answers import typed_numbers
from scoring.answers.typed_numbers import NUMBER, Kind, Unread, beginning, number_in_unit
from scoring.web import figures
from scoring.web.figures import decimal_mark


class Limits(NamedTuple):
    """What a number control accepts: its kind, and its range in the unit it is typed in."""

    minimum: float | None
    maximum: float | None
    kind: Kind = NUMBER
    above_zero: bool = False


def typed_number(text: str, kind: Kind = NUMBER) -> int | float | str:
    """The number typed, in the unit of the request; the text itself if it is invalid."""
    return typed_numbers.typed_number(text, kind, decimal_mark())


def shown_number(value: float, kind: Kind = NUMBER) -> str:
    """A request's number as its field shows it, without loss of precision."""
    return typed_numbers.shown_number(value, kind, decimal_mark())


def plain_number(text: str, kind: Kind = NUMBER) -> str:
    """A typed number in machine notation, in the unit of the field; "" if invalid."""
    return typed_numbers.plain_number(text, kind, decimal_mark())


def understood(text: str, kind: Kind = NUMBER) -> str:
    """How a text was interpreted, with its unit, if shown differently; else ""."""
    shown = typed_numbers.understood(text, kind, decimal_mark())
    return figures.with_unit(shown, unit_of(kind)) if shown else ""


def unit_of(kind: Kind) -> str:
    """The unit of a field."""
    return _(kind.unit) if kind.unit else ""


def named_refusal(name: object, text: str, limits: Limits) -> str:
    """The error message for a typed number, with the control's name; "" if it is valid."""
    refused = refusal(text, limits)
    return _("{field} : {refusal}").format(field=name, refusal=refused) if refused else ""


def refusal(text: str, limits: Limits) -> str:
    """The error message for a typed number; "" if it is valid."""
    if not text:
        return _("une valeur est attendue.")
    try:
        number = number_in_unit(text, limits.kind, decimal_mark())
    except Unread as unread:
        return _(unread.sentence).format(**{**unread.values, "own": unit_of(limits.kind)})
    value = beginning(text)
    if limits.kind.whole and number != number.to_integral_value():
        return _("« {value} » n'est pas un nombre entier.").format(value=value)
    if limits.above_zero and not float(number) > 0:
        return _("« {value} » n'est pas plus grand que zéro.").format(value=value)
    low, high = limits.minimum, limits.maximum
    # As doubles: the decimal 1.45 is more than the double that a limit of 1.45 is.
    double = float(number)
    if low is not None and high is not None and not low <= double <= high:
        return _("« {value} » n'est pas compris entre {low} et {high}.").format(
            value=value, low=figures.significant(low), high=figures.significant(high)
        )
    if low is not None and double < low:
        return _("« {value} » est plus petit que {low}.").format(
            value=value, low=figures.significant(low)
        )
    return ""

"""What is wrong with a number that a person typed, in the visitor's language."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.web import figures
from scoring.web.typed_numbers import NUMBER, Kind, Unread, beginning, number_in_unit


class Limits(NamedTuple):
    """What a number control takes: its kind, and its range in the unit that it is typed in."""

    minimum: float | None
    maximum: float | None
    kind: Kind = NUMBER
    above_zero: bool = False


def named_refusal(name: object, text: str, limits: Limits) -> str:
    """The refusal of a typed number, with the control's name; "" for a good one."""
    refused = refusal(text, limits)
    return _("{field} : {refusal}").format(field=name, refusal=refused) if refused else ""


def refusal(text: str, limits: Limits) -> str:
    """The refusal of a typed number; "" for a good one."""
    if not text:
        return _("une valeur est attendue.")
    try:
        number = number_in_unit(text, limits.kind)
    except Unread as unread:
        return str(unread)
    value = beginning(text)
    if limits.kind.whole and number != number.to_integral_value():
        return _("« {value} » n'est pas un nombre entier.").format(value=value)
    if limits.above_zero and not float(number) > 0:
        return _("« {value} » n'est pas plus grand que zéro.").format(value=value)
    low, high = limits.minimum, limits.maximum
    if low is not None and high is not None and not low <= number <= high:
        return _("« {value} » n'est pas compris entre {low} et {high}.").format(
            value=value, low=figures.significant(low), high=figures.significant(high)
        )
    if low is not None and number < low:
        return _("« {value} » est plus petit que {low}.").format(
            value=value, low=figures.significant(low)
        )
    return ""

"""What is wrong with a number that a person typed, in the visitor's language."""

import math
from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.web import figures
from scoring.web.controls import typed_number


class Limits(NamedTuple):
    """What a number control takes, in the unit that it is typed in."""

    minimum: float | None
    maximum: float | None
    whole: bool
    above_zero: bool = False


ABOVE_ZERO = Limits(None, None, whole=False, above_zero=True)


def named_refusal(name: object, text: str, limits: Limits) -> str:
    """The refusal of a typed number, with the control's name; "" for a good one."""
    refused = refusal(text, limits)
    return _("{field} : {refusal}").format(field=name, refusal=refused) if refused else ""


def refusal(text: str, limits: Limits) -> str:
    """The refusal of a typed number; "" for a good one."""
    if not text:
        return _("une valeur est attendue.")
    number = typed_number(text)
    if isinstance(number, str) or not math.isfinite(number):
        return _("« {value} » n'est pas un nombre.").format(value=text)
    if limits.whole and not float(number).is_integer():
        return _("« {value} » n'est pas un nombre entier.").format(value=text)
    if limits.above_zero and not number > 0:
        return _("« {value} » n'est pas plus grand que zéro.").format(value=text)
    low, high = limits.minimum, limits.maximum
    if low is not None and high is not None and not low <= number <= high:
        return _("« {value} » n'est pas compris entre {low} et {high}.").format(
            value=text, low=figures.significant(low), high=figures.significant(high)
        )
    if low is not None and number < low:
        return _("« {value} » est plus petit que {low}.").format(
            value=text, low=figures.significant(low)
        )
    return ""

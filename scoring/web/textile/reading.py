"""From a form to a simulation, or to what is wrong, field by field and in the visitor's language.

The engine's own parser decides; only its refusals of numbers are worded again here, for a person
who typed a percentage and not for a program that sent a ratio.
"""

import math
from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.decoding import Integer, Proportion, Quantity
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.textile.fields import MATERIAL_ITEM, PRINTING, QUERY, TRIM_ITEM
from scoring.engine.textile.query import Query, parse
from scoring.web import figures
from scoring.web.controls import typed_number
from scoring.web.textile.form import Form
from scoring.web.textile.words import FIELDS

_PER_CENT = 100


class Limits(NamedTuple):
    """What a number control takes, in the unit that it is typed in."""

    minimum: float | None
    maximum: float | None
    whole: bool
    above_zero: bool = False


def _limits() -> dict[str, Limits]:
    found = {}
    records = (("", QUERY), ("", MATERIAL_ITEM), ("", TRIM_ITEM), ("printing-", PRINTING))
    for prefix, record in records:
        for field in record.fields:
            decoder = field.decoder
            whole = isinstance(decoder, Integer | Quantity)
            scale = _PER_CENT if isinstance(decoder, Proportion) else 1
            if field.bounds:
                low, high = field.bounds.minimum * scale, field.bounds.maximum * scale
                found[prefix + field.name] = Limits(low, high, whole)
            elif isinstance(decoder, Proportion):
                found[prefix + field.name] = Limits(0, decoder.maximum * scale, whole)
            elif isinstance(decoder, Quantity):
                found[prefix + field.name] = Limits(1, None, whole)
            elif field.positive:
                found[prefix + field.name] = Limits(None, None, whole, above_zero=True)
    return found


LIMITS = _limits()


def read_form(method: Method, form: Form) -> tuple[Query | None, dict[str, str]]:
    """The query, or an error by control."""
    errors = _typing_errors(form)
    if errors:
        return None, errors
    try:
        return parse(method.dataset, form.body()), {}
    except InvalidQuery as error:
        return None, dict(error.faults)


def _typing_errors(form: Form) -> dict[str, str]:
    typed = [(name, name, text) for name, text in form.values.items() if name in LIMITS]
    if not form.get("mass"):
        typed.append(("mass", "mass", ""))
    for prefix, lines, name in (
        ("material", form.materials, "share"),
        ("trim", form.trims or (), "quantity"),
    ):
        typed += [
            (f"{prefix}-{position}-{name}", name, line.get(name))
            for position, line in enumerate(lines)
        ]
    errors = {}
    for control, name, text in typed:
        refusal = _refusal(text, LIMITS[name])
        if refusal:
            errors[control] = _("{field} : {refusal}").format(field=FIELDS[name], refusal=refusal)
    return errors


def _refusal(text: str, limits: Limits) -> str:
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

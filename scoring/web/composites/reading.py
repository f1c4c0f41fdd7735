"""The errors of both forms as typed, by control, in the visitor's language."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import EUROS, WHOLE
from scoring.engine.method import Method
from scoring.engine.textile.composites.fields import LEAST_PRICE, MOST_PRICE, MOST_UNITS
from scoring.web.composites.form import COUNT, Form, SetForm, prefix_of
from scoring.web.textile import reading as garments
from scoring.web.typed_numbers import Limits, named_refusal
from scoring.web.words.composites import COUNT_LABEL, PRICE_LABEL

PRICE_LIMITS = Limits(LEAST_PRICE, MOST_UNITS * MOST_PRICE, EUROS)
COUNT_LIMITS = Limits(1, MOST_UNITS, WHOLE)
# The engine's names of the fields of a piece.
_PATH = re.compile(r"(?:products|components)\.([0-9]+)\.(.+)")


def refusals(method: Method, form: Form) -> dict[str, str]:
    """Error messages by control; "" if valid."""
    found = _of_the_whole(method, form)
    for position, piece in enumerate(form.pieces):
        prefix = prefix_of(position)
        for name, text in garments.refusals(method, piece.form).items():
            if text:
                found[f"{prefix}{name}"] = _("{number}. {error}").format(
                    number=position + 1, error=text
                )
        if piece.count:
            found[f"{prefix}{COUNT}"] = named_refusal(COUNT_LABEL, piece.count, COUNT_LIMITS)
    return found


def _of_the_whole(method: Method, form: Form) -> dict[str, str]:
    # The whole has no mass of its own.
    found = garments.refusals(method, form.whole)
    found.pop("mass", None)
    if isinstance(form, SetForm) and form.whole.get("price"):
        found["price"] = named_refusal(PRICE_LABEL, form.whole.get("price"), PRICE_LIMITS)
    return found


def of_piece(errors: Mapping[str, str], position: int) -> dict[str, str]:
    """The errors of a piece, by the control of its form."""
    prefix = prefix_of(position)
    found = {}
    for name, text in errors.items():
        if name.startswith(prefix):
            # Next to its control, there is no need to name the item.
            found[name.removeprefix(prefix)] = text.removeprefix(f"{position + 1}. ")
        elif (told := _PATH.fullmatch(name)) and int(told[1]) == position:
            found[told[2]] = text
    return found

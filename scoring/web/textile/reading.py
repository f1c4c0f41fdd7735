"""From a form to a simulation, or to what is wrong, field by field and in the visitor's language.

The engine's own parser decides; only its refusals of numbers are worded again here, for a person
who typed a percentage and not for a program that sent a ratio.
"""

from scoring.engine.decoding import Proportion, Quantity
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.textile.fields import MATERIAL_ITEM, PRINTING, QUERY, TRIM_ITEM
from scoring.engine.textile.query import Query, parse
from scoring.web.refusals import Limits, named_refusal
from scoring.web.textile.form import KINDS, Form
from scoring.web.textile.words import FIELDS
from scoring.web.typed_numbers import NUMBER

_PER_CENT = 100


def _limits() -> dict[str, Limits]:
    found = {}
    records = (("", QUERY), ("", MATERIAL_ITEM), ("", TRIM_ITEM), ("printing-", PRINTING))
    for prefix, record in records:
        for field in record.fields:
            decoder = field.decoder
            name = prefix + field.name
            kind = KINDS.get(name, NUMBER)
            scale = _PER_CENT if isinstance(decoder, Proportion) else 1
            if field.bounds:
                low, high = field.bounds.minimum * scale, field.bounds.maximum * scale
                found[name] = Limits(low, high, kind)
            elif isinstance(decoder, Proportion):
                found[name] = Limits(0, decoder.maximum * scale, kind)
            elif isinstance(decoder, Quantity):
                found[name] = Limits(1, None, kind)
            elif field.positive:
                found[name] = Limits(None, None, kind, above_zero=True)
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
        refusal = named_refusal(FIELDS[name], text, LIMITS[name])
        if refusal:
            errors[control] = refusal
    return errors

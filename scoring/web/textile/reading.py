"""The errors of a form as typed, by field, in the visitor's language.

The engine's own parser decides; only its messages about numbers are reworded, for a person who
typed a percentage rather than a program that sent a ratio.
"""

from scoring.answers.typed_numbers import NUMBER
from scoring.engine.decoding import Proportion, Quantity
from scoring.engine.method import Method
from scoring.engine.textile.fields import MATERIAL_ITEM, PRINTING, QUERY, TRIM_ITEM
from scoring.web.textile.form import KINDS, Form
from scoring.web.typed_numbers import Limits, named_refusal
from scoring.web.words.textile import FIELDS

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


def refusals(_method: Method, form: Form) -> dict[str, str]:
    """Error messages by control; "" if valid."""
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
    return {
        control: named_refusal(FIELDS[name], text, LIMITS[name]) for control, name, text in typed
    }

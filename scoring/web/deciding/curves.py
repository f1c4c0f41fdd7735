"""Small charts of the durability coefficient by price and by number of references."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.analysis.thresholds import PRICE, REFERENCES, Durabilities, Threshold
from scoring.engine.analysis.variants import Variants
from scoring.web import figures
from scoring.web.speech import SPEECH, signed
from scoring.web.words import textile as words

_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 292, 12, 96


class CurveThreshold(NamedTuple):
    """A threshold: its value, the coefficient there, the points saved, and its button."""

    value: str
    coefficient: str
    gain: str
    at: int


class Curve(NamedTuple):
    """A curve and its thresholds.

    Positions are in the drawing's units, as text in machine notation, since a template would
    localise numbers. ``now_place`` is empty if the effective value is outside the curve.
    """

    field: str
    title: str
    line: str
    now: str
    now_place: tuple[str, ...]
    ends: tuple[str, str]
    highest: str
    lowest: str
    steps: Sequence[CurveThreshold]


def curves_of(variants: Variants, thresholds: Sequence[Threshold]) -> list[Curve]:
    """The curves of both fields, if they have a threshold ahead."""
    return [
        _curve(variants, field, [one for one in thresholds if one.field == field])
        for field in (REFERENCES, PRICE)
        if any(one.field == field for one in thresholds)
    ]


def _curve(variants: Variants, field: str, thresholds: Sequence[Threshold]) -> Curve:
    durabilities = Durabilities(variants, field)
    points = durabilities.curve()
    low, high = points[0].value, points[-1].value
    least, most = (choose(one.coefficient for one in points) for choose in (min, max))

    def place(value: float, coefficient: float) -> tuple[float, float]:
        x = _LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT)
        span = (most - least) or 1.0
        y = _BOTTOM - (coefficient - least) / span * (_BOTTOM - _TOP)
        return round(x, 1), round(y, 1)

    line = " ".join(f"{x},{y}" for x, y in (place(*point) for point in points))
    method = variants.method
    shown = durabilities.now <= high
    return Curve(
        field=field,
        title=_("Coefficient de durabilité selon le champ « {field} »").format(
            field=words.FIELDS[field]
        ),
        line=line,
        now=SPEECH.value(method, field, durabilities.now),
        now_place=tuple(map(str, place(durabilities.now, durabilities.coefficient)))
        if shown
        else (),
        ends=(SPEECH.value(method, field, low), SPEECH.value(method, field, round(high))),
        highest=figures.significant(most),
        lowest=figures.significant(least),
        steps=[
            CurveThreshold(
                value=SPEECH.value(method, field, one.at),
                coefficient=figures.significant(one.coefficient),
                gain=signed(-one.gain),
                at=one.at,
            )
            for one in thresholds
        ],
    )


def svg_box() -> dict[str, Any]:
    """The view box of the drawing."""
    return {"left": _LEFT, "right": _RIGHT, "top": _TOP, "bottom": _BOTTOM}

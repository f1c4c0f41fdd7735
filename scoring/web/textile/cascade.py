"""The chart of a garment: each part in its turn, what durability makes of their sum, the score.

A bar begins where the one before ends, so that the parts are seen to add up (textile.md 11). The
chart is a table too, and every figure is in it. ``textile/_cascade.html`` renders it.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers import breakdown
from scoring.answers.sector import Computed
from scoring.answers.textile.breakdown import lines_of
from scoring.web import figures
from scoring.web.scores import Cascade, CascadeRow
from scoring.web.weighing import Shown
from scoring.web.words import textile as words
from scoring.web.words.breakdown import FAMILIES

_NAMES = {**words.STEPS, breakdown.TRIMS: FAMILIES[breakdown.TRIMS]}
_NAMES[breakdown.TRANSPORTS] = FAMILIES[breakdown.TRANSPORTS]
# The part of the page that a row leads to, where it is not that of a stage.
_ANCHORS = {breakdown.TRIMS: "trims", breakdown.TRANSPORTS: "transports"}
_DURABILITY, _TOTAL = "durability", "total"
_SMALLEST_PERCENT = 0.6


class _Part(NamedTuple):
    code: str
    name: Any
    amount: float | None
    text: str
    share: str = ""
    anchor: str = ""


def cascade_of(computed: Computed[Any, Any, Any], shown: Shown) -> Cascade:
    """The chart of a garment, for the impact shown."""
    simulation, results = computed.simulation, computed.results
    before = shown.figure(results.totals.without_durability)
    score = shown.figure(computed.total)
    parts, empty = [], []
    for code, vector in lines_of(simulation, results).items():
        value = shown.figure(vector)
        if value == 0:
            empty.append(_NAMES[code])
            continue
        ratio = value / before if value is not None and before else math.nan
        share = figures.percentage(ratio, 1) if math.isfinite(ratio * 100) else ""
        anchor = _ANCHORS.get(code, f"stage-{code}")
        parts.append(
            _Part(
                code=code,
                name=_NAMES[code],
                amount=value,
                text=shown.text(value),
                share=share,
                anchor=anchor,
            )
        )
    if before is not None and score is not None:
        parts.append(_durability(shown, simulation.durability.coefficient, score - before))
    rows = _placed(parts, score)
    whole = _Part(code=_TOTAL, name=_("Total"), amount=score, text=shown.text(score))
    return Cascade([*rows, _row(whole, *_whole(rows, parts, score))], empty)


def _durability(shown: Shown, coefficient: float, change: float) -> _Part:
    """What dividing by the coefficient adds, or takes away."""
    sign = "+" if change > 0 else ""
    return _Part(
        code=_DURABILITY,
        name=_("Durabilité"),
        amount=change,
        text=f"{sign}{shown.text(change)}",
        share=f"÷ {figures.significant(coefficient)}",
        anchor="stage-durability",
    )


def _placed(parts: Sequence[_Part], score: float | None) -> list[CascadeRow]:
    """Each part from where the one before ends; a part that is unknown has no bar."""
    low, high = _ends(parts, score)
    rows, end = [], 0.0
    for part in parts:
        start = end
        end += part.amount or 0.0
        rows.append(_row(part, *_bar(start, end, low, high)))
    return rows


def _whole(
    rows: Sequence[CascadeRow], parts: Sequence[_Part], score: float | None
) -> tuple[str, str]:
    if score is None or not any(row.width for row in rows):
        return "", ""
    return _bar(0.0, score, *_ends(parts, score))


def _ends(parts: Sequence[_Part], score: float | None) -> tuple[float, float]:
    ends, end = [0.0, score or 0.0], 0.0
    for part in parts:
        end += part.amount or 0.0
        ends.append(end)
    return min(ends), max(ends)


def _bar(start: float, end: float, low: float, high: float) -> tuple[str, str]:
    span = high - low
    if start == end or not (span > 0 and math.isfinite(span)):
        return "", ""
    left = (min(start, end) - low) / span * 100
    width = abs(end - start) / span * 100
    if not (math.isfinite(left) and math.isfinite(width)):
        return "", ""
    # A part is seen, however small.
    return f"{min(left, 100 - _SMALLEST_PERCENT):.1f}", f"{max(width, _SMALLEST_PERCENT):.1f}"


def _row(part: _Part, left: str, width: str) -> CascadeRow:
    return CascadeRow(
        code=part.code,
        name=part.name,
        value=part.text,
        share=part.share,
        exact=figures.exact(part.amount),
        left=left,
        width=width,
        anchor=part.anchor,
    )

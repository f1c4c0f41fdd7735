"""The chart of a product: each part in its turn, what durability makes of their sum, the score.

A bar begins where the one before ends, so that the parts are seen to add up. The chart is a table
too, and every figure is in it. ``simulators/_cascade.html`` renders it: in the results, in the
record and on paper.
"""

import math
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers import breakdown
from scoring.answers.sector import Computed
from scoring.answers.textile.breakdown import lines_of
from scoring.web import figures
from scoring.web.bars import placed
from scoring.web.scores import Cascade, CascadeRow
from scoring.web.weighing import Shown
from scoring.web.words import textile as words
from scoring.web.words.breakdown import FAMILIES

_DURABILITY, _TOTAL = "durability", "total"
# The colours of families, by the stage that has the same (css/site.css).
_COLOURS = {
    breakdown.MATERIALS: "material",
    breakdown.USAGE: "use",
    breakdown.END_OF_LIFE: "eol",
}
_NAMES = {**words.STEPS, breakdown.TRIMS: FAMILIES[breakdown.TRIMS]}
_NAMES[breakdown.TRANSPORTS] = FAMILIES[breakdown.TRANSPORTS]
# The part of the page of a garment that a row leads to, where it is not that of a stage.
_ANCHORS = {breakdown.TRIMS: "trims", breakdown.TRANSPORTS: "transports"}


class CascadePart(NamedTuple):
    """What a part adds: ``amount`` is None if it is unknown; ``code`` gives the colour."""

    code: str
    name: Any
    amount: float | None
    text: str
    share: str = ""
    anchor: str = ""


class Division(NamedTuple):
    """What the sum of the parts is divided by."""

    before: float | None
    coefficient: float


def cascade(
    parts: Iterable[tuple[str, Any, float | None, str]],
    score: float | None,
    shown: Shown,
    division: Division | None = None,
) -> Cascade:
    """The chart of a product whose ``parts`` are codes, names, figures and anchors.

    Their figures add up to ``score``, or to ``division.before`` if they are divided.
    """
    whole = score if division is None else division.before
    drawn, empty = [], []
    for code, name, value, anchor in parts:
        if value == 0:
            empty.append(name)
            continue
        text, share = shown.text(value), _share(value, whole)
        drawn.append(
            CascadePart(code=code, name=name, amount=value, text=text, share=share, anchor=anchor)
        )
    if division is not None and division.before is not None and score is not None:
        drawn.append(_durability(shown, division.coefficient, score - division.before))
    ends = [0.0, *accumulate(part.amount or 0.0 for part in drawn)]
    *bars, whole_bar = placed([*pairwise(ends), (0.0, score or 0.0)])
    rows = [_row(part, *bar) for part, bar in zip(drawn, bars, strict=True)]
    total = CascadePart(code=_TOTAL, name=_("Total"), amount=score, text=shown.text(score))
    return Cascade(
        rows=[*rows, _row(total, *(whole_bar if any(row.width for row in rows) else ("", "")))],
        empty=empty,
        divided=division is not None,
    )


def cascade_of_garment(computed: Computed[Any, Any, Any], shown: Shown) -> Cascade:
    """The chart of a garment: stages before durability, what durability does (textile.md 11)."""
    simulation, results = computed.simulation, computed.results
    parts = (
        (code, _NAMES[code], shown.figure(vector), _ANCHORS.get(code, f"stage-{code}"))
        for code, vector in lines_of(simulation, results).items()
    )
    before = shown.figure(results.totals.without_durability)
    division = Division(before, simulation.durability.coefficient)
    return cascade(parts, shown.figure(computed.total), shown, division)


def cascade_of_families(computed: Computed[Any, Any, Any], shown: Shown) -> Cascade:
    """The chart of a product of any sector: its families of stages, after durability."""
    parts = (
        (_COLOURS.get(family, family), FAMILIES[family], figure, "")
        for family in breakdown.FAMILIES
        if family in computed.families and (figure := shown.figure(computed.families[family])) != 0
    )
    return cascade(parts, shown.figure(computed.total), shown)


def _share(value: float | None, whole: float | None) -> str:
    ratio = value / whole if value is not None and whole else math.nan
    return figures.percentage(ratio, 1) if math.isfinite(ratio * 100) else ""


def _durability(shown: Shown, coefficient: float, change: float) -> CascadePart:
    """What dividing by the coefficient adds, or takes away."""
    sign = "+" if change > 0 else ""
    return CascadePart(
        code=_DURABILITY,
        name=_("Durabilité"),
        amount=change,
        text=f"{sign}{shown.text(change)}",
        share=f"÷ {figures.significant(coefficient)}",
        anchor="stage-durability",
    )


def _row(part: CascadePart, left: str, width: str) -> CascadeRow:
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

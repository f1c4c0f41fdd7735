"""The one chart of a product: its stages end to end, and what its durability does to their sum.

``sharing/product_chart.html`` renders it as a table, each row with its part of the bar.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.web import figures
from scoring.web.charts import COLOURS
from scoring.web.sharing.tables import Figures
from scoring.web.words.breakdown import FAMILIES

STAGE, SUM, EFFECT = "stage", "sum", "effect"
_WHOLE = 100.0
# Beyond, sums and ratios of what is drawn would not be numbers.
_LARGEST = 1e250


class Undivided(NamedTuple):
    """A garment before durability: points of its families, their sum, and the coefficient."""

    parts: Figures
    total: float
    coefficient: float


class Step(NamedTuple):
    """A row: its kind, the points it adds, and where its part of the bar stands.

    ``left`` and ``width`` are percentages of the drawing; ``hue`` and ``colour`` those of a stage
    in every chart.
    """

    kind: str
    label: str
    text: str
    exact: str
    share: str
    left: str
    width: str
    hue: int
    colour: str


class _Bar(NamedTuple):
    kind: str
    label: str
    points: float
    start: float
    hue: int = 0


def chart_steps(
    stages: Figures, score: float | None, undivided: Undivided | None = None
) -> list[Step]:
    """The rows of a product's chart; none if a figure is unknown or there is nothing to draw.

    ``stages`` are the points of its families, which add up to ``score`` unless the garment is
    ``undivided``: then those of before durability are drawn, and durability as one more step.
    """
    parts = undivided.parts if undivided else stages
    known = [points for points in (*parts.values(), score) if points is not None]
    if len(known) <= len(parts) or not any(known):
        return []
    if not all(abs(points) < _LARGEST for points in known):
        return []
    bars = list(_bars({name: points or 0.0 for name, points in parts.items()}, score, undivided))
    low = min(min(bar.start, bar.start + bar.points) for bar in bars)
    high = max(max(bar.start, bar.start + bar.points) for bar in bars)
    total = undivided.total if undivided else score
    return [_step(bar, low, high - low, total or 0.0) for bar in bars]


def _bars(
    parts: dict[str, float], score: float | None, undivided: Undivided | None
) -> Iterator[_Bar]:
    reached = 0.0
    for place, (name, points) in enumerate(parts.items()):
        if points:
            hue = place % len(COLOURS)
            label = str(FAMILIES[name])
            yield _Bar(kind=STAGE, label=label, points=points, start=reached, hue=hue)
            reached += points
    final = score or 0.0
    if undivided:
        before, coefficient = undivided.total, figures.significant(undivided.coefficient)
        yield _Bar(kind=SUM, label=_("Avant durabilité"), points=before, start=0.0)
        effect = _("Durabilité : ÷ {coefficient}").format(coefficient=coefficient)
        yield _Bar(kind=EFFECT, label=effect, points=final - before, start=before)
    yield _Bar(kind=SUM, label=_("Coût environnemental"), points=final, start=0.0)


def _step(bar: _Bar, low: float, span: float, total: float) -> Step:
    left = min(bar.start, bar.start + bar.points) - low
    share = ""
    if bar.kind == STAGE and total > 0:
        share = figures.percentage(bar.points / total, 0)
    text = figures.quantity(bar.points, "Pts")
    return Step(
        kind=bar.kind,
        label=bar.label,
        text=f"+{text}" if bar.kind == EFFECT and bar.points > 0 else text,
        exact=figures.exact(bar.points),
        share=share,
        left=_percent(left, span),
        width=_percent(abs(bar.points), span),
        hue=bar.hue,
        colour=COLOURS[bar.hue],
    )


def _percent(part: float, whole: float) -> str:
    ratio = part / whole if whole and math.isfinite(whole) else 0.0
    return f"{ratio * _WHOLE:.2f}%"

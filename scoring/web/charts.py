"""Layout of horizontal stacked bar charts as SVG, one bar per simulation.

``sharing/chart.html`` renders them. Values are below the segments, and the total at the end of the
bar. Segments and legend are in the same order and have patterns, so that colour is never the only
distinction.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers import breakdown
from scoring.engine.numbers import running_sum
from scoring.web.figures import number, significant, with_unit

# White text is readable on each of these colours, and each contrasts with the page.
COLOURS = (
    "#1d5c4b",
    "#8a4b08",
    "#2b5a9b",
    "#7a2f6f",
    "#5f6b16",
    "#a3312a",
    "#0f6b78",
    "#4f4f5c",
)
# The colours of stage families everywhere (css/*.css, ``--stage``).
STAGE_COLOURS = {
    breakdown.TRIMS: "#6d7a75",
    breakdown.MATERIALS: "#4d8f3f",
    breakdown.TRANSFORM: "#2f8f7a",
    breakdown.PACKAGING: "#4a66b8",
    breakdown.TRANSPORTS: "#8a6a4f",
    breakdown.DISTRIBUTION: "#a34f92",
    breakdown.USAGE: "#b8574f",
    breakdown.END_OF_LIFE: "#a6762f",
}
# No pattern, then those that the template defines.
_PATTERNS = 4

_LEFT = 2.0
_RIGHT = 80.0
# The widths of a chart on a wide screen and on a phone, and of a digit, to see what fits.
_WIDE_PX, _NARROW_PX = 600, 310
_DIGIT_PX = 7
# From this total on, values below segments have no decimals.
_LARGE = 100
_TITLE_PX = 34
_LINE_PX = 17
_BAR_PX = 24
_GAP_PX = 16
_AXIS_PX = 34
_LEGEND_GAP_PX = 5
_VALUES_PX = 16
_NAME_CHARACTERS = 44
# Maximum length of legend labels that fit side by side on a phone.
_LEGEND_CHARACTERS = 18
_LEGEND_COLUMNS = ("2.0%", "50.0%")
# Larger figures are not drawn: sums of parts and powers of ten must stay finite.
_LARGEST = 1e250
_SMALLEST = 1e-250


class Series(NamedTuple):
    """A part that bars may have; stages have the same colour everywhere.

    The colour of any other series depends on its position in the list.
    """

    key: str
    label: str


class Bar(NamedTuple):
    """A simulation: one value per series (None if unknown), the total, and a remark about it."""

    label: str
    values: tuple[float | None, ...]
    total: float | None
    note: str = ""

    @property
    def above(self) -> float:
        """The end of the bar on the right."""
        return running_sum(value for value in self.values if value is not None and value > 0)

    @property
    def below(self) -> float:
        """The end of the bar on the left: below zero if there is a bonus."""
        return running_sum(value for value in self.values if value is not None and value < 0)

    @property
    def is_marked(self) -> bool:
        """Whether the total differs from the bar's end, because of a bonus or unknown parts.

        A bar with a single part shows only the total.
        """
        if self.total is None or len(self.values) == 1:
            return False
        return not math.isclose(self.above, self.total, rel_tol=1e-6, abs_tol=1e-6)


class Chart(NamedTuple):
    """The content of a chart; ``identifier`` is unique in its page."""

    identifier: str
    title: str
    description: str
    unit: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]


class _Look(NamedTuple):
    """The appearance of a series: ``pattern`` 0 means none, ``name`` is its CSS class."""

    name: str
    colour: str
    pattern: int


class _Scale(NamedTuple):
    low: float
    high: float
    ticks: tuple[float, ...]

    def percent(self, value: float) -> float:
        return _LEFT + (value - self.low) / (self.high - self.low) * (_RIGHT - _LEFT)

    def place(self, value: float) -> str:
        return _percent(self.percent(value))


def drawing_of(chart: Chart) -> dict[str, Any]:
    """The template context of a chart: positions, appearance and texts."""
    bars = [_drawable(bar) for bar in chart.bars]
    scale = _scale(bars)
    looks = [_look(index, series) for index, series in enumerate(chart.series)]
    top = _TITLE_PX
    drawn = []
    for bar in bars:
        lines = _wrapped(bar.label)
        one = _bar(chart, bar, looks, scale, top)
        drawn.append(one)
        top += len(lines) * _LINE_PX + _BAR_PX + _GAP_PX + (_VALUES_PX if one["values"] else 0)
    axis = top + 6
    top += _AXIS_PX
    legend, top = _legend(chart.series, looks, top)
    mark = None
    if any(bar.is_marked for bar in bars):
        mark = {"top": top, "bottom": top + 16, "base": top + 13}
        top += _LINE_PX + _LEGEND_GAP_PX
    return {
        **chart._asdict(),
        "height": top + 2,
        "axis": axis,
        "ticks": [
            {"place": scale.place(tick), "text": significant(tick), "is_zero": tick == 0}
            for tick in scale.ticks
        ],
        "bars": drawn,
        "legend": legend,
        "mark": mark,
    }


def _drawable(bar: Bar) -> Bar:
    """The bar without values too large to draw; the table has every figure."""
    values = tuple(map(_drawn, bar.values))
    return bar._replace(values=values, total=_drawn(bar.total))


def _drawn(value: float | None) -> float | None:
    return value if value is not None and abs(value) <= _LARGEST else None


def _legend(
    series: Sequence[Series], looks: Sequence[_Look], top: int
) -> tuple[list[dict[str, Any]], int]:
    """The legend entries, side by side if short, and the vertical position below them.

    A chart with a single part needs no legend: its title says what it is.
    """
    if len(series) == 1:
        return [], top
    columns: Sequence[str] = _LEGEND_COLUMNS
    if any(len(one.label) > _LEGEND_CHARACTERS for one in series):
        columns = columns[:1]
    legend, height = [], 0
    for index, (one, look) in enumerate(zip(series, looks, strict=True)):
        column = index % len(columns)
        lines = _wrapped(one.label)
        placed = _placed(lines, top + 13)
        legend.append({"look": look, "left": columns[column], "top": top, "lines": placed})
        height = len(lines) * _LINE_PX + _LEGEND_GAP_PX
        if column == len(columns) - 1 or index == len(series) - 1:
            top += height
    return legend, top


def _bar(chart: Chart, bar: Bar, looks: Sequence[_Look], scale: _Scale, top: int) -> dict[str, Any]:
    """A bar, between the lines of its name above and its values below."""
    lines = _wrapped(bar.label)
    place = top + len(lines) * _LINE_PX
    total = bar.total
    segments = list(_segments(chart, bar, looks, scale))
    return {
        "lines": _placed(lines, top + _LINE_PX - 5),
        "top": place,
        "above": place - 3,
        "below": place + _BAR_PX + 3,
        "base": place + 17,
        "unknown": place + 16,
        "under": place + _BAR_PX + 14,
        "segments": segments,
        # The value of a single part is the total, shown at the end of the bar.
        "values": bool(bar.note) or any(part["value"] for part in segments),
        "note": bar.note,
        "mark": scale.place(total) if total is not None and bar.is_marked else "",
        "total": "" if total is None else number(total),
        "end": "" if total is None else scale.place(max(bar.above, total)),
    }


def _segments(
    chart: Chart, bar: Bar, looks: Sequence[_Look], scale: _Scale
) -> Iterator[dict[str, Any]]:
    above = below = 0.0
    decimals = 0 if bar.above - bar.below >= _LARGE else 2
    for series, value, look in zip(chart.series, bar.values, looks, strict=True):
        if not value:
            continue
        start = above if value > 0 else below + value
        if value > 0:
            above += value
        else:
            below += value
        left = scale.percent(start)
        width = scale.percent(start + abs(value)) - left
        shown = with_unit(number(value), chart.unit)
        written = number(value, decimals)
        needed = (len(written) + 0.5) * _DIGIT_PX
        is_written = len(bar.values) > 1 and needed <= width / 100 * _WIDE_PX
        yield {
            "tip": f"{bar.label}, {series.label}{_(' : ')}{shown}",
            "look": look,
            "left": _percent(left),
            "width": _percent(width),
            "value": written if is_written else "",
            "is_narrow": needed > width / 100 * _NARROW_PX,
        }


def _look(index: int, series: Series) -> _Look:
    hue = index % len(COLOURS)
    pattern = (index + index // len(COLOURS)) % _PATTERNS
    colour = STAGE_COLOURS.get(series.key)
    if colour:
        return _Look(name="stage", colour=colour, pattern=pattern)
    return _Look(name=f"colour-{hue}", colour=COLOURS[hue], pattern=pattern)


def _placed(lines: Sequence[str], top: int) -> list[tuple[int, str]]:
    return [(top + row * _LINE_PX, line) for row, line in enumerate(lines)]


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def _scale(bars: Sequence[Bar]) -> _Scale:
    """The range from the lowest to the highest end of the bars, with three to six round ticks."""
    ends = [max(bar.above, bar.total or 0.0) for bar in bars]
    high = max([0.0, *ends]) if bars else 0.0
    low = min((bar.below for bar in bars), default=0.0)
    # Avoid dividing by a zero or tiny span when the chart is empty or nearly so.
    span = high - low if high - low > _SMALLEST else 1.0
    step = 10.0 ** math.floor(math.log10(span))
    for factor in (0.2, 0.25, 0.5, 1.0):
        if span / (step * factor) <= 5:
            step *= factor
            break
    first = math.ceil(low / step)
    ticks = tuple(step * index for index in range(first, math.floor((low + span) / step) + 1))
    return _Scale(low, low + span, ticks)


def _wrapped(label: str) -> list[str]:
    """A name wrapped and cut to at most two lines; the table has it in full."""
    lines = [""]
    for word in label.split():
        candidate = f"{lines[-1]} {word}".strip()
        if len(candidate) <= _NAME_CHARACTERS or not lines[-1]:
            lines[-1] = candidate
        else:
            lines.append(word)
    shown = [
        line if len(line) <= _NAME_CHARACTERS else line[: _NAME_CHARACTERS - 1] + "…"
        for line in lines[:2]
    ]
    if len(lines) > 2:
        shown[1] = shown[1][: _NAME_CHARACTERS - 1].rstrip("…") + "…"
    return shown

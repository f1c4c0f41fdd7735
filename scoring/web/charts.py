"""Horizontal stacked bar charts as SVG, one bar per simulation: layout.

``sharing/chart.html`` renders them. Every series has a number, written in its segments and in the
legend, and a pattern, so that colour is never the only distinction.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.web.figures import number, with_unit

# White text is readable on each of them, and each stands out from the page.
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
# No pattern, then those that the template defines.
_PATTERNS = 4

_LEFT = 2.0
_RIGHT = 80.0
_NUMBERED_FROM = 4.0
_TITLE_PX = 34
_LINE_PX = 17
_BAR_PX = 24
_GAP_PX = 16
_AXIS_PX = 34
_LEGEND_GAP_PX = 5
_NAME_CHARACTERS = 44
# Keeps sums of parts and powers of ten well within the range of doubles.
_LARGEST = 1e250
_SMALLEST = 1e-250


class Series(NamedTuple):
    """A part that every bar may have; its position in the list determines its colour."""

    key: str
    label: str


class Bar(NamedTuple):
    """A simulation: one value per series (None if unknown), and the total."""

    label: str
    values: tuple[float | None, ...]
    total: float | None

    @property
    def above(self) -> float:
        """The upper end of the bar."""
        return sum(value for value in self.values if value is not None and value > 0)

    @property
    def below(self) -> float:
        """The lower end of the bar: below zero if there is a bonus."""
        return sum(value for value in self.values if value is not None and value < 0)

    @property
    def is_marked(self) -> bool:
        """Whether the total differs from the bar's end: a bonus, or unknown parts.

        A bar of a single part is its own total.
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
    """The appearance of a series; ``pattern`` is 0 for none."""

    number: int
    hue: int
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
    top = _TITLE_PX
    drawn = []
    for bar in bars:
        lines = _wrapped(bar.label)
        drawn.append(_bar(chart, bar, lines, scale, top))
        top += len(lines) * _LINE_PX + _BAR_PX + _GAP_PX
    axis = top + 6
    top += _AXIS_PX
    legend = []
    for index, series in enumerate(chart.series):
        lines = _wrapped(f"{index + 1}. {series.label}")
        legend.append({"look": _look(index), "top": top, "lines": _placed(lines, top + 13)})
        top += len(lines) * _LINE_PX + _LEGEND_GAP_PX
    mark = None
    if any(bar.is_marked for bar in bars):
        mark = {"top": top, "bottom": top + 16, "base": top + 13}
        top += _LINE_PX + _LEGEND_GAP_PX
    return {
        **chart._asdict(),
        "height": top + 2,
        "axis": axis,
        "ticks": [
            {"place": scale.place(tick), "text": number(tick), "is_zero": tick == 0}
            for tick in scale.ticks
        ],
        "bars": drawn,
        "legend": legend,
        "mark": mark,
    }


def _drawable(bar: Bar) -> Bar:
    """A bar without the values that no scale can show; the table has every figure."""
    return Bar(bar.label, tuple(map(_drawn, bar.values)), _drawn(bar.total))


def _drawn(value: float | None) -> float | None:
    return value if value is not None and abs(value) <= _LARGEST else None


def _bar(chart: Chart, bar: Bar, lines: Sequence[str], scale: _Scale, top: int) -> dict[str, Any]:
    """A bar below the lines of its name."""
    place = top + len(lines) * _LINE_PX
    total = bar.total
    return {
        "lines": _placed(lines, top + _LINE_PX - 5),
        "top": place,
        "above": place - 3,
        "below": place + _BAR_PX + 3,
        "base": place + 17,
        "unknown": place + 16,
        "segments": list(_segments(chart, bar, scale)),
        "mark": scale.place(total) if total is not None and bar.is_marked else "",
        "total": "" if total is None else number(total),
        "end": "" if total is None else scale.place(max(bar.above, total)),
    }


def _segments(chart: Chart, bar: Bar, scale: _Scale) -> Iterator[dict[str, Any]]:
    above = below = 0.0
    for index, (series, value) in enumerate(zip(chart.series, bar.values, strict=True)):
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
        yield {
            "tip": f"{bar.label}, {series.label}{_(' : ')}{shown}",
            "look": _look(index),
            "left": _percent(left),
            "width": _percent(width),
            "middle": _percent(left + width / 2) if width >= _NUMBERED_FROM else "",
        }


def _look(index: int) -> _Look:
    colour = index % len(COLOURS)
    pattern = (index + index // len(COLOURS)) % _PATTERNS
    return _Look(number=index + 1, hue=colour, colour=COLOURS[colour], pattern=pattern)


def _placed(lines: Sequence[str], top: int) -> list[tuple[int, str]]:
    return [(top + row * _LINE_PX, line) for row, line in enumerate(lines)]


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def _scale(bars: Sequence[Bar]) -> _Scale:
    """From the lowest to the highest end of the bars, with three to six round ticks."""
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
    """A name on at most two lines; the table has it in full."""
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

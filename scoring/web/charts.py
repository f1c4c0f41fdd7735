"""Horizontal stacked bar charts as SVG, one bar a simulation.

Horizontal places are percentages and the rest is in pixels, so that a chart takes the width it is
given without its texts growing or shrinking. Every series has a number, written in its segments
and in the legend, and a pattern: colour alone says nothing. The colours written here are those of
a downloaded file; on the page ``css/charts.css`` has the dark ones. Nothing is styled inline.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from scoring.web.figures import number, with_unit

TEXT = "#1c2321"
MUTED = "#4d5955"
LINE = "#cbd6d2"
PAGE = "#fbfcfb"
# White figures are readable on each of them, and each stands out on the page.
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
_PATTERNS = (
    "",
    '<rect width="3" height="8"/>',
    '<circle cx="2" cy="2" r="1.5"/><circle cx="6" cy="6" r="1.5"/>',
    '<rect width="8" height="2"/><rect width="2" height="8"/>',
)
_ANGLES = (0, 45, 0, 45)

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
# Sums of parts and powers of ten stay far from the ends of what a double can be.
_LARGEST = 1e250
_SMALLEST = 1e-250


class Series(NamedTuple):
    """A part that every bar may have; its place in the list gives its colour for good."""

    key: str
    label: str


class Bar(NamedTuple):
    """A simulation: one value a series, None where it is not known, and the value of the whole."""

    label: str
    values: tuple[float | None, ...]
    total: float | None


class Chart(NamedTuple):
    """What a chart shows; ``identifier`` is unique in its page."""

    identifier: str
    title: str
    description: str
    unit: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]


class _Scale(NamedTuple):
    low: float
    high: float
    ticks: tuple[float, ...]

    def percent(self, value: float) -> float:
        return _LEFT + (value - self.low) / (self.high - self.low) * (_RIGHT - _LEFT)


def draw(chart: Chart) -> SafeString:
    """The chart as an ``svg`` element."""
    chart = chart._replace(bars=tuple(_drawable(bar) for bar in chart.bars))
    scale = _scale(chart.bars)
    top = _TITLE_PX
    bars: list[str] = []
    for bar in chart.bars:
        lines = _wrapped(bar.label)
        bars += _bar(chart, bar, lines, scale, top)
        top += len(lines) * _LINE_PX + _BAR_PX + _GAP_PX
    axis = "".join(_axis(chart.unit, scale, top))
    legend, height = _legend(chart, top + _AXIS_PX)
    name = escape(chart.identifier)
    head = (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" id="{name}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" width="100%" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="13">'
        f'<title id="{name}-title">{escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{escape(chart.description)}</desc>'
        f'<rect class="chart-page" width="100%" height="100%" fill="{PAGE}"/>'
    )
    title = _text(f"{_LEFT}%", 18, chart.title, 'class="chart-text" font-weight="600"')
    patterns = "".join(_pattern(name, index) for index in range(1, len(_PATTERNS)))
    # The text is made of numbers of ours and of escaped labels.
    return mark_safe(  # noqa: S308
        f"{head}<defs>{patterns}</defs>{title}{axis}{''.join(bars)}{legend}</svg>"
    )


def _drawable(bar: Bar) -> Bar:
    """A bar without what no scale can hold; the table has every figure."""
    return Bar(bar.label, tuple(map(_drawn, bar.values)), _drawn(bar.total))


def _drawn(value: float | None) -> float | None:
    return value if value is not None and abs(value) <= _LARGEST else None


def _bar(chart: Chart, bar: Bar, lines: list[str], scale: _Scale, top: float) -> Iterator[str]:
    for line in lines:
        top += _LINE_PX
        yield _text(f"{_LEFT}%", top - 5, line, 'class="chart-text"')
    yield from _grid(scale, top)
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
        tip = f"{bar.label}, {series.label}{_(' : ')}{shown}"
        yield _segment(chart.identifier, index, left, width, top, tip)
    if bar.total is None:
        yield _text(f"{_LEFT}%", top + 16, _("non disponible"), 'class="chart-muted"')
        return
    if _is_marked(bar):
        place = _percent(scale.percent(bar.total))
        yield (
            f'<line class="chart-total" x1="{place}" x2="{place}" y1="{top - 3}" '
            f'y2="{top + _BAR_PX + 3}" stroke="{TEXT}" stroke-width="3"/>'
        )
    end = _percent(scale.percent(max(above, bar.total)))
    yield _text(end, top + 17, number(bar.total), 'class="chart-text" dx="6" font-weight="600"')


def _is_marked(bar: Bar) -> bool:
    """Whether the total is not where the bar ends: a bonus, or parts that are not known."""
    known = [value for value in bar.values if value is not None]
    above = sum(value for value in known if value > 0)
    return bar.total is not None and not math.isclose(above, bar.total, rel_tol=1e-6, abs_tol=1e-6)


def _segment(name: str, index: int, left: float, width: float, top: float, tip: str) -> str:
    colour = index % len(COLOURS)
    place = f'x="{_percent(left)}" y="{top}" width="{_percent(width)}" height="{_BAR_PX}"'
    parts = [
        f"<g><title>{escape(tip)}</title>",
        f'<rect class="chart-colour-{colour}" {place} fill="{COLOURS[colour]}" '
        f'stroke="{PAGE}" stroke-width="1"/>',
    ]
    pattern = _pattern_of(index)
    if pattern:
        parts.append(f'<rect {place} fill="url(#{escape(name)}-pattern-{pattern})"/>')
    if width >= _NUMBERED_FROM:
        parts.append(
            f'<text class="chart-number chart-halo-{colour}" x="{_percent(left + width / 2)}" '
            f'y="{top + 17}" text-anchor="middle" fill="#fff" stroke="{COLOURS[colour]}" '
            f'stroke-width="4" paint-order="stroke" font-weight="600">{index + 1}</text>'
        )
    return "".join(parts) + "</g>"


def _grid(scale: _Scale, top: float) -> Iterator[str]:
    """The lines of the ticks, beside a bar only: they do not cross the names."""
    for tick in scale.ticks:
        place = _percent(scale.percent(tick))
        kind, colour = ("chart-zero", TEXT) if tick == 0 else ("chart-line", LINE)
        yield (
            f'<line class="{kind}" x1="{place}" x2="{place}" y1="{top - 3}" '
            f'y2="{top + _BAR_PX + 3}" stroke="{colour}" stroke-width="1"/>'
        )


def _axis(unit: str, scale: _Scale, top: float) -> Iterator[str]:
    for tick in scale.ticks:
        place = _percent(scale.percent(tick))
        anchor = 'class="chart-muted" text-anchor="middle"'
        yield _text(place, top + 6, number(tick), anchor, MUTED)
    yield _text("100%", top + 6, unit, 'class="chart-muted" text-anchor="end" dx="-8"', MUTED)


def _legend(chart: Chart, top: float) -> tuple[str, int]:
    """The legend, and the height of the whole chart."""
    parts = []
    for index, series in enumerate(chart.series):
        parts.append(_swatch(chart.identifier, index, top))
        for line in _wrapped(f"{index + 1}. {series.label}"):
            parts.append(_text(f"{_LEFT}%", top + 13, line, 'class="chart-text" dx="24"'))
            top += _LINE_PX
        top += _LEGEND_GAP_PX
    if any(_is_marked(bar) for bar in chart.bars):
        parts.append(
            f'<line class="chart-total" x1="{_LEFT + 1}%" x2="{_LEFT + 1}%" y1="{top}" '
            f'y2="{top + 16}" stroke="{TEXT}" stroke-width="3"/>'
        )
        parts.append(_text(f"{_LEFT}%", top + 13, _("Total"), 'class="chart-text" dx="24"'))
        top += _LINE_PX + _LEGEND_GAP_PX
    return "".join(parts), round(top + 2)


def _swatch(name: str, index: int, top: float) -> str:
    colour = index % len(COLOURS)
    place = f'x="{_LEFT}%" y="{top}" width="16" height="16"'
    parts = f'<rect class="chart-colour-{colour}" {place} fill="{COLOURS[colour]}"/>'
    pattern = _pattern_of(index)
    if pattern:
        parts += f'<rect {place} fill="url(#{escape(name)}-pattern-{pattern})"/>'
    return parts


def _pattern(name: str, index: int) -> str:
    return (
        f'<pattern id="{name}-pattern-{index}" class="chart-pattern" width="8" height="8" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({_ANGLES[index]})" '
        f'fill="#fff" fill-opacity="0.3">{_PATTERNS[index]}</pattern>'
    )


def _pattern_of(index: int) -> int:
    return (index + index // len(COLOURS)) % len(_PATTERNS)


def _text(x: str, y: float, text: str, attributes: str, fill: str = TEXT) -> str:
    return f'<text x="{x}" y="{y}" fill="{fill}" {attributes}>{escape(text)}</text>'


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def _scale(bars: tuple[Bar, ...]) -> _Scale:
    """From the lowest to the highest end of a bar, with three to six round ticks."""
    known = [[value for value in bar.values if value is not None] for bar in bars]
    ends = [sum(v for v in values if v > 0) for values in known]
    high = max([*ends, *(bar.total or 0.0 for bar in bars)], default=0.0)
    low = min((sum(v for v in values if v < 0) for values in known), default=0.0)
    # Nothing is drawn of a chart of nothing, or of nearly nothing.
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
    """A name on two lines at most; the table has it whole."""
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

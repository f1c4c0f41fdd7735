"""Where the bars and marks of small charts are, in per cent of their width."""

import math
from collections.abc import Callable, Sequence

# A bar is seen, however small.
_SMALLEST = 0.6
# Margin at both ends of a scale, for half the width of a mark.
_LEFT, _RIGHT = 2.0, 98.0


def placed(spans: Sequence[tuple[float, float]]) -> list[tuple[str, str]]:
    """The left and width of the bar of each span, on a common scale, in machine notation.

    Both are "" for a span that cannot be drawn.

    >>> placed([(0.0, 30.0), (30.0, 20.0), (20.0, 20.0)])
    [('0.0', '100.0'), ('66.7', '33.3'), ('', '')]
    >>> placed([(0.0, 1000.0), (999.5, 1000.0)])
    [('0.0', '100.0'), ('99.4', '0.6')]
    """
    low = min(map(min, spans))
    whole = max(map(max, spans)) - low
    if not (whole > 0 and math.isfinite(whole)):
        return [("", "")] * len(spans)
    return [_bar(start, end, low, whole) for start, end in spans]


def _bar(start: float, end: float, low: float, whole: float) -> tuple[str, str]:
    left = (min(start, end) - low) / whole * 100
    width = abs(end - start) / whole * 100
    if start == end or not (math.isfinite(left) and math.isfinite(width)):
        return "", ""
    return f"{min(left, 100 - _SMALLEST):.1f}", f"{max(width, _SMALLEST):.1f}"


def placing(low: float, high: float) -> Callable[[float], float]:
    """Where a value is on a scale from ``low`` to ``high``.

    >>> place = placing(100, 300)
    >>> round(place(100)), round(place(200)), round(place(300))
    (2, 50, 98)
    """
    span = (high - low) or 1.0
    return lambda value: _LEFT + (value - low) / span * (_RIGHT - _LEFT)

"""Sums of scores: exact in usual amounts, infinite or NaN where a double cannot hold them.

``math.fsum`` and powers raise errors instead; a request with absurd amounts must get an answer, in
which what is not finite is null.
"""

import math
import statistics
from collections.abc import Iterable, Sequence

from scoring.engine.numbers import running_sum


def total(values: Iterable[float]) -> float:
    """The sum of the values, rounded once.

    >>> total([0.1] * 10), total([1e308, 1e308])
    (1.0, inf)
    """
    listed = list(values)
    try:
        return math.fsum(listed)
    except (OverflowError, ValueError):
        return running_sum(listed)


def mean(values: Sequence[float]) -> float:
    """The mean of the values, at least one.

    >>> mean([1.0, 2.0])
    1.5
    """
    return total(values) / len(values)


def deviation(values: Sequence[float]) -> float:
    """The standard deviation of a sample of at least two values.

    >>> deviation([1.0, 1.0, 4.0])
    1.7320508075688772
    >>> deviation([1e308, -1e308, float("inf")])
    nan
    """
    if not all(map(math.isfinite, values)):
        return math.nan
    try:
        return statistics.stdev(values)
    except OverflowError:
        return math.inf

"""Timing of a function over a list of arguments."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

_ROUNDS = 9


def microseconds(function: Callable[[Any], Any], arguments: Sequence[Any]) -> list[float]:
    """Return the CPU time of one call in microseconds, averaged over the list, for each round."""
    rounds = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        for argument in arguments:
            function(argument)
        rounds.append((time.process_time() - started) / len(arguments) * 1e6)
    return rounds


def show(label: str, values: Iterable[float], unit: str) -> None:
    """Print the median with the minimum and maximum."""
    found = sorted(values)
    print(
        f"{label:<52} {statistics.median(found):>9.1f} {unit:<5} ({found[0]:.1f} à {found[-1]:.1f})"
    )

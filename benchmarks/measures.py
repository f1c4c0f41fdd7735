"""Timing of a function over a list of arguments, and the lines that benchmarks print."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of a benchmark: what was measured, and the result with its unit."""

    label: str
    value: str

    def __str__(self) -> str:
        return f"{self.label:<56} {self.value}"


# A title, and what is measured under it, one after the other.
Section = tuple[str, Iterator[Figure]]


def microseconds(function: Callable[[Any], Any], arguments: Sequence[Any]) -> list[float]:
    """Return the CPU time of one call in microseconds, averaged over the list, for each round."""
    rounds = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        for argument in arguments:
            function(argument)
        rounds.append((time.process_time() - started) / len(arguments) * 1e6)
    return rounds


def median(label: str, values: Iterable[float], unit: str) -> Figure:
    """Return the median with the minimum and maximum."""
    found = sorted(values)
    middle, least, most = (
        _french(value) for value in (statistics.median(found), found[0], found[-1])
    )
    return Figure(label, f"{middle} {unit} ({least} à {most})")


def _french(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")

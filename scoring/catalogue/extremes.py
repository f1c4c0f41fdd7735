"""The rows of a catalogue with the lowest and the highest scores."""

import heapq
from collections.abc import Iterable
from typing import Final

from scoring.catalogue.results import Result

_KEPT: Final = 5
# A row by its rank, and by its place: on ties, the first rows are kept.
_Ranked = tuple[float, int, Result]


class Extremes:
    """Finds them incrementally; no other rows are kept."""

    def __init__(self) -> None:
        self._least: list[_Ranked] = []
        self._greatest: list[_Ranked] = []

    def count(self, results: Iterable[Result]) -> None:
        """Add results; those without a score do not count."""
        for result in results:
            if result.score is not None:
                _keep(self._least, (-result.score, -result.index, result))
                _keep(self._greatest, (result.score, -result.index, result))

    @property
    def least(self) -> list[Result]:
        """The rows with the lowest scores, the lowest first."""
        return [one for *_rank, one in sorted(self._least, reverse=True)]

    @property
    def greatest(self) -> list[Result]:
        """The rows with the highest scores, the highest first."""
        return [one for *_rank, one in sorted(self._greatest, reverse=True)]


def _keep(kept: list[_Ranked], one: _Ranked) -> None:
    if len(kept) < _KEPT:
        heapq.heappush(kept, one)
    elif one[:2] > kept[0][:2]:
        heapq.heapreplace(kept, one)

"""Open detailed impacts, and which figures are missing for a simulation.

See architecture.md, "Detailed impacts".

The licensed figures of most processes are not public. Open figures replace them where they were
measured to be accurate enough, and they are always labelled as indicative. A process without a row
may be left out of a sum as long as it is a small part of it; otherwise the sum is unknown.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.engine.impacts import Flow, ImpactTable
from scoring.engine.manifest import Source
from scoring.engine.records import Process

# The ratio to the official total must stay within this factor for every measured request.
FACTOR = 3.0
# Maximum share of the processes' ``ecs`` that may be left out of a sum.
LARGEST_SHARE_LEFT_OUT = 0.05

# Two columns of the table that are not impacts: the ``ecs`` of every process, and the ``ecs`` of
# the processes without a row. For any sum of flows, they give the share that it leaves out.
WHOLE = "ecs:whole"
LEFT_OUT = "ecs:left-out"

# Open figures of one process by trigram; None if the source has no figure.
Figures = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Quality:
    """Smallest and largest ratio of the totals to the official ones; None if not measurable."""

    minimum: float | None
    maximum: float | None

    @property
    def kept(self) -> bool:
        """Whether the category may be served: both ratios are within the factor."""
        if self.minimum is None or self.maximum is None:
            return False
        return self.minimum >= 1 / FACTOR and self.maximum <= FACTOR


@dataclass(frozen=True, slots=True)
class Lacking:
    """The processes without figures that the flows use, and their share of the flows' ``ecs``."""

    processes: tuple[Process, ...] = ()
    share: float = 0.0

    @property
    def negligible(self) -> bool:
        """Whether the missing share is small enough to ignore; a NaN share is not."""
        return self.share <= LARGEST_SHARE_LEFT_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicative:
    """The open figures of a method version.

    ``table`` has the categories kept, the two scores, and the two columns used to compute the share
    left out of a sum. ``without_row`` has the processes without figures, by index. ``requests`` is
    the number of published requests on which the quality was measured.
    """

    table: ImpactTable
    scores: ImpactTable
    without_row: Mapping[int, Process]
    sources: tuple[Source, ...]
    quality: Mapping[str, Quality]
    requests: int

    @property
    def ratios(self) -> dict[str, tuple[float, float]]:
        """Measured ratios to the official totals, for the categories kept."""
        return {
            trigram: (quality.minimum, quality.maximum)
            for trigram, quality in self.quality.items()
            if quality.minimum is not None and quality.maximum is not None and quality.kept
        }

    def lacking(self, flows: Iterable[Flow], bonus: float = 0.0) -> Lacking:
        """Find the processes without figures that the flows of a whole simulation use.

        The share is relative to the simulation's ``ecs``. Flows count in absolute value, so a
        negative flow does not offset another. ``bonus``, the points that complements subtract from
        the score, increases the share; points that they add do not reduce it. A process with no
        effect on the score is not counted as lacking.
        """
        column = self.scores.columns[self.scores.trigrams.index("ecs")]
        whole = left_out = 0.0
        found: dict[int, Process] = {}
        for index, amount in flows:
            points = abs(amount * column[index])
            whole += points
            if points and index in self.without_row:
                left_out += points
                found[index] = self.without_row[index]
        if not found:
            return Lacking()
        score = whole - max(bonus, 0.0)
        return Lacking(tuple(found.values()), left_out / score if score > 0 else math.inf)


def build_indicative(
    processes: Mapping[str, Process],
    scores: ImpactTable,
    rows: Mapping[str, Figures],
    quality: Mapping[str, Quality],
    sources: Sequence[Source],
    requests: int,
) -> Indicative:
    """Combine the columns of the categories kept with the scores.

    A process that lacks a figure for any of these categories is treated as having no row.
    """
    kept = tuple(trigram for trigram in quality if quality[trigram].kept)
    ordered = sorted(processes.values(), key=lambda process: process.index)
    without_row = {}
    columns: list[list[float]] = [[] for _ in kept]
    for process in ordered:
        row = rows.get(process.id, {})
        figures = [figure for trigram in kept if (figure := row.get(trigram)) is not None]
        if not row or len(figures) < len(kept):
            without_row[process.index] = process
            figures = [0.0] * len(kept)
        for column, figure in zip(columns, figures, strict=True):
            column.append(figure)
    whole = [abs(points) for points in scores.columns[scores.trigrams.index("ecs")]]
    left_out = [points if index in without_row else 0.0 for index, points in enumerate(whole)]
    return Indicative(
        table=ImpactTable(
            (*kept, *scores.trigrams, WHOLE, LEFT_OUT),
            (*map(tuple, columns), *scores.columns, tuple(whole), tuple(left_out)),
        ),
        scores=scores,
        without_row=without_row,
        sources=tuple(sources),
        quality=quality,
        requests=requests,
    )


def sum_is_known(whole: float, left_out: float) -> bool:
    """Whether a sum leaves out little enough, by its two columns ``WHOLE`` and ``LEFT_OUT``.

    >>> sum_is_known(100, 5), sum_is_known(100, 5.1), sum_is_known(-100, 4), sum_is_known(0, 0)
    (True, False, True, True)
    """
    return abs(left_out) <= LARGEST_SHARE_LEFT_OUT * abs(whole)

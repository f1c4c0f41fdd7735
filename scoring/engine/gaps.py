"""Detailed figures that do not cover every process: which sums are known all the same.

A process without a figure may be left out of a sum as long as it is a small part of it; otherwise
the sum is unknown (api.md 3). Categories that lack the same processes share a *gap*: one column of
the table, from which any sum of flows knows the share that it leaves out.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scoring.engine.impacts import Flow, ImpactTable
from scoring.engine.records import Process

# Maximum share of the processes' ``ecs`` that may be left out of a sum.
LARGEST_SHARE_LEFT_OUT = 0.05

# Columns of the table that are not impacts: the ``ecs`` of every process, and, for each gap, the
# ``ecs`` of the processes without a figure.
WHOLE = "ecs:whole"
LEFT_OUT = "ecs:left-out"

# Figures of one process by trigram; None if the source has no figure.
Figures = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Lacking:
    """The processes without figures that the flows use, and their share of the flows' ``ecs``."""

    processes: tuple[Process, ...] = ()
    share: float = 0.0

    @property
    def negligible(self) -> bool:
        """Whether the missing share is small enough to ignore; a NaN share is not."""
        return self.share <= LARGEST_SHARE_LEFT_OUT


class Gap(NamedTuple):
    """Categories that lack the same processes, by index, and their column in the table."""

    trigrams: tuple[str, ...]
    without_row: Mapping[int, Process]
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialFigures:
    """Detailed figures of some processes.

    ``table`` has the categories served, the scores of the version, and the columns used to compute
    the share left out of a sum. ``complete`` is the table without these, for a simulation that
    lacks nothing, and ``scores`` has the scores alone.
    """

    table: ImpactTable
    complete: ImpactTable
    scores: ImpactTable
    gaps: tuple[Gap, ...]

    def lacking_in(self, gap: Gap, flows: Sequence[Flow], bonus: float = 0.0) -> Lacking:
        """Find the processes without figures that the flows of a whole simulation use.

        The share is relative to the simulation's ``ecs``. Flows count in absolute value, so a
        negative flow does not offset another. ``bonus``, the points that complements subtract from
        the score, increases the share; points that they add do not reduce it. A process with no
        effect on the score is not counted as lacking.
        """
        if gap.without_row.keys().isdisjoint([index for index, _ in flows]):
            return Lacking()
        column = self.scores.columns[self.scores.trigrams.index("ecs")]
        whole = left_out = 0.0
        found: dict[int, Process] = {}
        for index, amount in flows:
            points = abs(amount * column[index])
            whole += points
            if points and index in gap.without_row:
                left_out += points
                found[index] = gap.without_row[index]
        if not found:
            return Lacking()
        score = whole - max(bonus, 0.0)
        return Lacking(tuple(found.values()), left_out / score if score > 0 else math.inf)


def with_gap_columns(
    complete: ImpactTable, scores: ImpactTable, gaps: Sequence[Gap]
) -> ImpactTable:
    """Add the columns that give the share left out of any sum: ``WHOLE``, then one for each gap."""
    whole = tuple(abs(points) for points in scores.columns[scores.trigrams.index("ecs")])
    return ImpactTable(
        (*complete.trigrams, WHOLE, *(gap.column for gap in gaps)),
        (
            *complete.columns,
            whole,
            *(
                tuple(
                    points if index in gap.without_row else 0.0
                    for index, points in enumerate(whole)
                )
                for gap in gaps
            ),
        ),
    )


def sum_is_known(whole: float, left_out: float) -> bool:
    """Whether a sum leaves out little enough, by its two columns ``WHOLE`` and the gap's.

    >>> sum_is_known(100, 5), sum_is_known(100, 5.1), sum_is_known(-100, 4), sum_is_known(0, 0)
    (True, False, True, True)
    """
    return abs(left_out) <= LARGEST_SHARE_LEFT_OUT * abs(whole)

"""Open detailed impacts, and what a simulation lacks of them.

See architecture.md, "Detailed impacts".

The licensed figures of most processes are not public. Open ones stand in for them, as far as they
were measured to be good enough, and never without being called indicative. A process that has no
row may be left out of a sum while it is a small part of it; otherwise the sum is not known.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.engine.impacts import Flow, ImpactTable
from scoring.engine.manifest import Source
from scoring.engine.records import Process

# A ratio to the official total must stay within this factor on every request measured.
FACTOR = 3.0
# Largest share of the processes' ``ecs`` that may be left out of a sum.
LARGEST_SHARE_LEFT_OUT = 0.05

# Two columns of the table that are no impacts: the ``ecs`` of every process, and that of the
# processes without a row. They tell of any sum of flows what it leaves out.
WHOLE = "ecs:whole"
LEFT_OUT = "ecs:left-out"

# Open figures of one process by trigram; None where the source has none.
Figures = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Quality:
    """Smallest and largest ratio of the totals to the official ones; None if not measurable."""

    minimum: float | None
    maximum: float | None

    @property
    def kept(self) -> bool:
        """Whether the category may be served: both ratios within the factor."""
        if self.minimum is None or self.maximum is None:
            return False
        return self.minimum >= 1 / FACTOR and self.maximum <= FACTOR


@dataclass(frozen=True, slots=True)
class Lacking:
    """The processes without figures that flows call on, and their share of the flows' ``ecs``."""

    processes: tuple[Process, ...] = ()
    share: float = 0.0

    @property
    def negligible(self) -> bool:
        """Whether the rest says enough; a share that is no number does not."""
        return self.share <= LARGEST_SHARE_LEFT_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicative:
    """The open figures of a method version.

    ``table`` has the categories kept, the two scores, and the two columns that tell what a sum
    leaves out. ``without_row`` has the processes that have no figures, by index. ``requests`` is
    how many published requests the quality was measured on.
    """

    table: ImpactTable
    scores: ImpactTable
    without_row: Mapping[int, Process]
    sources: tuple[Source, ...]
    quality: Mapping[str, Quality]
    requests: int

    @property
    def ratios(self) -> dict[str, tuple[float, float]]:
        """Measured ratios to the official totals of the categories kept."""
        return {
            trigram: (quality.minimum, quality.maximum)
            for trigram, quality in self.quality.items()
            if quality.minimum is not None and quality.maximum is not None and quality.kept
        }

    def lacking(self, flows: Iterable[Flow], bonus: float = 0.0) -> Lacking:
        """Find what the flows of a whole simulation call on that has no figures.

        The share is of the simulation's ``ecs``. Flows count in absolute value: a negative one
        makes up for nothing. ``bonus``, the points that complements take off the score, makes the
        share larger; points that they add do not make it smaller. A process that counts for
        nothing is not lacking.
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
    """Set the columns of the categories kept beside the scores.

    A process that lacks a figure of one of these categories counts as having no row.
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

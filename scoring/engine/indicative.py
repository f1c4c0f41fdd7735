"""Open detailed impacts, and which figures are missing for a simulation.

See architecture.md, "Detailed impacts".

The licensed figures of most processes are not public. Open figures replace them where they were
measured to be accurate enough, and they are always labelled as indicative.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.engine.gaps import LEFT_OUT, Figures, Gap, Lacking, PartialFigures, with_gap_columns
from scoring.engine.impacts import Flow, ImpactTable
from scoring.engine.manifest import Source
from scoring.engine.records import Process

# The ratio to the official total must stay within this factor for every measured request.
FACTOR = 3.0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicative(PartialFigures):
    """The open figures of a method version.

    ``table`` has the categories kept, which share one gap: a process has a figure for all of them
    or counts as having none. ``requests`` is the number of published requests on which the quality
    was measured, and ``ratios`` the measured ratios to the official totals, for the categories
    kept. ``credits`` names each source with its licence.
    """

    sources: tuple[Source, ...]
    quality: Mapping[str, Quality]
    requests: int
    ratios: Mapping[str, tuple[float, float]]
    credits: tuple[str, ...]

    @property
    def without_row(self) -> Mapping[int, Process]:
        """The processes without figures, by index."""
        return self.gaps[0].without_row

    def lacking(self, flows: Sequence[Flow], bonus: float = 0.0) -> Lacking:
        """The processes without open figures among the flows of a whole simulation."""
        return self.lacking_in(self.gaps[0], flows, bonus)


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
    gap = Gap(kept, without_row, LEFT_OUT)
    complete = ImpactTable((*kept, *scores.trigrams), (*map(tuple, columns), *scores.columns))
    return Indicative(
        table=with_gap_columns(complete, scores, (gap,)),
        complete=complete,
        scores=scores,
        gaps=(gap,),
        sources=tuple(sources),
        quality=quality,
        requests=requests,
        ratios={
            trigram: (one.minimum, one.maximum)
            for trigram, one in quality.items()
            if one.minimum is not None and one.maximum is not None and one.kept
        },
        credits=tuple(f"{source.name} ({source.licence})" for source in sources),
    )

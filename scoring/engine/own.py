"""The operator's own detailed figures of some processes, compared with the published scores.

See architecture.md, "Detailed impacts". A row comes from the operator's own inventory database: it
may be another edition than the method's, so it is compared with the published ``ecs`` and ``pef``
of its process. A row that is too far from them is used only if the operator has accepted it by
name. Figures of a process or a category that the operator does not have are unknown: they are never
taken from elsewhere.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from scoring.engine.dataset import Dataset
from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import OWN_COLUMNS
from scoring.engine.gaps import LEFT_OUT, Figures, Gap, PartialFigures, with_gap_columns
from scoring.engine.impacts import DETAILS, Flow, ImpactTable
from scoring.engine.numbers import divide
from scoring.engine.reading import Faults, read_csv
from scoring.engine.records import Process
from scoring.engine.weighting import deviates, is_weighed, weighed_terms


class Deviation(NamedTuple):
    """A row's weighted sum beside a published score, both in points.

    A row that lacks a weighted category is not ``complete``: its sum is a part of the score.
    """

    process: Process
    score: str
    weighed: float
    published: float
    complete: bool

    @property
    def ratio(self) -> float:
        """The sum over the published score; infinite or NaN for a score of zero."""
        return divide(self.weighed, self.published)

    @property
    def far(self) -> bool:
        """Whether the row is too far from the score; an incomplete one can only exceed it."""
        if not self.complete and self.weighed <= self.published:
            return False
        return deviates(self.weighed, self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own(PartialFigures):
    """The own figures of an instance for a version.

    ``source`` is what the operator says of their origin, "" if nothing. ``coverage`` counts the
    processes with a figure, by category; ``covered`` those with any. ``compared`` counts, by score,
    the rows that could be compared with it: those that have all it weighs; ``ratios`` has the
    smallest and largest ratio of their weighted sum to the published score. ``accepted`` has the
    processes whose row is too far from a published score, by index.
    """

    source: str
    coverage: Mapping[str, int]
    covered: int
    deviations: tuple[Deviation, ...]
    compared: Mapping[str, int]
    ratios: Mapping[str, tuple[float, float]]
    accepted: Mapping[int, Process]

    def accepted_in(self, flows: Iterable[Flow]) -> tuple[Process, ...]:
        """The accepted processes that the flows of a simulation use."""
        used = {index for index, amount in flows if amount and index in self.accepted}
        return tuple(self.accepted[index] for index in sorted(used))


def deviations_of(dataset: Dataset, process: Process, figures: Figures) -> list[Deviation]:
    """Compare one row with each score of the version that weighs any of its figures."""
    known = {trigram: figure for trigram, figure in figures.items() if figure is not None}
    found = []
    for score, column in zip(dataset.scores.trigrams, dataset.scores.columns, strict=True):
        needed = {trigram for trigram in DETAILS if is_weighed(dataset.impacts[trigram], score)}
        if needed & known.keys():
            found.append(
                Deviation(
                    process,
                    score,
                    math.fsum(weighed_terms(dataset.impacts, score, known)),
                    column[process.index],
                    needed <= known.keys(),
                )
            )
    return found


def build_own(
    dataset: Dataset, rows: Mapping[str, Figures], accepted: Collection[str], source: str
) -> Own:
    """Combine rows, by the id of their process, with the published scores."""
    ordered = sorted(dataset.processes.values(), key=lambda process: process.index)
    coverage = {
        trigram: sum(row.get(trigram) is not None for row in rows.values()) for trigram in DETAILS
    }
    served = tuple(trigram for trigram in DETAILS if coverage[trigram])
    lacking: dict[tuple[int, ...], list[str]] = {}
    columns = []
    for trigram in served:
        figures = [rows.get(process.id, {}).get(trigram) for process in ordered]
        absent = tuple(index for index, figure in enumerate(figures) if figure is None)
        lacking.setdefault(absent, []).append(trigram)
        columns.append(tuple(0.0 if figure is None else figure for figure in figures))
    gaps = tuple(
        Gap(tuple(trigrams), {index: ordered[index] for index in absent}, f"{LEFT_OUT}:{number}")
        for number, (absent, trigrams) in enumerate(lacking.items())
    )
    complete = ImpactTable((*served, *dataset.scores.trigrams), (*columns, *dataset.scores.columns))
    deviations = tuple(
        [
            one
            for identifier, row in rows.items()
            for one in deviations_of(dataset, dataset.processes[identifier], row)
        ]
    )
    ratios = {score: _ratios(deviations, score) for score in dataset.scores.trigrams}
    return Own(
        table=with_gap_columns(complete, dataset.scores, gaps),
        complete=complete,
        scores=dataset.scores,
        gaps=gaps,
        source=source,
        coverage=coverage,
        covered=len(rows),
        deviations=deviations,
        compared={score: len(found) for score, found in ratios.items()},
        ratios={score: (min(found), max(found)) for score, found in ratios.items() if found},
        accepted={process.index: process for process in ordered if process.id in accepted},
    )


def _ratios(deviations: Iterable[Deviation], score: str) -> list[float]:
    ratios = [one.ratio for one in deviations if one.complete and one.score == score]
    return [ratio for ratio in ratios if math.isfinite(ratio)]


def read_own(path: Path, dataset: Dataset) -> Own:
    """Read a file in our own format. Raises ``InvalidData`` listing every fault."""
    faults = Faults()
    rows: dict[str, Figures] = {}
    accepted = set()
    source = ""
    for row in read_csv(path.parent, path.name, "id", OWN_COLUMNS, faults):
        process = row.reference("id", dataset.processes)
        figures = {trigram: row.optional_number(trigram) for trigram in DETAILS}
        source = row.optional_text("source") or source
        if process is None:
            continue
        rows[process.id] = figures
        if row.boolean("accepted"):
            accepted.add(process.id)
        elif any(one.far for one in deviations_of(dataset, process, figures)):
            row.fault("accepted", "cette ligne est trop loin d'un score publié")
    if not rows:
        faults.add(path.name, "aucun procédé n'a de valeur")
    if faults.lines:
        raise InvalidData(path.name, faults.lines)
    return build_own(dataset, rows, accepted, source)

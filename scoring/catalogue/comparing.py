"""Computes each row in another version of the method: its score, and the stage that moved most.

A row is parsed once, with the labels of its own version. The resulting request is translated to the
other version's identifiers and computed there (catalogue.md 3.5).
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from scoring.answers.levels import served_to
from scoring.answers.sector import Computed, Sector, compute
from scoring.answers.versions.comparison import in_the_other, most_moved, moved
from scoring.answers.versions.identifiers import in_ids_of
from scoring.catalogue.faults import Fault
from scoring.catalogue.figures import STAGES, Figure, Figures, figures_of, finite
from scoring.catalogue.refusals import all_faults, json_faults
from scoring.catalogue.rows import Request
from scoring.catalogue.vocabulary.layout import Layout
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.numbers import divide

_PERCENT: Final = 100


class Compared(NamedTuple):
    """A row in another version: points after durability; differences are other minus own.

    ``percent`` is relative to the score of the row's own version; ``stage`` is the key of the stage
    that moved most, None if none did. ``errors`` explain why the other version rejects the row.
    """

    version: str
    score: Figure = None
    difference: Figure = None
    percent: Figure = None
    stage: str | None = None
    stage_difference: Figure = None
    errors: tuple[Fault, ...] = ()

    def record(self) -> dict[str, Any]:
        """The comparison as a JSON object."""
        return {
            "methodVersion": self.version,
            "score": self.score,
            "difference": self.difference,
            "percent": self.percent,
            "stage": self.stage,
            "stageDifference": self.stage_difference,
            "errors": [
                {"column": column, "field": field, "message": message}
                for column, field, message in self.errors
            ],
        }


class Comparer:
    """Computes the rows of one file in another version.

    Raises ``ValueError`` if it is the same version.
    """

    def __init__(self, sector: Sector[Any, Any, Any], first: Method, second: Method) -> None:
        if first.version == second.version:
            raise ValueError(f"la version à comparer est celle du calcul : {first.version}")
        self._sector = sector
        self._first = first
        self._second = second
        self._served = served_to(second, None)

    @property
    def version(self) -> str:
        """The other version."""
        return self._second.version

    def compare(
        self,
        request: Request,
        layout: Layout | None,
        computed: Computed[Any, Any, Any],
        figures: Figures,
    ) -> Compared:
        """Compute a row in the other version; ``figures`` are its own version's results."""
        translated = in_ids_of(self._sector.request, request.body, self._first, self._second)
        body = translated.body
        try:
            other = compute(self._sector, self._second, body, self._served)
        except InvalidQuery as refusal:
            told = in_the_other(self._first, self._second, translated, refusal.faults)
            faults: Sequence[Fault] = json_faults(InvalidQuery(told))
            if layout is not None:
                faults = self._in_columns(request._replace(body=body), layout, told) or faults
            return Compared(self.version, errors=tuple(faults))
        if figures.stages is None:
            figures = figures_of(computed, STAGES)
        theirs = figures_of(other, STAGES)
        stage = most_moved(moved(_counted(figures), _counted(theirs)))
        difference = _less(theirs.score, figures.score)
        return Compared(
            version=self.version,
            score=theirs.score,
            difference=difference,
            percent=_percent(difference, figures.score),
            stage=stage.name if stage else None,
            stage_difference=finite(stage.difference) if stage else None,
        )

    def _in_columns(
        self, request: Request, layout: Layout, told: Mapping[str, str]
    ) -> Sequence[Fault]:
        """Convert errors by field to errors by column of the file."""
        found = all_faults(self._sector, self._second, request, layout)
        return [fault._replace(message=told.get(fault.field, fault.message)) for fault in found]


def _counted(figures: Figures) -> dict[str, float]:
    """The stages included in the score, after durability; non-finite figures are kept."""
    durability = figures.durability or 1.0
    return {
        name: math.nan if points is None else divide(points, durability)
        for name, points in (figures.stages or {}).items()
        if name not in figures.uncounted
    }


def _less(score: Figure, other: Figure) -> Figure:
    return None if score is None or other is None else finite(score - other)


def _percent(difference: Figure, score: Figure) -> Figure:
    if difference is None or not score:
        return None
    return finite(_PERCENT * difference / abs(score))

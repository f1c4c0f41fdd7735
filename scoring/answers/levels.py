"""Which detailed impacts a caller may see (architecture.md, "Detailed impacts").

Four levels: *official* once the operator has imported the licensed file, *own* with figures from
the operator's own database, *indicative* by default, from open figures, *aggregated* for callers
who are not entitled to details. They never mix. The API and the pages use it in three steps::

    served = served_to(method, details=...)         # details for a valid token or a session
    served = served.judged(flows, bonus)            # the flows of the whole simulation
    write = served.writer()                         # vectors of ``served.table`` -> 21 keys

``flows`` are all the flows in the total, as process indexes and amounts, and ``bonus`` the points
that complements subtract from ``ecs``; they are only used for figures that do not cover every
process (indicative and own ones). Weight every part of the simulation with ``served.table`` and
pass each vector to ``write``: it writes 0
for what the caller may not see, and None, null in JSON, for what is unknown. A part may be divided
or summed beforehand, like any vector. ``served`` is then passed to ``meta``, which says where the
figures come from and what they leave out.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scoring.answers.imported import Stamp
from scoring.answers.official import OfficialDetails
from scoring.answers.own import OwnDetails
from scoring.engine.cautions import Caution, Named
from scoring.engine.gaps import (
    LARGEST_SHARE_LEFT_OUT,
    WHOLE,
    Lacking,
    PartialFigures,
    sum_is_known,
)
from scoring.engine.impacts import SCORES, TRIGRAMS, Flow, ImpactTable, Vector
from scoring.engine.indicative import Indicative
from scoring.engine.method import Method
from scoring.engine.own import Own
from scoring.engine.records import ImpactDefinition, Process
from scoring.engine.subscores import SUB_SCORES, sub_scores

OFFICIAL = "official"
OWN = "own"
INDICATIVE = "indicative"
AGGREGATED = "aggregated"
# Levels whose figures do not cover every process: what they lack is unknown, not zero.
PARTIAL = (OWN, INDICATIVE)

# Tables whose layout is remembered: those of each version and level, and parts of them.
_REMEMBERED = 64

Impacts = dict[str, float | None]
Writer = Callable[[Vector], Impacts]


class Served(NamedTuple):
    """The level of a caller, and the corresponding impacts.

    ``table`` has only the columns that the caller may see: an aggregated response never computes
    the 19 others. ``partial`` are the figures of a level that does not cover every process, and
    ``lacking`` what a simulation lacks of them, for each of their gaps. ``accepted`` are the
    processes whose own figures are too far from a published score. ``edition`` identifies the
    imported file, for code that caches derived data.
    """

    level: str
    table: ImpactTable
    partial: PartialFigures | None = None
    lacking: tuple[Lacking, ...] = ()
    accepted: tuple[Process, ...] = ()
    edition: Stamp | None = None

    @property
    def indicative(self) -> Indicative | None:
        """The open figures, if they are what is served."""
        return self.partial if isinstance(self.partial, Indicative) else None

    @property
    def own(self) -> Own | None:
        """The operator's own figures, if they are what is served."""
        return self.partial if isinstance(self.partial, Own) else None

    def judged(self, flows: Iterable[Flow], bonus: float = 0.0) -> "Served":
        """Look for processes without figures among all the flows of a simulation.

        ``bonus`` is what complements subtract from its ``ecs``, in points. Above a small share, the
        categories that lack these processes are not given at all for this simulation.
        """
        if self.partial is None:
            return self
        flows = tuple(flows)
        partial = self.partial
        lacking = tuple([partial.lacking_in(gap, flows, bonus) for gap in partial.gaps])
        accepted = partial.accepted_in(flows) if isinstance(partial, Own) else ()
        if not any(found.processes for found in lacking):
            return self._replace(lacking=lacking, accepted=accepted, table=partial.complete)
        unknown = [
            trigram
            for gap, found in zip(partial.gaps, lacking, strict=True)
            if not found.negligible
            for trigram in (*gap.trigrams, gap.column)
        ]
        table = self.table
        if unknown:
            kept = [trigram for trigram in table.trigrams if trigram not in unknown]
            known = any(one.negligible for one in lacking)
            table = table.select(kept) if known else partial.scores
        return self._replace(lacking=lacking, accepted=accepted, table=table)

    @property
    def missing(self) -> dict[str, tuple[Process, ...]]:
        """The processes that each category served lacks in this simulation, if any."""
        if self.partial is None or not self.lacking:
            return {}
        return {
            trigram: found.processes
            for gap, found in zip(self.partial.gaps, self.lacking, strict=True)
            for trigram in gap.trigrams
            if found.processes
        }

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a response's impacts: all 21, or fewer if a version lacks a score."""
        return tuple(_layout(self.table.trigrams, None).absent)

    def writer(self) -> Writer:
        """Build the function that turns vectors of ``table`` into mappings with all the keys."""
        return _writer(self)

    def sub_scores(
        self, definitions: Mapping[str, ImpactDefinition], impacts: Mapping[str, float | None]
    ) -> Impacts:
        """The four sub-scores of an impacts object: official figures only (api.md 6)."""
        if self.level == OFFICIAL:
            known = {name: figure for name, figure in impacts.items() if figure is not None}
            return {**sub_scores(definitions, known)}
        return dict.fromkeys(SUB_SCORES, None if self.level in PARTIAL else 0.0)

    def cautions(self) -> list[Caution]:
        """What the caller should know about the figures."""
        if self.partial is None or all(found.negligible for found in self.lacking):
            return []
        processes: dict[Process, None] = {}
        unknown: list[str] = []
        for gap, found in zip(self.partial.gaps, self.lacking, strict=True):
            if not found.negligible:
                processes |= dict.fromkeys(found.processes)
                unknown += gap.trigrams
        values: dict[str, float | str | tuple[Named, ...]] = {
            "name": tuple(processes),
            "limit": LARGEST_SHARE_LEFT_OUT,
        }
        if self.own is None:
            return [Caution("details-left-out", "", values)]
        values["impacts"] = ", ".join(sorted(unknown))
        return [Caution("own-details-left-out", "", values)]


class _Layout(NamedTuple):
    """How vectors of a table become impacts: which keys they have, and where each figure is."""

    absent: Mapping[str, float | None]
    places: tuple[tuple[str, int], ...]


@functools.lru_cache(_REMEMBERED)
def _layout(trigrams: tuple[str, ...], nothing: float | None) -> _Layout:
    keys = [key for key in TRIGRAMS if key in trigrams or key not in SCORES]
    places = tuple([(key, trigrams.index(key)) for key in keys if key in trigrams])
    return _Layout(dict.fromkeys(keys, nothing), places)


def _writer(of: Served) -> Writer:
    trigrams = of.table.trigrams
    absent, places = _layout(trigrams, None if of.level in PARTIAL else 0.0)

    def write(vector: Vector) -> Impacts:
        impacts: Impacts = {**absent}
        for trigram, index in places:
            impacts[trigram] = vector[index]
        return impacts

    if of.partial is None or WHOLE not in trigrams:
        return write
    whole = trigrams.index(WHOLE)
    gaps = tuple(
        (trigrams.index(gap.column), dict.fromkeys(gap.trigrams))
        for gap in of.partial.gaps
        if gap.column in trigrams
    )

    def write_what_is_known(vector: Vector) -> Impacts:
        impacts = write(vector)
        for left_out, unknown in gaps:
            if not sum_is_known(vector[whole], vector[left_out]):
                impacts |= unknown
        return impacts

    return write_what_is_known


class Details(NamedTuple):
    """The detailed impacts that an instance offers to callers entitled to them.

    ``official`` is the imported licensed file, if any, and ``own`` the operator's own figures;
    ``open_figures`` says whether the indicative figures of the data may be used instead.
    """

    official: OfficialDetails | None = None
    open_figures: bool = True
    own: OwnDetails | None = None


def served_to(method: Method, details: Details | None) -> Served:
    """What a caller may see: the two scores for anyone, and ``details`` if entitled to them.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> served_to(method, None).level, served_to(method, Details()).level
    ('aggregated', 'indicative')
    """
    if details is None:
        return Served(AGGREGATED, method.scores)
    if details.official is not None:
        return Served(OFFICIAL, details.official.table, edition=details.official.stamp)
    if details.own is not None:
        own = details.own.figures
        return Served(OWN, own.table, own, edition=details.own.stamp)
    indicative = method.dataset.indicative
    if details.open_figures and indicative is not None:
        return Served(INDICATIVE, indicative.table, indicative)
    return Served(AGGREGATED, method.scores)

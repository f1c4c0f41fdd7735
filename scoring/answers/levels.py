"""Which detailed impacts a caller may see (architecture.md, "Detailed impacts").

Three levels: *official* once the operator has imported the licensed file, *indicative* by default,
from open figures, *aggregated* for callers who are not entitled to details. The API and the pages
use it in three steps::

    served = served_to(method, details=...)         # details for a valid token or a session
    served = served.judged(flows, bonus)            # the flows of the whole simulation
    write = served.writer()                         # vectors of ``served.table`` -> 21 keys

``flows`` are all the flows in the total, as process indexes and amounts, and ``bonus`` the points
that complements subtract from ``ecs``; they are only used when the figures are indicative. Weight
every part of the simulation with ``served.table`` and pass each vector to ``write``: it writes 0
for what the caller may not see, and None, null in JSON, for what is unknown. A part may be divided
or summed beforehand, like any vector. ``served`` is then passed to ``meta``, which says where the
figures come from and what they leave out.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scoring.answers.official import OfficialDetails, Stamp
from scoring.engine.cautions import Caution, Named
from scoring.engine.impacts import SCORES, TRIGRAMS, Flow, ImpactTable, Vector
from scoring.engine.indicative import (
    LARGEST_SHARE_LEFT_OUT,
    LEFT_OUT,
    WHOLE,
    Indicative,
    Lacking,
    sum_is_known,
)
from scoring.engine.method import Method
from scoring.engine.records import ImpactDefinition
from scoring.engine.subscores import SUB_SCORES, sub_scores

OFFICIAL = "official"
INDICATIVE = "indicative"
AGGREGATED = "aggregated"

Impacts = dict[str, float | None]
Writer = Callable[[Vector], Impacts]


class Served(NamedTuple):
    """The level of a caller, and the corresponding impacts.

    ``table`` has only the columns that the caller may see: an aggregated response never computes
    the 19 others. ``edition`` identifies the imported file, for code that caches derived data.
    """

    level: str
    table: ImpactTable
    indicative: Indicative | None = None
    lacking: Lacking = Lacking()
    edition: Stamp | None = None

    def judged(self, flows: Iterable[Flow], bonus: float = 0.0) -> "Served":
        """Look for processes without open figures among all the flows of a simulation.

        ``bonus`` is what complements subtract from its ``ecs``, in points. Above a small share, no
        indicative figure is given for this simulation at all.
        """
        if self.indicative is None:
            return self
        lacking = self.indicative.lacking(flows, bonus)
        if lacking.negligible:
            return self._replace(lacking=lacking)
        return self._replace(lacking=lacking, table=self.indicative.scores)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a response's impacts: all 21, or fewer if a version lacks a score."""
        lacking = [score for score in SCORES if score not in self.table.trigrams]
        return tuple(trigram for trigram in TRIGRAMS if trigram not in lacking)

    def writer(self) -> Writer:
        """Build the function that turns vectors of ``table`` into mappings with all the keys."""
        trigrams = self.table.trigrams
        nothing = None if self.level == INDICATIVE else 0.0
        absent: Impacts = dict.fromkeys(self.keys, nothing)
        served = tuple((name, trigrams.index(name)) for name in self.keys if name in trigrams)

        def write(vector: Vector) -> Impacts:
            impacts: Impacts = absent.copy()
            for trigram, index in served:
                impacts[trigram] = vector[index]
            return impacts

        if WHOLE not in trigrams:
            return write
        whole = trigrams.index(WHOLE)
        left_out = trigrams.index(LEFT_OUT)
        scores = tuple((name, trigrams.index(name)) for name in SCORES if name in trigrams)

        def write_what_is_known(vector: Vector) -> Impacts:
            if sum_is_known(vector[whole], vector[left_out]):
                return write(vector)
            return absent | {trigram: vector[index] for trigram, index in scores}

        return write_what_is_known

    def sub_scores(
        self, definitions: Mapping[str, ImpactDefinition], impacts: Mapping[str, float | None]
    ) -> Impacts:
        """The four sub-scores of an impacts object: official figures only (api.md 6)."""
        if self.level == OFFICIAL:
            known = {name: figure for name, figure in impacts.items() if figure is not None}
            return {**sub_scores(definitions, known)}
        return dict.fromkeys(SUB_SCORES, None if self.level == INDICATIVE else 0.0)

    def cautions(self) -> list[Caution]:
        """What the caller should know about the figures."""
        if self.lacking.negligible:
            return []
        values: Mapping[str, float | tuple[Named, ...]] = {
            "name": self.lacking.processes,
            "limit": LARGEST_SHARE_LEFT_OUT,
        }
        return [Caution("details-left-out", "", values)]


class Details(NamedTuple):
    """The detailed impacts that an instance offers to callers entitled to them.

    ``official`` is the imported licensed file, if any; ``open_figures`` says whether the indicative
    figures of the data may be used instead.
    """

    official: OfficialDetails | None = None
    open_figures: bool = True


def served_to(method: Method, details: Details | None) -> Served:
    """What a caller may see: the two scores for anyone, and ``details`` if entitled to them."""
    if details is None:
        return Served(AGGREGATED, method.scores)
    if details.official is not None:
        return Served(OFFICIAL, details.official.table, edition=details.official.stamp)
    indicative = method.dataset.indicative
    if details.open_figures and indicative is not None:
        return Served(INDICATIVE, indicative.table, indicative)
    return Served(AGGREGATED, method.scores)

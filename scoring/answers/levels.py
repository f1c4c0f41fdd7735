"""Which detailed impacts a caller is served (architecture.md, "Detailed impacts").

Three levels: *official* once the operator has imported the licensed file, *indicative* by default,
from open figures, *aggregated* for those who are not entitled to details. Whoever answers, the API
or a page, takes three steps::

    served = served_to(method, details=...)         # whom a valid token or a session entitles
    served = served.judged(flows, bonus)            # the flows of the whole simulation
    write = served.writer()                         # vectors of ``served.table`` -> 21 keys

``flows`` are all that the total sums, of processes by their index, and ``bonus`` the points that
complements take off ``ecs``; they are looked at only when the figures are indicative. Weigh every
part of the simulation with ``served.table`` and give each vector to ``write``: it writes 0 for what
the caller is not served, and None, which JSON writes as null, for what is not known. A part may be
divided or summed on the way, like any vector. ``served`` then goes to ``meta``, which says where
the figures come from and what they leave out.
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
    """The level of a caller, and the impacts that go with it.

    ``table`` has only the columns that are served: an aggregated answer never computes 19 more.
    ``edition`` tells one imported file from the next, for those who keep what they made of it.
    """

    level: str
    table: ImpactTable
    indicative: Indicative | None = None
    lacking: Lacking = Lacking()
    edition: Stamp | None = None

    def judged(self, flows: Iterable[Flow], bonus: float = 0.0) -> "Served":
        """Look for processes without open figures among all the flows of a simulation.

        ``bonus`` is what complements take off its ``ecs``, in points. Above a small share no
        indicative figure of this simulation is given at all.
        """
        if self.indicative is None:
            return self
        lacking = self.indicative.lacking(flows, bonus)
        if lacking.negligible:
            return self._replace(lacking=lacking)
        return self._replace(lacking=lacking, table=self.indicative.scores)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of an answer's impacts: all 21, or fewer where a version lacks a score."""
        lacking = [score for score in SCORES if score not in self.table.trigrams]
        return tuple(trigram for trigram in TRIGRAMS if trigram not in lacking)

    def writer(self) -> Writer:
        """Make the function that writes vectors of ``table`` with all its keys."""
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
        """The four sub-scores of an impacts object: only official figures have them (api.md 6)."""
        if self.level == OFFICIAL:
            known = {name: figure for name, figure in impacts.items() if figure is not None}
            return {**sub_scores(definitions, known)}
        return dict.fromkeys(SUB_SCORES, None if self.level == INDICATIVE else 0.0)

    def cautions(self) -> list[Caution]:
        """What the caller should know of the figures."""
        if self.lacking.negligible:
            return []
        values: Mapping[str, float | tuple[Named, ...]] = {
            "name": self.lacking.processes,
            "limit": LARGEST_SHARE_LEFT_OUT,
        }
        return [Caution("details-left-out", "", values)]


class Details(NamedTuple):
    """The detailed impacts that an instance has for those who are entitled to them.

    ``official`` is the licensed file, when one is imported; ``open_figures`` says whether the
    indicative figures of the data may be served instead.
    """

    official: OfficialDetails | None = None
    open_figures: bool = True


def served_to(method: Method, details: Details | None) -> Served:
    """What is served: the two scores to anyone, and ``details`` to those entitled to them."""
    if details is None:
        return Served(AGGREGATED, method.scores)
    if details.official is not None:
        return Served(OFFICIAL, details.official.table, edition=details.official.stamp)
    indicative = method.dataset.indicative
    if details.open_figures and indicative is not None:
        return Served(INDICATIVE, indicative.table, indicative)
    return Served(AGGREGATED, method.scores)

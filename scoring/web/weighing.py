"""The figures shown to a visitor: which impact, at which level, and its format.

Every simulator page passes each vector of its simulation to ``figure`` and ``text``. An unknown
figure is None, and shown as "non disponible".
"""

from typing import Any, NamedTuple

from django.http import HttpRequest

from scoring.answers.levels import AGGREGATED, OFFICIAL, OWN, Served, Writer
from scoring.answers.sector import Computed, Query, Results, Sector, Simulation, compute_query
from scoring.engine.impacts import SCORES, Flows, Vector
from scoring.engine.method import Method
from scoring.engine.records import ImpactDefinition
from scoring.instance import served_to
from scoring.web import figures
from scoring.web.labels import impact_unit
from scoring.web.marks import mark_of


class Shown(NamedTuple):
    """One impact, shown at one level."""

    served: Served
    definition: ImpactDefinition
    write: Writer
    entitled: bool

    @property
    def trigram(self) -> str:
        """The trigram of the impact shown."""
        return self.definition.trigram

    @property
    def detailed(self) -> bool:
        """Whether the visitor may see detailed impacts too."""
        return self.served.level != AGGREGATED

    @property
    def is_score(self) -> bool:
        """Whether the impact shown is the environmental cost, including complements."""
        return self.trigram == "ecs"

    @property
    def official(self) -> bool:
        """Whether detailed figures are official."""
        return self.served.level == OFFICIAL

    @property
    def mark(self) -> str:
        """The mark of the figure shown if it is a detailed impact, but not official."""
        return "" if self.trigram in SCORES else mark_of(self.served.level)

    @property
    def own(self) -> bool:
        """Whether detailed figures are the operator's own."""
        return self.served.level == OWN

    @property
    def unit(self) -> str:
        """The unit of the impact shown."""
        return impact_unit(self.definition)

    def figure(self, vector: Vector) -> float | None:
        """The figure of a vector for the impact shown."""
        return self.write(vector)[self.trigram]

    def text(self, value: float | None) -> str:
        """A figure with its decimals and its unit."""
        return figures.quantity(value, self.unit, self.definition.decimals)

    def text_of(self, vector: Vector) -> str:
        """The formatted figure of a vector."""
        return self.text(self.figure(vector))

    def text_of_flows(self, flows: Flows) -> str:
        """The formatted figure of some flows."""
        return self.text_of(self.served.table.weigh(flows))


class ShownProduct(NamedTuple):
    """A form without errors: its product, and what is shown of it."""

    computed: Computed[Any, Any, Any]
    shown: Shown


def compute_shown(
    request: HttpRequest,
    sector: Sector[Query, Simulation, Results],
    method: Method,
    query: Query,
    impact: str,
) -> ShownProduct:
    """Compute what a visitor requests, at the level the visitor may see.

    That is any impact with an account, else the score.
    """
    entitled = request.user.is_authenticated
    computed = compute_query(sector, method, query, served_to(method, entitled=entitled))
    served = computed.served
    # An impact that the visitor may not see is replaced by the score, not shown as zero.
    known = served.keys if served.level != AGGREGATED else method.scores.trigrams
    trigram = impact if entitled and impact in known else "ecs"
    shown = Shown(
        served=served,
        definition=method.dataset.impacts[trigram],
        write=served.writer(),
        entitled=entitled,
    )
    return ShownProduct(computed, shown)


def score_of(computed: Computed[Any, Any, Any]) -> Shown:
    """The score alone, whatever the visitor may see besides."""
    served = computed.served
    return Shown(
        served=served,
        definition=computed.method.dataset.impacts["ecs"],
        write=served.writer(),
        entitled=False,
    )

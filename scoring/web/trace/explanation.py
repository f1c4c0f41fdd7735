"""A recorded calculation as tables: for one card of a simulator, or in full.

``simulators/_explanation.html`` renders the content of a card, ``sharing/annex.html`` the annex of
a record.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.explain import trace_of
from scoring.answers.sector import Computed
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.engine import scopes
from scoring.engine.errors import InvalidQuery
from scoring.engine.trace.lines import Line, Trace
from scoring.web import figures
from scoring.web.bounds import MOST_LINES_OF_AN_ANNEX
from scoring.web.labels import unit_label
from scoring.web.trace.formulas import spelt
from scoring.web.trace.sources import NumberSource, Sources
from scoring.web.trace.words import STAGES, line_label, translated
from scoring.web.weighing import ShownProduct

FLOW = ".flow"
TOTAL = "total"
COMPONENT = "component-"
PIECE = "item-"
PIECES = {TEXTILE_SET.name: "products", TEXTILE_GARMENT.name: "components"}
# Rules of transport, in any stage.
_TRANSPORT = ("carried.", "journey.", "left.", "leg.", "transport", "travelled.")
_OF_COMPONENTS = (scopes.OBJECT, scopes.VELI)
# In the stages of objects, the sums over all pieces are shown with the total.
_ALL_COMPONENTS = ("product.", "score", "stage.", "step.")


class ValueRow(NamedTuple):
    """A value computed by the calculation."""

    id: str
    label: str
    formula: str
    sources: Sequence[NumberSource]
    value: str
    exact: str


class FlowRow(NamedTuple):
    """An amount of a process, its figure, and its impact."""

    id: str
    name: str
    source: str
    href: str
    amount: str
    figure: str
    impact: str
    exact: str


class ExplanationPart(NamedTuple):
    """A group of related values, the processes they use, and their sums."""

    title: str
    values: Sequence[ValueRow]
    flows: Sequence[FlowRow]
    sums: Sequence[ValueRow]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.values or self.flows or self.sums)


class ExplanationSection(NamedTuple):
    """All the lines of a stage."""

    title: str
    rows: Sequence[ValueRow]


class TraceRenderer:
    """Builds the tables of one trace; ``explorer`` is the base path of the records."""

    def __init__(self, computed: Computed[Any, Any, Any], trace: Trace, explorer: str) -> None:
        self.trace = trace
        self.sector = computed.sector.scope
        # The list of the request that a card is an item of, where there are several garments.
        self.pieces = PIECES.get(computed.sector.name, "")
        self.sources = Sources(
            method=computed.method,
            sector=self.sector,
            explorer=explorer,
            lines={line.id: line for line in trace.lines},
        )
        self._weighing = {line.rule for line in trace.lines if line.rule.endswith(FLOW)}

    def card(self, code: str) -> list[ExplanationPart]:
        """The calculation of a card: of a stage, of a component, or of the total."""
        lines = [line for line in self.trace.lines if self._is_of(line, code)]
        own = [line for line in lines if not line.rule.startswith(_TRANSPORT) or code == TOTAL]
        moved = [line for line in lines if line not in own]
        parts = [self._part("", own), self._part(_("Transport"), moved)]
        return [part for part in parts if not part.is_empty]

    def annex(self) -> list[ExplanationSection]:
        """Every line, by stage."""
        return [
            ExplanationSection(str(title), rows)
            for stage, title in STAGES[self.sector].items()
            if (rows := [self._row(line) for line in self.trace.lines if line.stage == stage])
        ]

    def _is_of(self, line: Line, code: str) -> bool:
        if self.pieces:
            if code == TOTAL:
                return not line.id.startswith(f"{self.pieces}.")
            return line.id.startswith(f"{self.pieces}.{code.removeprefix(PIECE)}.")
        if self.sector not in _OF_COMPONENTS:
            return line.stage == code
        if code == TOTAL:
            return line.rule.startswith(_ALL_COMPONENTS) or line.rule == "item.impact"
        if not code.startswith(COMPONENT):
            return False
        at = line.id.removeprefix(f"{line.rule}.").partition(".")[0]
        return at == code.removeprefix(COMPONENT) and not line.rule.startswith(_ALL_COMPONENTS)

    def _part(self, title: str, lines: Iterable[Line]) -> ExplanationPart:
        values, flows, sums = [], [], []
        for line in lines:
            if line.rule in self._weighing:
                # Unused processes are not listed.
                if line.inputs["amount"].value:
                    flows.append(self._flow(line))
            elif line.unit == self.trace.unit:
                row = self._row(line)
                # The terms are the processes listed above.
                terms_above = f"{line.rule}{FLOW}" in self._weighing
                sums.append(row._replace(sources=()) if terms_above else row)
            else:
                values.append(self._row(line))
        return ExplanationPart(title=title, values=values, flows=flows, sums=sums)

    def _row(self, line: Line) -> ValueRow:
        return ValueRow(
            id=line.id,
            label=line_label(line),
            formula=spelt(line),
            sources=list(self.sources.of(line)),
            value=self._written(line),
            exact=figures.exact(line.value),
        )

    def _flow(self, line: Line) -> FlowRow:
        amount, figure = line.inputs["amount"], line.inputs["figure"]
        return FlowRow(
            id=line.id,
            name=translated(figure.process),
            source=figure.source,
            href=self.sources.record(figure.key),
            amount=self.sources.written(amount.value, amount.unit),
            figure=self.sources.written(figure.value),
            impact=self._written(line),
            exact=figures.exact(line.value),
        )

    def _written(self, line: Line) -> str:
        return figures.with_unit(figures.significant(line.value), unit_label(line.unit))


def annex_of(computed: Computed[Any, Any, Any], explorer: str) -> list[ExplanationSection]:
    """Every line of a product's score by stage; empty if it has too many to print."""
    try:
        trace = trace_of(computed, "ecs")
    except InvalidQuery:
        return []
    if len(trace.lines) > MOST_LINES_OF_AN_ANNEX:
        return []
    return TraceRenderer(computed, trace, explorer).annex()


def explained(product: ShownProduct, card: str, explorer: str) -> dict[str, Any]:
    """The context of ``simulators/_explanation.html`` for a card, or why there is none."""
    found: dict[str, Any] = {"card": card, "parts": [], "fault": ""}
    computed, shown = product
    try:
        trace = trace_of(computed, shown.trigram)
    except InvalidQuery as error:
        unknown = "impact" in error.faults
        return found | {
            "fault": _("Ce chiffre n'est pas disponible pour ce produit : rien ne l'explique.")
            if unknown
            else _("Ce produit a trop de procédés pour que son calcul soit montré.")
        }
    parts = TraceRenderer(computed, trace, explorer).card(card)
    return found | {"parts": parts, "impact_unit": shown.unit}

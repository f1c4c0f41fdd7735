"""Charts and tables of a comparison: total, stages, sub-scores, impacts (web.md 5)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.answers.breakdown import COMPLEMENTS
from scoring.answers.levels import AGGREGATED, INDICATIVE, OFFICIAL, OWN
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.web.charts import Bar, Chart, Series, drawing_of
from scoring.web.figures import number, percentage, with_unit
from scoring.web.labels import label
from scoring.web.sharing.outcome import Outcome, contributions, sub_scores
from scoring.web.sharing.posted import ComparedSimulation
from scoring.web.sharing.tables import Figures
from scoring.web.speech import sign
from scoring.web.words.breakdown import FAMILIES, SUB_SCORES

POINTS = "Pts"
TOTAL = "ecs"
SECTORS: Mapping[str, Any] = {
    TEXTILE.name: gettext_lazy("Textile"),
    FOOD.name: gettext_lazy("Alimentaire"),
    OBJECT.name: gettext_lazy("Objet"),
    VELI.name: gettext_lazy("Véhicule"),
    TEXTILE_SET.name: gettext_lazy("Textile, lot"),
    TEXTILE_GARMENT.name: gettext_lazy("Textile, plusieurs parties"),
}


class _Words(NamedTuple):
    key: str
    label: Any
    title: Any


_TOTAL = _Words("total", gettext_lazy("Total"), gettext_lazy("Coût environnemental"))
_STAGES = _Words("stages", gettext_lazy("Étapes"), gettext_lazy("Coût environnemental par étape"))
_SUB_SCORES = _Words(
    "sub-scores", gettext_lazy("Sous-scores"), gettext_lazy("Coût environnemental par sous-score")
)
_IMPACTS = _Words(
    "impacts", gettext_lazy("Impacts"), gettext_lazy("Coût environnemental par impact")
)


class Figure(NamedTuple):
    """A figure of a simulation, and its difference to that of the baseline, "" for none."""

    value: float | None
    change: str = ""


class Total(NamedTuple):
    """A score, and its difference to that of the baseline in points and in per cent."""

    value: float | None
    change: str
    relative: str


class ComparisonRow(NamedTuple):
    """A row of a table: a figure for each simulation."""

    label: str
    figures: list[Figure]


class View(NamedTuple):
    """One view of the simulations: a chart and the same figures as a table.

    ``every_line`` includes the parts that are zero everywhere; the chart and ``lines`` do not.
    """

    key: str
    label: str
    chart: Chart
    drawing: Mapping[str, Any]
    note: str
    every_line: Sequence[tuple[str, Sequence[float | None]]]
    baseline: int

    @property
    def lines(self) -> list[ComparisonRow]:
        """The table: one row per series, one column per simulation."""
        bars = self.chart.bars
        return [
            line_of(series.label, [bar.values[index] for bar in bars], self.baseline)
            for index, series in enumerate(self.chart.series)
        ]


def line_of(name: str, values: Sequence[float | None], baseline: int) -> ComparisonRow:
    """A row with the differences to the simulation at the position ``baseline``."""
    reference = values[baseline]
    return ComparisonRow(
        name,
        [
            Figure(value, "" if position == baseline else change(value, reference))
            for position, value in enumerate(values)
        ],
    )


def change(value: float | None, reference: float | None) -> str:
    """A difference with its sign, in the table's points; "" if there is none or it is unknown."""
    if value is None or reference is None or value == reference:
        return ""
    difference = value - reference
    return f"{sign(difference)}{number(abs(difference))}" if isfinite(difference) else ""


def relative_change(value: float | None, reference: float | None) -> str:
    """A difference in per cent of the baseline, with its sign; "" if there is none."""
    if value is None or not reference or value == reference:
        return ""
    ratio = (value - reference) / abs(reference)
    return f"{sign(ratio)}{percentage(abs(ratio), 1)}" if isfinite(ratio * 100) else ""


def views_of(compared: Sequence[ComparedSimulation], baseline: int = 0) -> list[View]:
    """The views available at the visitor's level; ``baseline`` is a position in ``compared``."""
    if not compared:
        return []
    levels = {item.outcome.level for item in compared}
    totals = {TOTAL: _("Coût environnemental")}
    views = [
        _view(compared, baseline, _TOTAL, totals, _total),
        _view(compared, baseline, _STAGES, FAMILIES, _stages),
    ]
    if OFFICIAL in levels:
        views.append(_view(compared, baseline, _SUB_SCORES, SUB_SCORES, sub_scores))
    if levels != {AGGREGATED}:
        labels, note = _impact_labels(compared), _note(levels)
        views.append(_view(compared, baseline, _IMPACTS, labels, contributions, note))
    return views


def totals_of(compared: Sequence[ComparedSimulation], baseline: int) -> list[Total]:
    """The scores, each with its difference to the one at the position ``baseline``."""
    reference = compared[baseline].outcome.score
    return [
        Total(score, change(score, reference), relative_change(score, reference))
        for score in (item.outcome.score for item in compared)
    ]


def _note(levels: Collection[str]) -> str:
    """Remarks about detailed impacts that are not official; versions may differ in level."""
    notes = []
    if INDICATIVE in levels:
        notes.append(
            _(
                "Valeurs indicatives, de sources ouvertes : elles n'atteignent pas ensemble le "
                "total, et ce qui n'est pas connu n'est pas dessiné."
            )
        )
    if OWN in levels:
        notes.append(
            _(
                "Valeurs de l'exploitant de cette instance : elles n'atteignent pas forcément "
                "ensemble le total, et ce qui n'est pas connu n'est pas dessiné."
            )
        )
    return " ".join(notes)


def _view(
    compared: Sequence[ComparedSimulation],
    baseline: int,
    words: _Words,
    labels: Mapping[str, Any],
    figures_of: Callable[[Outcome], Figures],
    note: str = "",
) -> View:
    found = [figures_of(item.outcome) for item in compared]
    values = {part: [figures.get(part, 0.0) for figures in found] for part in labels}
    # An unknown part is not a zero. The total is always shown.
    series = tuple(
        Series(part, str(text))
        for part, text in labels.items()
        if words is _TOTAL or any(value != 0 for value in values[part])
    )
    bars = tuple(
        Bar(
            label=item.name,
            values=tuple([values[part.key][position] for part in series]),
            total=item.outcome.score,
            note=_remark(compared, baseline, position) if words is _TOTAL else "",
        )
        for position, item in enumerate(compared)
    )
    description = _(
        "Diagramme en barres horizontales, une barre par simulation, en points, après durabilité. "
        "Le tableau qui suit donne les mêmes chiffres."
    )
    chart = Chart(
        identifier=f"chart-{words.key}",
        title=str(words.title),
        description=description,
        unit=POINTS,
        series=series,
        bars=bars,
    )
    return View(
        key=words.key,
        label=str(words.label),
        chart=chart,
        drawing=drawing_of(chart),
        note=note,
        every_line=[(str(text), values[part]) for part, text in labels.items()],
        baseline=baseline,
    )


def _remark(compared: Sequence[ComparedSimulation], baseline: int, position: int) -> str:
    """The difference between a score and the baseline's, next to its bar."""
    if len(compared) == 1:
        return ""
    if position == baseline:
        return _("référence")
    value, absolute, relative = totals_of(compared, baseline)[position]
    if not absolute:
        return "" if value is None else _("comme la référence")
    told = with_unit(absolute, POINTS)
    return f"{told} ({relative})" if relative else told


def _total(outcome: Outcome) -> Figures:
    return {TOTAL: outcome.score}


def _stages(outcome: Outcome) -> Figures:
    return outcome.stages


def _impact_labels(compared: Sequence[ComparedSimulation]) -> dict[str, str]:
    """Impacts in the order of the method, complements last; the same for every version."""
    labels: dict[str, str] = {}
    for item in compared:
        definitions = item.outcome.method.dataset.impacts
        for trigram in contributions(item.outcome):
            if trigram != COMPLEMENTS:
                labels.setdefault(trigram, label(definitions[trigram]))
    labels[COMPLEMENTS] = str(SUB_SCORES[COMPLEMENTS])
    return labels

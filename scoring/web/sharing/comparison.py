"""Charts and tables of a comparison: total, stages, sub-scores, impacts (web.md 5)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.answers.breakdown import COMPLEMENTS
from scoring.answers.levels import AGGREGATED, INDICATIVE, OFFICIAL, OWN
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.web.charts import Bar, Chart, Series, drawing_of
from scoring.web.labels import label
from scoring.web.sharing.outcome import Outcome, contributions, sub_scores
from scoring.web.sharing.posted import Compared
from scoring.web.sharing.tables import Figures
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


class View(NamedTuple):
    """One view of the simulations: a chart and the same figures as a table."""

    key: str
    label: str
    chart: Chart
    drawing: Mapping[str, Any]
    note: str

    @property
    def lines(self) -> list[tuple[int, str, list[float | None]]]:
        """The table: one row per series, one column per simulation."""
        return [
            (index + 1, series.label, [bar.values[index] for bar in self.chart.bars])
            for index, series in enumerate(self.chart.series)
        ]


def views_of(compared: Sequence[Compared]) -> list[View]:
    """The views available at the visitor's level."""
    if not compared:
        return []
    levels = {item.outcome.level for item in compared}
    views = [
        _view(compared, _TOTAL, {TOTAL: _("Coût environnemental")}, _total),
        _view(compared, _STAGES, FAMILIES, _stages),
    ]
    if OFFICIAL in levels:
        views.append(_view(compared, _SUB_SCORES, SUB_SCORES, sub_scores))
    if levels != {AGGREGATED}:
        note = _note(levels)
        views.append(_view(compared, _IMPACTS, _impact_labels(compared), contributions, note))
    return views


def _note(levels: Collection[str]) -> str:
    """What to know of detailed impacts that are not official; versions may differ in level."""
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
    compared: Sequence[Compared],
    words: _Words,
    labels: Mapping[str, Any],
    figures_of: Callable[[Outcome], Figures],
    note: str = "",
) -> View:
    series = tuple(Series(part, str(text)) for part, text in labels.items())
    bars = []
    for item in compared:
        figures = figures_of(item.outcome)
        values = tuple(figures.get(part.key, 0.0) for part in series)
        bars.append(Bar(item.name, values, item.outcome.score))
    description = _(
        "Diagramme en barres horizontales, une barre par simulation, en points, après durabilité. "
        "Le tableau qui suit donne les mêmes chiffres."
    )
    identifier = f"chart-{words.key}"
    chart = Chart(
        identifier=identifier,
        title=str(words.title),
        description=description,
        unit=POINTS,
        series=series,
        bars=tuple(bars),
    )
    return View(
        key=words.key, label=str(words.label), chart=chart, drawing=drawing_of(chart), note=note
    )


def _total(outcome: Outcome) -> Figures:
    return {TOTAL: outcome.score}


def _stages(outcome: Outcome) -> Figures:
    return outcome.stages


def _impact_labels(compared: Sequence[Compared]) -> dict[str, str]:
    """Impacts in the order of the method, complements last; the same for every version."""
    labels: dict[str, str] = {}
    for item in compared:
        definitions = item.outcome.method.dataset.impacts
        for trigram in contributions(item.outcome):
            if trigram != COMPLEMENTS:
                labels.setdefault(trigram, label(definitions[trigram]))
    labels[COMPLEMENTS] = str(SUB_SCORES[COMPLEMENTS])
    return labels

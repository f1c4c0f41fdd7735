"""Pieces of records that all sectors have."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from scoring.answers.levels import INDICATIVE
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.web.labels import label
from scoring.web.sharing.outcome import Cell, Row, Table, finite


def points(value: float | None, unit: str = "Pts") -> Cell:
    """A score."""
    return Cell(finite(value), unit)


def pef_rows(impacts: Mapping[str, float | None]) -> tuple[Row, ...]:
    """The PEF score, in a version that has one."""
    return (Row(_("Score PEF"), (points(impacts["pef"], "µPt"),)),) if "pef" in impacts else ()


def simple_table(
    title: str, heading: str, rows: Mapping[str, Cell], note: str = "", *, right: bool = False
) -> Table:
    """A table of one column."""
    lines = tuple(Row(name, (cell,)) for name, cell in rows.items())
    return Table(title, (heading,), lines, note, right)


def impacts_table(method: Method, figures: Mapping[str, float | None], level: str) -> Table:
    """The detailed impacts of the whole; indicative figures are marked one by one."""
    indicative = level == INDICATIVE
    english = (get_language() or "").startswith("en")
    rows = {}
    for trigram in DETAILS:
        definition = method.dataset.impacts[trigram]
        unit = definition.unit_en if english else definition.unit_fr
        figure = finite(figures[trigram])
        note = _("indicatif") if indicative and figure is not None else ""
        rows[label(definition)] = Cell(figure, unit, definition.decimals, note)
    note = ""
    if indicative:
        note = _(
            "Valeurs indicatives, de sources ouvertes : elles ne sont pas celles de la base "
            "officielle."
        )
    return simple_table(_("Impacts détaillés"), _("Valeur"), rows, note)

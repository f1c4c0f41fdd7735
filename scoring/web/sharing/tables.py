"""The tables of records: their cells and lines, and those that several sectors have."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.levels import AGGREGATED, INDICATIVE
from scoring.answers.sector import Computed
from scoring.engine.impacts import DETAILS
from scoring.web.labels import impact_unit, label
from scoring.web.words.breakdown import FAMILIES

Figures = Mapping[str, float | None]


class Cell(NamedTuple):
    """A figure with its unit, or a text; ``note`` says what to know of it."""

    value: float | str | None
    unit: str = ""
    decimals: int = 2
    note: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it is a known figure."""
        return isinstance(self.value, int | float)

    @property
    def text(self) -> str:
        """What stands there when it is no figure."""
        return _("non disponible") if self.value is None else str(self.value)


class Row(NamedTuple):
    """A line of a table."""

    label: str
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A part of the record of a simulation.

    A sheet has two columns and, below, what is wide; ``right`` is for the second one.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    right: bool = False

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Columns with their unit, for a table of several: its cells then need not repeat it."""
        if not self.is_wide or not self.rows:
            return [(column, "") for column in self.columns]
        columns = zip(*(row.cells for row in self.rows), strict=True)
        return [
            (column, next((cell.unit for cell in cells if cell.unit), ""))
            for column, cells in zip(self.columns, columns, strict=True)
        ]

    @property
    def is_wide(self) -> bool:
        """Whether it has several columns."""
        return len(self.columns) > 1


def finite(value: float | None) -> float | None:
    """A figure, or None where there is none to show."""
    return value if value is not None and math.isfinite(value) else None


def points(value: float | None, unit: str = "Pts") -> Cell:
    """A score."""
    return Cell(finite(value), unit)


def mass(value: float) -> Cell:
    """A mass in kg, to the gram."""
    return Cell(finite(value), "kg", 3)


def row(name: Any, cell: Cell, *, total: bool = False) -> Row:
    """A line of one cell."""
    return Row(str(name), (cell,), total)


def pef_rows(impacts: Figures) -> list[Row]:
    """The PEF score, in a version that has one."""
    return [row(_("Score PEF"), points(impacts["pef"], "µPt"))] if "pef" in impacts else []


def simple_table(
    title: str, heading: str, rows: Iterable[Row], note: str = "", *, right: bool = False
) -> Table:
    """A table of one column."""
    return Table(title=title, columns=(heading,), rows=tuple(rows), note=note, right=right)


def results_table(rows: Iterable[Row]) -> Table:
    """What a record begins with."""
    return simple_table(_("Résultat"), _("Valeur"), rows)


def parameters_table(rows: Iterable[Row]) -> Table:
    """What was asked, and the defaults in force."""
    return simple_table(_("Paramètres"), _("Valeur"), rows, right=True)


def stages_table(computed: Computed[Any, Any, Any], stages: Figures) -> Table:
    """The families of stages that a sector has."""
    return simple_table(
        _("Étapes du cycle de vie"),
        _("Coût de l'étape"),
        [row(FAMILIES[name], points(stages[name])) for name in computed.families],
        _("La somme des étapes est le coût environnemental."),
        right=True,
    )


def impacts_tables(
    computed: Computed[Any, Any, Any], figures: Figures, *, heading: str = ""
) -> list[Table]:
    """The detailed impacts of the whole, if they are served; open figures are marked one by one.

    ``heading`` tells which figures they are, where there are several.
    """
    level = computed.served.level
    if level == AGGREGATED:
        return []
    note, mark = "", ""
    if level == INDICATIVE:
        mark = _("indicatif")
        note = _(
            "Valeurs indicatives, de sources ouvertes : elles ne sont pas celles de la base "
            "officielle."
        )
    rows = []
    for trigram in DETAILS:
        definition = computed.method.dataset.impacts[trigram]
        figure = finite(figures[trigram])
        told = "" if figure is None else mark
        cell = Cell(figure, impact_unit(definition), definition.decimals, note=told)
        rows.append(row(label(definition), cell))
    return [simple_table(_("Impacts détaillés"), heading or _("Valeur"), rows, note)]

"""The tables of records: their cells and rows, and those shared by several sectors."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.levels import AGGREGATED, INDICATIVE, OWN
from scoring.answers.sector import Computed
from scoring.engine.impacts import DETAILS
from scoring.web.labels import impact_unit, label
from scoring.web.marks import mark_of
from scoring.web.words.breakdown import FAMILIES

Figures = Mapping[str, float | None]


class Cell(NamedTuple):
    """A figure with its unit, or a text; ``note`` is a remark about it."""

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
        """The text shown when it is not a figure."""
        return _("non disponible") if self.value is None else str(self.value)


class TableRow(NamedTuple):
    """A row of a table."""

    label: str
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A part of the record of a simulation.

    A sheet has two columns, followed by wide tables; ``right`` puts the table in the second column.
    The first ``inputs`` columns are inputs, not results.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    right: bool = False
    inputs: int = 0

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The column headings, with the unit in a table of several columns, whose cells omit it."""
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
    """A figure, or None if it cannot be shown."""
    return value if value is not None and math.isfinite(value) else None


def points(value: float | None, unit: str = "Pts") -> Cell:
    """A score."""
    return Cell(finite(value), unit)


def mass(value: float) -> Cell:
    """A mass in kg, to the gram."""
    return Cell(finite(value), "kg", 3)


def row(name: Any, cell: Cell, *, total: bool = False) -> TableRow:
    """A row with a single cell."""
    return TableRow(str(name), (cell,), total)


def pef_rows(impacts: Figures) -> list[TableRow]:
    """The PEF score, if the version has one."""
    return [row(_("Score PEF"), points(impacts["pef"], "µPt"))] if "pef" in impacts else []


def simple_table(
    title: str, heading: str, rows: Iterable[TableRow], note: str = "", *, right: bool = False
) -> Table:
    """A table with one column."""
    return Table(title=title, columns=(heading,), rows=tuple(rows), note=note, right=right)


def results_table(rows: Iterable[TableRow]) -> Table:
    """The first table of a record."""
    return simple_table(_("Résultat"), _("Valeur"), rows)


def parameters_table(rows: Iterable[TableRow]) -> Table:
    """The request's parameters, including effective defaults."""
    return replace(simple_table(_("Paramètres"), _("Valeur"), rows, right=True), inputs=1)


def stages_table(computed: Computed[Any, Any, Any], stages: Figures) -> Table:
    """The families of stages of a sector."""
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
    """The detailed impacts of the whole product, if visible; open figures are marked individually.

    ``heading`` says which figures they are, if there are several.
    """
    level = computed.served.level
    if level == AGGREGATED:
        return []
    note, mark = "", mark_of(level)
    if level == INDICATIVE:
        note = _(
            "Valeurs indicatives, de sources ouvertes : elles ne sont pas celles de la base "
            "officielle."
        )
    elif level == OWN:
        note = _(
            "Valeurs de l'exploitant de cette instance : elles ne sont pas celles de la base "
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

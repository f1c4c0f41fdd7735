"""What a simulation gives, in a form common to all sectors, for comparisons and exports.

Figures are points of ``ecs`` unless said otherwise. The parts of a breakdown add up to the score:
where the method divides by a durability, they are divided too (textile.md 11).
"""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.answers.levels import AGGREGATED, OFFICIAL
from scoring.engine import subscores
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.weighting import weighed_points

# The families of stages, the same for all sectors; a sector without one has 0.
STAGES: Mapping[str, Any] = {
    "trims": gettext_lazy("Accessoires"),
    "materials": gettext_lazy("Matières premières"),
    "transform": gettext_lazy("Transformation"),
    "packaging": gettext_lazy("Emballage"),
    "transports": gettext_lazy("Transports"),
    "distribution": gettext_lazy("Distribution"),
    "usage": gettext_lazy("Utilisation"),
    "endOfLife": gettext_lazy("Fin de vie"),
}
COMPLEMENTS = "complements"
SUB_SCORES: Mapping[str, Any] = {
    "climate": gettext_lazy("Climat"),
    "biodiversity": gettext_lazy("Biodiversité"),
    "health": gettext_lazy("Santé environnementale"),
    "resources": gettext_lazy("Ressources"),
    COMPLEMENTS: gettext_lazy("Compléments"),
}
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


class Table(NamedTuple):
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


class Outcome(NamedTuple):
    """A computed simulation.

    ``answer`` is what the JSON download holds; ``tables`` are what its record prints. ``impacts``
    has the 21 figures of the whole, None where one is not known, 0 where it is not served.
    """

    sector: str
    method: Method
    level: str
    query: Mapping[str, Any]
    description: str
    score: float | None
    stages: Figures
    impacts: Figures
    complements: float
    warnings: tuple[str, ...]
    answer: Mapping[str, Any]
    tables: tuple[Table, ...]


def sheet_of(outcome: Outcome) -> dict[str, list[Table]]:
    """The tables of a record, by their place on the sheet."""
    narrow = [table for table in outcome.tables if not table.is_wide]
    return {
        "left": [table for table in narrow if not table.right],
        "right": [table for table in narrow if table.right],
        "below": [table for table in outcome.tables if table.is_wide],
    }


def finite(value: float | None) -> float | None:
    """A figure, or None where there is none to show."""
    return value if value is not None and math.isfinite(value) else None


def contributions(outcome: Outcome) -> Figures:
    """Points that each weighted impact brings to ``ecs``, then the complements (web.md 3.5)."""
    points: dict[str, float | None] = {}
    for trigram in DETAILS:
        definition = outcome.method.dataset.impacts[trigram]
        if not definition.ecs_weighting:
            continue
        figure = None if outcome.level == AGGREGATED else outcome.impacts[trigram]
        weighed = None if figure is None else weighed_points(definition, "ecs", figure)
        points[trigram] = finite(weighed)
    points[COMPLEMENTS] = outcome.complements
    return points


def sub_scores(outcome: Outcome) -> Figures:
    """Points by theme, then the complements; unknown unless the figures are official."""
    if outcome.level != OFFICIAL:
        return dict.fromkeys(SUB_SCORES)
    known = {name: figure or 0.0 for name, figure in outcome.impacts.items()}
    themes = subscores.sub_scores(outcome.method.dataset.impacts, known)
    return {name: finite(points) for name, points in themes.items()} | {
        COMPLEMENTS: outcome.complements
    }

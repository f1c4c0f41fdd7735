"""Rows and objects of the files: one figure per row, with its name and unit."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.csv_files import Value
from scoring import __version__
from scoring.web.sharing.comparison import POINTS, SECTORS, views_of
from scoring.web.sharing.outcome import Outcome, contributions, sub_scores
from scoring.web.sharing.posted import ComparedSimulation, RefusedSimulation


def record_rows(name: str, outcome: Outcome, now: datetime) -> Iterator[Sequence[Value]]:
    """The record of a simulation, one cell per row, after the header row."""
    yield _("Rubrique"), _("Élément"), _("Grandeur"), _("Valeur"), _("Unité"), _("Remarque")
    manifest = outcome.method.dataset.manifest
    heading = _("Simulation")
    for label, value in (
        (pgettext("donnée", "Nom"), name),
        (_("Description"), outcome.description),
        (_("Secteur"), str(SECTORS[outcome.sector])),
        (_("Version de la méthode"), manifest.version),
        (_("Version des données"), manifest.data_version),
        (_("Version du programme"), __version__),
        (_("Date du calcul"), now.isoformat(timespec="seconds")),
        (_("Niveau des impacts"), outcome.level),
        *((_("Avertissement"), warning) for warning in outcome.warnings),
    ):
        yield heading, label, "", value, "", ""
    for table in outcome.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if cell.value != "":
                    yield table.title, row.label, column, cell.value, cell.unit, cell.note


def comparison_rows(
    compared: Sequence[ComparedSimulation], refused: Sequence[RefusedSimulation]
) -> Iterator[Sequence[Value]]:
    """Every figure of every chart, then the simulations that could not be computed."""
    yield (
        *(_("Simulation"), _("Secteur"), _("Version de la méthode"), _("Niveau des impacts")),
        *(_("Vue"), _("Élément"), _("Valeur, après durabilité"), _("Unité"), _("Remarque")),
    )
    for view in views_of(compared):
        for column, item in enumerate(compared):
            outcome = item.outcome
            head = (item.name, str(SECTORS[outcome.sector]), outcome.method.version, outcome.level)
            for label, values in view.every_line:
                yield *head, view.label, label, values[column], POINTS, ""
    for failed in refused:
        yield failed.name, "", "", "", "", "", None, "", failed.message


def comparison_answer(
    compared: Sequence[ComparedSimulation], refused: Sequence[RefusedSimulation]
) -> dict[str, Any]:
    """The comparison as JSON; stages, sub-scores and impacts are in points."""
    return {
        "unit": POINTS,
        "simulations": [
            {
                "name": item.name,
                "sector": item.outcome.sector,
                "methodVersion": item.outcome.method.version,
                "impactsLevel": item.outcome.level,
                "description": item.outcome.description,
                "query": item.outcome.query,
                "score": item.outcome.score,
                "stages": item.outcome.stages,
                "subScores": sub_scores(item.outcome),
                "impacts": contributions(item.outcome),
                "warnings": item.outcome.warnings,
            }
            for item in compared
        ],
        "refused": [{"name": item.name, "message": item.message} for item in refused],
    }

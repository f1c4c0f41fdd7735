"""Header parsing, common to all formats that have columns."""

from collections.abc import Sequence
from typing import Any, Final

from scoring.answers.sector import Sector
from scoring.answers.sectors import FOOD, TEXTILE
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.vocabulary.layout import Layout, layout_of, notes_on

# The maximum of a spreadsheet; every column is compared with all the known names.
MOST_COLUMNS: Final = 16_384


def layout_for(header: Sequence[str], sector: Sector[Any, Any, Any], notes: list[str]) -> Layout:
    """Identify the columns of a header; messages about ignored ones are added to ``notes``.

    Raises ``UnusableInput``.
    """
    if len(header) > MOST_COLUMNS:
        raise UnusableInput(
            f"Le fichier a {len(header)} colonnes, {MOST_COLUMNS} au plus sont lues. Rien n'a été "
            "calculé."
        )
    layout = layout_of(header, sector.request, portal=sector is TEXTILE)
    notes += notes_on(layout, sector.request)
    return layout


def refuse_columns(sector: Sector[Any, Any, Any]) -> None:
    """Reject recipes in flat columns (catalogue.md 2.10)."""
    if sector is FOOD:
        raise UnusableInput(
            "Une recette ne se lit pas en colonnes : donnez des lignes de JSON, un tableau JSON "
            "ou un fichier Parquet, une recette par ligne."
        )

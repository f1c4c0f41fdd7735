"""The sectors of the explorer, and the names the public service gave them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from scoring.answers import sectors
from scoring.instance import is_shown
from scoring.methods import default_method, method_of
from scoring.web.explorer.columns import ExplorerSector
from scoring.web.explorer.food import FOOD
from scoring.web.explorer.shared import (
    IMPACTS,
    PROCESSES,
    UNCATEGORISED_EXAMPLES,
    components,
    examples,
)
from scoring.web.explorer.textile import TEXTILE

# Shared by objects and light vehicles.
_COMPONENTS = (
    examples(
        _("Des produits types, ou à défaut une pièce de chaque composant."), UNCATEGORISED_EXAMPLES
    ),
    components(
        "composants",
        _("Composants"),
        _("Les pièces toutes faites, leurs éléments, leur masse et leur score."),
    ),
    PROCESSES,
    IMPACTS,
)
OBJECT, VELI = (
    ExplorerSector(sector.pages, sector.name, _COMPONENTS)
    for sector in (sectors.OBJECT, sectors.VELI)
)

# Names in links of the public service (``#/explore/{sector}/{dataset}``). Older data set names
# start with the sector: ``textile-processes``.
_SECTOR_NAMES = {sector.scope: sector.slug for sector in (FOOD, OBJECT)}
_DATASET_NAMES = {
    "components": "composants",
    "countries": "pays",
    "examples": "exemples",
    "materials": "matieres",
    "processes": "procedes",
    "products": "categories",
}


def shown_sectors(version: str | None = None) -> Mapping[str, ExplorerSector]:
    """The sectors shown for a version, or for the instance's default, by name in URLs."""
    present = (method_of(version) if version else default_method()).sectors
    known = (TEXTILE, FOOD, OBJECT, VELI)
    return {
        sector.slug: sector
        for sector in known
        if sector.scope in present and is_shown(sector.scope)
    }


def our_names(sector: str, dataset: str) -> tuple[str, str]:
    """Our names for a sector and a data set, given those of the public service or ours."""
    ours = _SECTOR_NAMES.get(sector, sector)
    scope, _dash, theirs = dataset.rpartition("-")
    if scope and scope not in sectors.SECTORS:
        return ours, dataset
    if theirs == "components" and TEXTILE.scope in (scope, ours):
        return ours, "accessoires"
    return ours, _DATASET_NAMES.get(theirs, dataset)

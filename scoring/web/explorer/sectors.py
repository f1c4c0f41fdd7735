"""The sectors of the explorer, and the names the public service gave them."""

from collections.abc import Mapping

from scoring.instance import is_shown
from scoring.methods import default_method, method_of
from scoring.web.explorer.columns import Sector
from scoring.web.explorer.food import FOOD
from scoring.web.explorer.objects import OBJECT, VELI
from scoring.web.explorer.textile import TEXTILE

# Names in links of the public service (``#/explore/{sector}/{dataset}``), old ones included.
_SECTOR_NAMES = {sector.scope: sector.slug for sector in (FOOD, OBJECT)}
_DATASET_NAMES: Mapping[str, str | Mapping[str, str]] = {
    "components": {
        TEXTILE.slug: "accessoires",
        OBJECT.slug: "composants",
        VELI.slug: "composants",
    },
    "countries": "pays",
    "examples": "exemples",
    "food-examples": "exemples",
    "food-processes": "procedes",
    "object-components": "composants",
    "object-examples": "exemples",
    "object-processes": "procedes",
    "textile-examples": "exemples",
    "textile-components": "accessoires",
    "textile-processes": "procedes",
    f"{VELI.scope}-components": "composants",
    f"{VELI.scope}-examples": "exemples",
    f"{VELI.scope}-processes": "procedes",
    "materials": "matieres",
    "processes": "procedes",
    "products": "categories",
}


def shown_sectors(version: str | None = None) -> Mapping[str, Sector]:
    """The sectors of a version, or of the instance's own, that it shows, by name in addresses."""
    sectors = (method_of(version) if version else default_method()).sectors
    known = (TEXTILE, FOOD, OBJECT, VELI)
    return {
        sector.slug: sector
        for sector in known
        if sector.scope in sectors and is_shown(sector.scope)
    }


def our_names(sector: str, dataset: str) -> tuple[str, str]:
    """Our names of a sector and a data set that may have the public service's."""
    ours = _SECTOR_NAMES.get(sector, sector)
    found = _DATASET_NAMES.get(dataset, dataset)
    return ours, found if isinstance(found, str) else found.get(ours, dataset)

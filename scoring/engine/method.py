"""A method version, ready to compute: its data and what is derived from it at load time."""

from pathlib import Path
from typing import NamedTuple

from scoring.engine import scopes
from scoring.engine.dataset import Dataset, read_dataset
from scoring.engine.errors import SectorLeftOut
from scoring.engine.food.tables import FoodTables, build_food_tables
from scoring.engine.impacts import ImpactTable
from scoring.engine.textile.tables import TextileTables, build_tables


class Method(NamedTuple):
    """One version's data set, its tables, and the impacts that anyone may see.

    A sector that is missing from the version has no tables; callers that accept requests for it
    check first (``require``).
    """

    dataset: Dataset
    textile_tables: TextileTables | None
    food_tables: FoodTables | None
    scores: ImpactTable

    @property
    def textile(self) -> TextileTables:
        """The tables used to compute garments. Raises ``SectorLeftOut`` if the version has none."""
        if self.textile_tables is None:
            raise SectorLeftOut(self.version, scopes.TEXTILE, self.why_left_out(scopes.TEXTILE))
        return self.textile_tables

    @property
    def food(self) -> FoodTables:
        """The tables used to compute recipes. Raises ``SectorLeftOut`` if the version has none."""
        if self.food_tables is None:
            raise SectorLeftOut(self.version, scopes.FOOD, self.why_left_out(scopes.FOOD))
        return self.food_tables

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that the version includes."""
        return self.dataset.manifest.sectors

    def why_left_out(self, sector: str, language: str = "fr") -> str:
        """Why a sector is missing from the version, "" if the version does not say."""
        reasons = [
            notice.text(language)
            for notice in self.dataset.manifest.left_out
            if notice.sector == sector
        ]
        return " ".join(reasons)

    def require(self, sector: str) -> None:
        """Raise ``SectorLeftOut`` if the version does not include a sector."""
        if sector not in self.dataset.manifest.sectors:
            raise SectorLeftOut(self.version, sector, self.why_left_out(sector))

    @property
    def version(self) -> str:
        """The version's name, such as ``v7.0.0``."""
        return self.dataset.manifest.version


def load_method(directory: Path) -> Method:
    """Read and validate a version's directory.

    Raises ``InvalidData`` listing every fault in the data.

    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> method.version, len(method.dataset.materials) > 10
    ('v7.0.0', True)
    """
    dataset = read_dataset(directory)
    sectors = dataset.manifest.sectors
    return Method(
        dataset=dataset,
        textile_tables=build_tables(dataset) if scopes.TEXTILE in sectors else None,
        food_tables=build_food_tables(dataset) if scopes.FOOD in sectors else None,
        scores=dataset.scores,
    )

"""A method version, ready to compute: its data and what is derived from them once."""

from pathlib import Path
from typing import NamedTuple

from scoring.engine.dataset import Dataset, read_dataset
from scoring.engine.food.tables import FoodTables, build_food_tables
from scoring.engine.impacts import ImpactTable
from scoring.engine.textile.tables import TextileTables, build_tables


class Method(NamedTuple):
    """One version's data set, its tables, and the impacts anyone may see."""

    dataset: Dataset
    textile: TextileTables
    food: FoodTables
    scores: ImpactTable

    @property
    def version(self) -> str:
        """The version's name, such as ``v7.0.0``."""
        return self.dataset.manifest.version


def load_method(directory: Path) -> Method:
    """Read and check a version's directory.

    Raises ``InvalidData`` with every fault of the data.
    """
    dataset = read_dataset(directory)
    return Method(
        dataset=dataset,
        textile=build_tables(dataset),
        food=build_food_tables(dataset),
        scores=dataset.scores,
    )

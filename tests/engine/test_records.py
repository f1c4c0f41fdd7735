"""Every cell of the files of a version is found again in its records."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from scoring.engine import records
from scoring.engine.dataset import Dataset
from scoring.engine.method import load_method

DATA = Path(__file__).parents[2] / "scoring" / "data"
# The column of a field that is not named as it is.
CALLED = {
    "aquatic_pollution_scenario": "aquatic_pollution",
    "land_occupation": "land_occupation_m2_year",
    "material_process_id": "material_process",
    "price": "price_eur",
    "recycled_process_id": "recycled_process",
    "repair_cost": "repair_cost_eur",
    "surface_mass": "surface_mass_g_per_m2",
    "volume": "volume_m3",
    "yarn_size": "yarn_size_nm",
}
DENSITY = {"processes.csv": "density_kg_per_unit", "ingredients.csv": "density_kg_per_l"}
# What is made of other cells, or of the place of a row.
MADE = {"index", "scope", "virgin_process", "aquatic_pollution_ratio"}


@pytest.fixture(scope="module", params=["v7.0.0", "v8.1.0"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    return load_method(DATA / request.param).dataset


def rows_of(dataset: Dataset, name: str) -> dict[str, dict[str, Any]]:
    """The records of a file as it is written."""
    path = DATA / dataset.manifest.version / name
    if path.suffix == ".toml":
        return tomllib.loads(path.read_text(encoding="utf-8"))
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        key = (reader.fieldnames or [""])[0]
        return {row[key]: row for row in reader}


def written(value: Any) -> Any:
    """A value as a file has it: records by their id."""
    if isinstance(value, records.DefaultTrim):
        return {"id": value.component.id, "quantity": value.quantity}
    if isinstance(value, records.Element):
        transforms = {"transforms": written(value.transforms)} if value.transforms else {}
        return {"amount": value.amount, "material": value.material.id} | transforms
    if isinstance(value, tuple):
        return [written(item) for item in value]
    return getattr(value, "id", getattr(value, "code", value))


def cell(found: Any, given: Any) -> Any:
    """A cell read with the type of what was found."""
    if not isinstance(given, str):
        return given
    if isinstance(found, bool):
        return {"true": True, "false": False}[given]
    if isinstance(found, int | float):
        return float(given or 0)
    if isinstance(found, list):
        return given.split(" | ") if given else []
    return given or None


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("impacts.toml", "impacts"),
        ("processes.csv", "processes"),
        ("countries.csv", "countries"),
        ("materials.csv", "materials"),
        ("ingredients.csv", "ingredients"),
        ("components.toml", "components"),
        ("products.toml", "products"),
    ],
)
def test_records_hold_what_the_file_says(dataset: Dataset, name: str, field: str) -> None:
    rows = rows_of(dataset, name)
    found: Mapping[str, Any] = getattr(dataset, field)
    assert set(found) == set(rows)
    for key, record in found.items():
        for attribute in record.__dataclass_fields__.keys() - MADE:
            column = CALLED.get(attribute, attribute)
            column = DENSITY.get(name, "") if column == "density" else column
            value = written(getattr(record, attribute))
            given = key if column in ("id", "code", "trigram") else rows[key].get(column)
            if name == "components.toml" and column == "scopes":
                given = given[:1]
            assert (value or None) == (cell(value, given) or None), (key, attribute)
    ranked = [record.rank for record in found.values() if hasattr(record, "rank")]
    assert ranked == sorted(ranked)


def test_distances_are_the_same_both_ways(dataset: Dataset) -> None:
    rows = rows_of(dataset, "distances.csv")
    for pair, row in rows.items():
        first, second = pair.split("/")
        distance = dataset.distances[first, second]
        assert distance is dataset.distances[second, first]
        modes = [row[mode] for mode in ("road_km", "sea_km", "air_km")]
        assert [distance.road_km, distance.sea_km, distance.air_km] == [
            float(km) if km else None for km in modes
        ]
    assert len(dataset.distances) == 2 * len(rows) - len(dataset.countries)


def test_what_is_made_of_other_cells(dataset: Dataset) -> None:
    ratios = {"Best": 0.05, "Average": 0.19, "Worst": 0.37}
    for country in dataset.countries.values():
        assert country.aquatic_pollution_ratio == ratios[country.aquatic_pollution_scenario]
    for material in dataset.materials.values():
        virgin = dataset.materials[material.recycled_from] if material.recycled_from else None
        assert material.virgin_process == (virgin.process if virgin else None)
    assert [one.index for one in dataset.processes.values()] == list(range(len(dataset.processes)))
    examples: Sequence[records.Example] = dataset.examples
    for example in examples:
        row = rows_of(dataset, f"examples_{example.scope}.toml")[example.id]
        assert (example.rank, example.name) == (row["rank"], row["name"])
        assert example.category == row.get("category", "")

"""Food ingredients."""

from collections.abc import Mapping
from pathlib import Path

from scoring.engine import records
from scoring.engine.files.columns import INGREDIENT_COLUMNS
from scoring.engine.reading import Faults, in_rank_order, read_csv
from scoring.engine.records import Ingredient, Process


def read_ingredients(
    directory: Path, processes: Mapping[str, Process], faults: Faults
) -> dict[str, Ingredient]:
    """Read the food ingredients, including hidden ones."""
    rows = []
    for row in read_csv(directory, "ingredients.csv", "id", INGREDIENT_COLUMNS, faults):
        process = row.reference("process", processes)
        if process is None:
            continue
        ingredient = Ingredient(
            id=row.key,
            rank=row.integer("rank"),
            name=row.text("name"),
            categories=row.texts("categories"),
            process=process,
            default_origin=row.choice("default_origin", records.DEFAULT_ORIGINS),
            inedible_part=row.number("inedible_part", 0, 1),
            raw_to_cooked_ratio=row.positive("raw_to_cooked_ratio"),
            density=row.number("density_kg_per_l", 0),
            transport_cooling=row.choice("transport_cooling", records.TRANSPORT_COOLINGS),
            visible=row.boolean("visible"),
            crop_group=row.optional_text("crop_group"),
            scenario=row.optional_text("scenario"),
            land_occupation=row.number("land_occupation_m2_year", 0),
            crop_diversity=row.optional_number("crop_diversity") or 0.0,
            hedges=row.optional_number("hedges") or 0.0,
            livestock_density=row.optional_number("livestock_density") or 0.0,
            permanent_pasture=row.optional_number("permanent_pasture") or 0.0,
            plot_size=row.optional_number("plot_size") or 0.0,
        )
        rows.append((ingredient.rank, row.key, ingredient))
    return in_rank_order(rows, "ingredients.csv", faults)

"""Fibres and categories of garments."""

from collections.abc import Mapping
from pathlib import Path

from scoring.engine import records
from scoring.engine.files.columns import MATERIAL_COLUMNS
from scoring.engine.files.processes import process_in_unit
from scoring.engine.reading import DataRow, Faults, in_rank_order, read_csv, toml_rows
from scoring.engine.records import Component, Country, DefaultTrim, Material, Process, Product
from scoring.engine.vocabulary.textile import BUSINESSES, COMPLEXITIES, FABRICS


def read_materials(
    directory: Path,
    processes: Mapping[str, Process],
    countries: Mapping[str, Country],
    faults: Faults,
) -> dict[str, Material]:
    """Read the fibres; for a recycled fibre, the process of its virgin fibre is resolved too."""
    lines = list(read_csv(directory, "materials.csv", "id", MATERIAL_COLUMNS, faults))
    by_id = {row.key: row for row in lines}
    rows = []
    for row in lines:
        process = process_in_unit(row, "process", processes, "kg")
        country = row.reference("default_country", countries)
        virgin = row.reference("recycled_from", by_id) if row.has("recycled_from") else None
        allocation = row.optional_number("manufacturer_allocation", 0)
        quality = row.optional_number("recycled_quality_ratio", 0)
        if (allocation is None) != (quality is None):
            row.fault("manufacturer_allocation", "les deux coefficients de CFF vont ensemble")
        if country is not None and "textile" not in country.scopes:
            row.fault("default_country", f"{country.code} n'est pas un pays du textile")
        if process is None or country is None:
            continue
        material = Material(
            id=row.key,
            rank=row.integer("rank"),
            name=row.text("name"),
            short_name=row.text("short_name"),
            origin=row.choice("origin", records.FIBRE_ORIGINS),
            primary=row.boolean("primary"),
            process=process,
            default_country=country,
            geographic_origin=row.text("geographic_origin"),
            material_process_id=row.text("material_process"),
            recycled_process_id=row.optional_text("recycled_process"),
            recycled_from=row.optional_text("recycled_from"),
            virgin_process=None
            if virgin is None
            else process_in_unit(virgin, "process", processes, "kg"),
            manufacturer_allocation=allocation,
            recycled_quality_ratio=quality,
        )
        rows.append((material.rank, row.key, material))
    return in_rank_order(rows, "materials.csv", faults)


def read_products(
    directory: Path,
    processes: Mapping[str, Process],
    components: Mapping[str, Component],
    faults: Faults,
) -> dict[str, Product]:
    """Read the categories of garments."""
    rows = []
    for row in toml_rows(directory, "products.toml", faults):
        care = process_in_unit(row, "care_process", processes, "kg")
        trims = []
        for position, cells in enumerate(row.cells.get("trims", [])):
            line = DataRow(row.file, f"{row.key}, trims[{position}]", cells, faults)
            component = line.reference("id", components)
            if component is not None and "textile" not in component.scopes:
                line.fault("id", f"{component.name} n'est pas un accessoire du textile")
            quantity = line.integer("quantity", 1)
            if component is not None:
                trims.append(DefaultTrim(component, quantity))
        if care is None:
            continue
        product = Product(
            id=row.key,
            rank=row.integer("rank"),
            name=row.text("name"),
            fabric=row.choice("fabric", FABRICS),
            yarn_size=row.positive("yarn_size_nm"),
            surface_mass=row.positive("surface_mass_g_per_m2"),
            making_complexity=row.choice("making_complexity", COMPLEXITIES),
            making_waste=row.number("making_waste", 0, 0.99),
            business=row.choice("business", BUSINESSES),
            number_of_references=row.integer("number_of_references", 1),
            price=row.positive("price_eur"),
            repair_cost=row.positive("repair_cost_eur"),
            days_of_wear=row.number("days_of_wear", 0),
            wears_per_cycle=row.number("wears_per_cycle", 0),
            default_cycles=row.number("default_cycles", 0),
            ratio_dryer=row.number("ratio_dryer", 0),
            ratio_ironing=row.number("ratio_ironing", 0),
            time_ironing=row.number("time_ironing", 0),
            ironing_elec_mj=row.number("ironing_elec_mj", 0),
            care_process=care,
            volume=row.number("volume_m3", 0),
            dyeing_medium=row.text("dyeing_medium"),
            trims=tuple(trims),
        )
        rows.append((product.rank, row.key, product))
    return in_rank_order(rows, "products.toml", faults)

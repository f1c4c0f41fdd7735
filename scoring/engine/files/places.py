"""Countries, and the distances between them."""

from collections.abc import Mapping
from pathlib import Path

from scoring.engine import records
from scoring.engine.files.columns import COUNTRY_COLUMNS, DISTANCE_COLUMNS
from scoring.engine.files.processes import process_in_unit
from scoring.engine.reading import Faults, in_rank_order, read_csv
from scoring.engine.records import Country, Distance, Process
from scoring.engine.scopes import SCOPES


def read_countries(
    directory: Path, processes: Mapping[str, Process], faults: Faults
) -> dict[str, Country]:
    """Read the countries; their energy processes must use kWh and MJ."""
    rows = []
    for row in read_csv(directory, "countries.csv", "code", COUNTRY_COLUMNS, faults):
        electricity = process_in_unit(row, "electricity", processes, "kWh")
        heat = process_in_unit(row, "heat", processes, "MJ")
        scenario = row.choice("aquatic_pollution", records.AQUATIC_POLLUTION_RATIOS)
        if electricity is None or heat is None:
            continue
        country = Country(
            code=row.key,
            rank=row.integer("rank"),
            name=row.text("name"),
            zone=row.choice("zone", records.ZONES),
            scopes=row.texts("scopes", SCOPES),
            electricity=electricity,
            heat=heat,
            aquatic_pollution_scenario=scenario,
            aquatic_pollution_ratio=records.AQUATIC_POLLUTION_RATIOS.get(scenario, 0.0),
        )
        rows.append((country.rank, row.key, country))
    return in_rank_order(rows, "countries.csv", faults)


def read_distances(
    directory: Path, countries: Mapping[str, Country], faults: Faults
) -> dict[tuple[str, str], Distance]:
    """Read each pair of countries once, and check that no pair is missing."""
    distances = {}
    for row in read_csv(directory, "distances.csv", "pair", DISTANCE_COLUMNS, faults):
        codes = row.key.split("/")
        if len(codes) != len(("from", "to")) or not set(codes) <= countries.keys():
            row.fault("pair", "deux codes de pays connus séparés par / sont attendus")
            continue
        distance = Distance(
            row.optional_number("road_km", 0),
            row.optional_number("sea_km", 0),
            row.optional_number("air_km", 0),
        )
        if (codes[0], codes[1]) in distances:
            row.fault("pair", "cette paire de pays est en double")
        distances[codes[0], codes[1]] = distances[codes[1], codes[0]] = distance
    for first in countries:
        for second in countries:
            if first <= second and (first, second) not in distances:
                faults.add("distances.csv", f"la distance entre {first} et {second} manque")
    return distances

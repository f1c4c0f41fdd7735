"""From upstream's records to the files of our own format."""

import json
from typing import Any

from scoring.engine.errors import InvalidData
from scoring.engine.files.columns import (
    COUNTRY_COLUMNS,
    DISTANCE_COLUMNS,
    INGREDIENT_COLUMNS,
    MATERIAL_COLUMNS,
    PROCESS_COLUMNS,
)
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.manifest import NAME as MANIFEST
from scoring.engine.manifest import digest
from scoring.engine.reading import DataRow
from scoring.installation.profile import Profile
from scoring.installation.upstream import SCOPED_COMPONENTS, Upstream, alias, check
from scoring.installation.writing import csv_file, toml_file, toml_lines


def convert(upstream: Upstream, profile: Profile, version: str) -> dict[str, bytes]:
    """Check the source and write our files, by name.

    Raises ``InvalidData`` with every fault of the source.
    """
    found = check(upstream, profile)
    impacts = upstream.load("impacts.json", dict)
    if "impacts.json" in upstream.unreadable:
        raise InvalidData(str(upstream.directory), upstream.faults.lines)
    definitions = {
        trigram: _impact(
            DataRow("impacts.json", trigram, impacts.get(trigram, {}), upstream.faults)
        )
        for trigram in TRIGRAMS
    }
    if upstream.faults.lines:
        raise InvalidData(str(upstream.directory), upstream.faults.lines)
    files = {
        "impacts.toml": toml_file(definitions),
        "processes.csv": csv_file(PROCESS_COLUMNS, map(_process, *_ranked(found["processes"]))),
        "countries.csv": csv_file(COUNTRY_COLUMNS, map(_country, *_ranked(found["countries"]))),
        "distances.csv": csv_file(DISTANCE_COLUMNS, _distances(upstream)),
        "materials.csv": csv_file(MATERIAL_COLUMNS, map(_material, *_ranked(found["materials"]))),
        "components.toml": toml_file(_components(found)),
        "products.toml": toml_file(
            {row.key: _product(rank, row) for rank, row in enumerate(found["products"])}
        ),
        "ingredients.csv": csv_file(
            INGREDIENT_COLUMNS, map(_ingredient, *_ranked(found["ingredients"]))
        ),
        "roles.toml": ("\n".join(toml_lines(profile.roles)) + "\n").encode(),
    }
    for scope in ("textile", "food"):
        files[f"examples_{scope}.toml"] = toml_file(
            {row.key: _example(rank, row) for rank, row in enumerate(found[f"examples_{scope}"])}
        )
    files[MANIFEST] = _manifest(profile, version, files)
    return files


def _ranked(rows: list[DataRow]) -> tuple[range, list[DataRow]]:
    """Ranks keep the order of upstream's lists, which the API's lists have."""
    return range(len(rows)), rows


def _impact(row: DataRow) -> dict[str, Any]:
    weights: dict[str, Any] = {}
    for score, prefix in (("ecoscore", "ecs"), ("pef", "pef")):
        if row.has(score):
            part = DataRow(row.file, f"{row.key}, {score}", row.cells[score], row.faults)
            weights[f"{prefix}_normalization"] = part.positive("normalization")
            weights[f"{prefix}_weighting"] = part.number("weighting", 0)
    return {
        "label_fr": row.text("label_fr"),
        "label_en": row.text("label_en"),
        "unit_fr": row.text("unit_fr"),
        "unit_en": row.text("unit_en"),
        "short_unit": row.text("short_unit"),
        "decimals": row.integer("decimals"),
    } | weights


def _process(rank: int, row: DataRow) -> dict[str, Any]:
    cells = row.cells
    return {
        "id": row.key,
        "rank": rank,
        "name": cells["displayName"],
        "unit": cells["unit"],
        "elec_mj": cells["elecMJ"],
        "heat_mj": cells["heatMJ"],
        "waste": cells["waste"],
        "density_kg_per_unit": cells["density"],
        "ecs_pts": cells["impacts"]["ecs"],
        "pef_pts": cells["impacts"]["pef"],
        "source": cells["source"],
        "source_name": cells["sourceId"],
        "categories": cells["categories"],
        "scopes": cells["scopes"],
    }


def _country(rank: int, row: DataRow) -> dict[str, Any]:
    cells = row.cells
    return {
        "code": row.key,
        "rank": rank,
        "name": cells["name"],
        "zone": cells["zone"],
        "scopes": cells["scopes"],
        "electricity": cells[alias(row, "electricityProcessUuid", "electricityProcessId")],
        "heat": cells[alias(row, "heatProcessUuid", "heatProcessId")],
        "aquatic_pollution": cells["aquaticPollutionScenario"],
    }


def _distances(upstream: Upstream) -> list[dict[str, Any]]:
    pairs: dict[str, dict[str, Any]] = {}
    for first, destinations in upstream.load("transports.json", dict).items():
        for second, cells in destinations.items():
            pair = "/".join(sorted((first, second)))
            pairs[pair] = {
                "pair": pair,
                "road_km": cells.get("road"),
                "sea_km": cells.get("sea"),
                "air_km": cells.get("air"),
            }
    return list(pairs.values())


def _material(rank: int, row: DataRow) -> dict[str, Any]:
    cells = row.cells
    cff = cells.get("cff") or {}
    process = cells[alias(row, "processId", "materialProcessUuid")]
    return {
        "id": row.key,
        "rank": rank,
        "name": cells["name"],
        "short_name": cells["shortName"],
        "origin": cells["origin"],
        "primary": cells["primary"],
        "process": process,
        "default_country": cells["defaultCountry"],
        "geographic_origin": cells["geographicOrigin"],
        "material_process": cells.get("materialProcessUuid") or process,
        "recycled_process": cells.get("recycledProcessUuid"),
        "recycled_from": cells.get("recycledFrom"),
        "manufacturer_allocation": cff.get("manufacturerAllocation"),
        "recycled_quality_ratio": cff.get("recycledQualityRatio"),
    }


def _components(found: dict[str, list[DataRow]]) -> dict[str, dict[str, Any]]:
    rows = [row for scope in SCOPED_COMPONENTS for row in found[f"components_{scope}"]]
    return {
        row.key: {
            "rank": rank,
            "name": row.cells["name"],
            "scopes": row.cells["scopes"],
            "elements": [
                {
                    "amount": element["amount"],
                    "material": element["material"],
                    "transforms": element.get("transforms") or None,
                }
                for element in row.cells.get("elements", [])
            ],
        }
        for rank, row in enumerate(rows)
    }


def _product(rank: int, row: DataRow) -> dict[str, Any]:
    cells = row.cells
    use = cells["use"]
    economics = cells["economics"]
    return {
        "rank": rank,
        "name": cells["name"],
        "fabric": cells["fabric"],
        "yarn_size_nm": cells["yarnSize"],
        "surface_mass_g_per_m2": cells["surfaceMass"],
        "making_complexity": cells["making"]["complexity"],
        "making_waste": cells["making"]["pcrWaste"],
        "business": economics["business"],
        "number_of_references": economics["numberOfReferences"],
        "price_eur": economics["price"],
        "repair_cost_eur": economics["repairCost"],
        "days_of_wear": use["daysOfWear"],
        "wears_per_cycle": use["wearsPerCycle"],
        "default_cycles": use["defaultNbCycles"],
        "ratio_dryer": use["ratioDryer"],
        "ratio_ironing": use["ratioIroning"],
        "time_ironing": use["timeIroning"],
        "ironing_elec_mj": use["ironingElecInMJ"],
        "care_process": use.get("nonIroningProcessUuid") or use["nonIroningProcessId"],
        "volume_m3": cells["endOfLife"]["volume"],
        "dyeing_medium": cells["dyeing"]["defaultMedium"],
        "trims": [{"id": trim["id"], "quantity": trim["quantity"]} for trim in cells["trims"]],
    }


def _ingredient(rank: int, row: DataRow) -> dict[str, Any]:
    cells = row.cells
    services = cells.get("ecosystemicServices") or {}
    return {
        "id": row.key,
        "rank": rank,
        "name": cells["name"],
        "categories": cells["categories"],
        "process": cells["processId"],
        "default_origin": cells["defaultOrigin"],
        "inedible_part": cells["inediblePart"],
        "raw_to_cooked_ratio": cells["rawToCookedRatio"],
        "density_kg_per_l": cells["density"],
        "transport_cooling": cells["transportCooling"],
        "visible": cells["visible"],
        "crop_group": cells.get("cropGroup"),
        "scenario": cells.get("scenario"),
        "land_occupation_m2_year": cells["landOccupation"],
        "crop_diversity": services.get("cropDiversity"),
        "hedges": services.get("hedges"),
        "livestock_density": services.get("livestockDensity"),
        "permanent_pasture": services.get("permanentPasture"),
        "plot_size": services.get("plotSize"),
    }


def _example(rank: int, row: DataRow) -> dict[str, Any]:
    cells = row.cells
    return {
        "rank": rank,
        "name": cells["name"],
        "category": cells.get("category") or None,
        "query": json.dumps(cells["query"], ensure_ascii=False, sort_keys=True),
    }


def _manifest(profile: Profile, version: str, files: dict[str, bytes]) -> bytes:
    lines = toml_lines(
        {
            "version": version,
            "data_version": profile.data_version,
            "released": profile.released,
            "status": profile.status,
            "rules": profile.rules,
            "sectors": profile.sectors,
        }
    )
    for source in profile.sources:
        lines += ["", "[[sources]]", *toml_lines(source)]
    lines += ["", "# Seals: a file that was altered is refused when the version is loaded."]
    lines += ["[sha256]", *toml_lines({name: digest(files[name]) for name in sorted(files)})]
    return ("\n".join(lines) + "\n").encode()

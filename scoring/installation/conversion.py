"""Converts upstream's records to the files of our own format."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scoring.engine.errors import InvalidData
from scoring.engine.files.aliases import FILE as ALIASES
from scoring.engine.files.assumptions import FILE as ASSUMPTIONS
from scoring.engine.files.columns import (
    ALIAS_COLUMNS,
    COUNTRY_COLUMNS,
    DISTANCE_COLUMNS,
    INGREDIENT_COLUMNS,
    MATERIAL_COLUMNS,
    process_columns,
)
from scoring.engine.impacts import DETAILS
from scoring.engine.manifest import NAME as MANIFEST
from scoring.engine.reading import DataRow
from scoring.engine.roles import roles_of
from scoring.installation.checking import SCOPED_COMPONENTS, CheckedSource
from scoring.installation.identity import manifest_file
from scoring.installation.kinds import by_kind
from scoring.installation.profile import SHIPPED, Profile
from scoring.installation.upstream import Upstream, alias
from scoring.installation.writing import csv_file, toml_file, toml_lines


def convert(
    upstream: Upstream, source: CheckedSource, profile: Profile, version: str
) -> dict[str, bytes]:
    """Convert a validated source to our files, by name.

    Raises ``InvalidData`` listing every fault of the impact categories.
    """
    rows = source.rows
    definitions = {
        trigram: _impact(
            DataRow("impacts.json", trigram, source.impacts.get(trigram, {}), upstream.faults),
            source.scores,
        )
        for trigram in (*DETAILS, *source.scores)
    }
    if upstream.faults.lines:
        raise InvalidData(str(upstream.directory), by_kind(upstream.faults.lines))
    processes = _kept(source, profile)
    former = [line for line in source.former if _is_kept(line, source, processes)]
    current = {line["alias"]: line["id"] for line in former}
    files = {
        "impacts.toml": toml_file(definitions),
        "processes.csv": csv_file(
            _process_columns(source, processes), map(_process, *_ranked(processes))
        ),
        "countries.csv": csv_file(COUNTRY_COLUMNS, map(_country, *_ranked(rows["countries"]))),
        "distances.csv": csv_file(DISTANCE_COLUMNS, _distances(upstream)),
        "materials.csv": csv_file(MATERIAL_COLUMNS, map(_material, *_ranked(rows["materials"]))),
        "components.toml": toml_file(_components(rows)),
        "products.toml": toml_file(
            {row.key: _product(rank, row) for rank, row in enumerate(rows["products"])}
        ),
        "ingredients.csv": csv_file(
            INGREDIENT_COLUMNS, map(_ingredient, *_ranked(rows["ingredients"]))
        ),
        "roles.toml": (
            "\n".join(toml_lines({role: profile.roles[role] for role in roles_of(source.sectors)}))
            + "\n"
        ).encode(),
    }
    for scope in ("textile", "food"):
        files[f"examples_{scope}.toml"] = toml_file(
            {
                row.key: _example(rank, row, current)
                for rank, row in enumerate(rows[f"examples_{scope}"])
            }
        )
    if former:
        files[ALIASES] = csv_file(ALIAS_COLUMNS, former)
    assumptions = (SHIPPED / ASSUMPTIONS).read_bytes()
    if _suits(assumptions, rows["products"]):
        files[ASSUMPTIONS] = assumptions
    files[MANIFEST] = manifest_file(profile, source, version, files)
    return files


def _suits(assumptions: bytes, products: Sequence[DataRow]) -> bool:
    """Whether the version has the categories that the assumptions of estimates refer to."""
    fields = tomllib.loads(assumptions.decode())["fields"]
    spoken_of = {category for field in fields for category in field.get("by_category", ())}
    return spoken_of <= {row.key for row in products}


def _kept(source: CheckedSource, profile: Profile) -> Sequence[DataRow]:
    """The processes of the installed sectors, and those that their records use."""
    called = set(profile.roles.values())
    for name, rows in source.rows.items():
        if name != "processes":
            for row in rows:
                called.update(_texts(row.cells))
    return [
        row
        for row in source.rows["processes"]
        if not row.cells["scopes"]
        or set(row.cells["scopes"]) & set(source.sectors)
        or row.key in called
    ]


def _texts(value: Any) -> Iterator[str]:
    """All the texts in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _is_kept(line: Mapping[str, Any], source: CheckedSource, processes: Sequence[DataRow]) -> bool:
    rows = processes if line["catalogue"] == "processes" else source.rows[line["catalogue"]]
    return any(row.key == line["id"] for row in rows)


def _process_columns(source: CheckedSource, rows: Sequence[DataRow]) -> tuple[str, ...]:
    columns = process_columns(source.scores)
    located = any(row.has("location") for row in rows)
    return (*columns, "location") if located else columns


def _ranked(rows: Sequence[DataRow]) -> tuple[range, Sequence[DataRow]]:
    """Rows with ranks that keep the order of upstream's lists, as the API's lists do."""
    return range(len(rows)), rows


def _impact(row: DataRow, scores: Sequence[str]) -> dict[str, Any]:
    weights: dict[str, Any] = {}
    for score, prefix in (("ecoscore", "ecs"), ("pef", "pef")):
        if prefix in scores and row.has(score):
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
        "pef_pts": cells["impacts"].get("pef"),
        "source": cells["source"],
        "source_name": cells.get("sourceId"),
        "categories": cells["categories"],
        "scopes": cells["scopes"],
        "location": cells.get("location"),
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
    process = cells["processId"]
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


def _components(found: Mapping[str, Sequence[DataRow]]) -> dict[str, dict[str, Any]]:
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


def _example(rank: int, row: DataRow, current: Mapping[str, str]) -> dict[str, Any]:
    """A published request, with former ids replaced by those of this version."""
    cells = row.cells
    query = {field: _renamed(value, current) for field, value in cells["query"].items()}
    return {
        "rank": rank,
        "name": cells["name"],
        "category": cells.get("category") or None,
        "query": json.dumps(query, ensure_ascii=False, sort_keys=True),
    }


def _renamed(value: Any, current: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(item, current) for item in value]
    if isinstance(value, Mapping) and value.get("id") in current:
        return {**value, "id": current[value["id"]]}
    return value

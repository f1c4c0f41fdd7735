"""Upstream's later formats, made from one of our versions or from the made-up source."""

import copy
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

import scoring
from scoring.engine.dataset import Dataset
from scoring.engine.impacts import DETAILS
from scoring.engine.method import load_method
from scoring.engine.records import ImpactDefinition, Material, Process, Product
from tests.installation.source import write_source

Files = dict[str, Any]


def of_may(files: Files) -> Files:
    """A source of v7.0.0's format, in that of May 2026: no ``pef``, other names."""
    later = copy.deepcopy(files)
    for process in later["processes.json"]:
        process["activityName"] = process.pop("sourceId")
        process["location"] = "FR"
        process["massPerUnit"] = process.pop("density") or None
        process["unit"] = {"Item(s)": "item"}.get(process["unit"], process["unit"])
        del process["impacts"]["pef"]
    later["impacts.json"] = {
        trigram: {key: value for key, value in impact.items() if key != "pef"}
        for trigram, impact in later["impacts.json"].items()
        if trigram != "pef"
    }
    for material in later["materials.json"]:
        for field in ("shortName", "materialProcessUuid", "recycledProcessUuid"):
            material.pop(field, None)
    for ingredient in later["ingredients.json"]:
        ingredient.pop("search", None)
        services = ingredient.get("ecosystemicServices")
        if services is not None:
            services["permanentPasture"] = None
    return later


def of_june(files: Files) -> Files:
    """A source in May 2026's format converted to June's: energies in kWh, remaining shares."""
    later = copy.deepcopy(files)
    for process in later["processes.json"]:
        process["elecKwh"] = process.pop("elecMJ") / 3.6
        process["qtyVariationRatio"] = 1 - process.pop("waste")
        process["impacts"] = {"ecs": process["impacts"]["ecs"]}
    del later["ingredients.json"], later["food-examples.json"]
    later["taxonomy.json"] = {"ingredients": []}
    return later


def source_of(dataset: Dataset) -> Files:
    """The files of one of our versions in v7.0.0's format, for garments only."""
    textile = [one for one in dataset.components.values() if "textile" in one.scopes]
    return {
        "processes.json": [_process(dataset, one) for one in dataset.processes.values()],
        "countries.json": [
            {
                "code": one.code,
                "name": one.name,
                "zone": one.zone,
                "scopes": list(one.scopes),
                "aquaticPollutionScenario": one.aquatic_pollution_scenario,
                "electricityProcessUuid": one.electricity.id,
                "heatProcessUuid": one.heat.id,
            }
            for one in dataset.countries.values()
        ],
        "transports.json": _distances(dataset),
        "impacts.json": {name: _impact(one) for name, one in dataset.impacts.items()},
        "materials.json": [_material(dataset, one) for one in dataset.materials.values()],
        "products.json": [_product(one) for one in dataset.products.values()],
        "textile-components.json": [
            {
                "id": one.id,
                "name": one.name,
                "scopes": list(one.scopes),
                "elements": [
                    {"amount": part.amount, "material": part.material.id} for part in one.elements
                ],
            }
            for one in textile
        ],
        "object-components.json": [],
        "ingredients.json": [],
        "textile-examples.json": [],
        "food-examples.json": [],
    }


def written_json(files: Files) -> Files:
    """The files after a round trip through JSON: independent of what they were made from."""
    read: Files = json.loads(json.dumps(files))
    return read


def install_bare(data: Path, version: str) -> Path:
    """Install v8.1.0's garments without their PEF score; returns the folder of versions."""
    shipped = load_method(Path(scoring.__file__).parent / "data" / "v8.1.0")
    files = written_json(of_may(source_of(shipped.dataset)))
    del files["ingredients.json"]
    for process in files["processes.json"]:
        process["scopes"] = [scope for scope in process["scopes"] if scope == "textile"]
    source = write_source(data / "source", files)
    places = data / "methods"
    call_command(
        "install_method", source, version=version, destination=places / version, stdout=StringIO()
    )
    return places


def _process(dataset: Dataset, one: Process) -> dict[str, Any]:
    ecs, pef = (column[one.index] for column in dataset.scores.columns)
    return {
        "id": one.id,
        "displayName": one.name,
        "unit": one.unit,
        "elecMJ": one.elec_mj,
        "heatMJ": one.heat_mj,
        "waste": one.waste,
        "density": one.density,
        "source": one.source,
        "sourceId": one.source_name,
        "categories": list(one.categories),
        "scopes": list(one.scopes),
        "impacts": dict.fromkeys(DETAILS, 0) | {"ecs": ecs, "pef": pef},
    }


def _distances(dataset: Dataset) -> dict[str, Any]:
    table: dict[str, dict[str, Any]] = {}
    for (first, second), one in dataset.distances.items():
        if first <= second:
            cells = {"road": one.road_km, "sea": one.sea_km, "air": one.air_km}
            table.setdefault(first, {})[second] = cells
    return table


def _impact(one: ImpactDefinition) -> dict[str, Any]:
    weights: dict[str, Mapping[str, float] | None] = {"ecoscore": None, "pef": None}
    if one.ecs_normalization is not None and one.ecs_weighting is not None:
        weights["ecoscore"] = {
            "normalization": one.ecs_normalization,
            "weighting": one.ecs_weighting,
        }
    return {
        "label_fr": one.label_fr,
        "label_en": one.label_en,
        "unit_fr": one.unit_fr,
        "unit_en": one.unit_en,
        "short_unit": one.short_unit,
        "decimals": one.decimals,
    } | weights


def _material(dataset: Dataset, one: Material) -> dict[str, Any]:
    former = {now: name for name, now in dataset.aliases["materials"].items()}
    cff = None
    if one.manufacturer_allocation is not None:
        cff = {
            "manufacturerAllocation": one.manufacturer_allocation,
            "recycledQualityRatio": one.recycled_quality_ratio,
        }
    return {
        "id": one.id,
        "alias": former[one.id],
        "name": one.name,
        "origin": one.origin,
        "primary": one.primary,
        "processId": one.process.id,
        "recycledFrom": one.recycled_from,
        "cff": cff,
        "defaultCountry": one.default_country.code,
        "geographicOrigin": one.geographic_origin,
    }


def _product(one: Product) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "fabric": one.fabric,
        "yarnSize": one.yarn_size,
        "surfaceMass": one.surface_mass,
        "making": {"complexity": one.making_complexity, "pcrWaste": one.making_waste},
        "economics": {
            "business": one.business,
            "numberOfReferences": one.number_of_references,
            "price": one.price,
            "repairCost": one.repair_cost,
        },
        "use": {
            "daysOfWear": one.days_of_wear,
            "wearsPerCycle": one.wears_per_cycle,
            "defaultNbCycles": one.default_cycles,
            "ratioDryer": one.ratio_dryer,
            "ratioIroning": one.ratio_ironing,
            "timeIroning": one.time_ironing,
            "ironingElecInMJ": one.ironing_elec_mj,
            "nonIroningProcessUuid": one.care_process.id,
        },
        "endOfLife": {"volume": one.volume},
        "dyeing": {"defaultMedium": one.dyeing_medium},
        "trims": [{"id": part.component.id, "quantity": part.quantity} for part in one.trims],
    }

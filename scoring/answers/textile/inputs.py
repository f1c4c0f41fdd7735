"""The ``inputs`` of the detailed response: the request after resolution (textile.md 13.1)."""

from typing import Any

from scoring.engine.numbers import plain
from scoring.engine.records import Country, Material, Product
from scoring.engine.textile.echo import complexity_code
from scoring.engine.textile.query import MaterialShare
from scoring.engine.textile.simulate import Simulation


def inputs_of(simulation: Simulation) -> dict[str, Any]:
    """Echo the request; omitted fields are null, not the effective default."""
    query = simulation.query
    printing = query.printing
    country = {step.code: country_record(step.country) for step in simulation.steps}
    return {
        "airTransportRatio": query.air_transport_ratio,
        "business": query.business,
        "countryDyeing": country["ennobling"],
        "countryFabric": country["fabric"],
        "countryMaking": country["making"],
        "countrySpinning": country["spinning"],
        "disabledSteps": query.steps_left_out,
        "dyeingProcessType": query.dyeing_process_type,
        "fabricProcess": query.fabric_process,
        "fading": query.fading,
        "makingComplexity": complexity_code(query.complexity_asked),
        "makingDeadStock": query.making_dead_stock,
        "makingWaste": query.making_waste,
        "mass": query.mass,
        "materials": [_material_item(item) for item in query.materials],
        "numberOfReferences": query.number_of_references,
        "physicalDurability": query.physical_durability,
        "price": query.price,
        "printing": printing and {"kind": printing.kind, "ratio": printing.ratio},
        "product": _product(query.product),
        "surfaceMass": query.surface_mass,
        "trims": [
            {"id": line.component.id, "quantity": plain(float(line.quantity))}
            for line in simulation.trims
        ],
        "upcycled": query.upcycled,
        "yarnSize": query.yarn_size,
    }


def country_record(country: Country) -> dict[str, Any]:
    """A country as responses show it."""
    return {
        "aquaticPollutionScenario": country.aquatic_pollution_scenario,
        "code": country.code,
        "electricityProcessUuid": country.electricity.id,
        "heatProcessUuid": country.heat.id,
        "name": country.name,
        "scopes": country.scopes,
    }


def _material_item(item: MaterialShare) -> dict[str, Any]:
    line: dict[str, Any] = {"material": _material(item.material), "share": item.share}
    if item.country is not None:
        line["country"] = item.country.code
    if item.spinning is not None:
        line["spinning"] = item.spinning
    return line


def _material(material: Material) -> dict[str, Any]:
    return {
        "id": material.id,
        "name": material.name,
        "shortName": material.short_name,
        "origin": material.origin,
        "materialProcessUuid": material.material_process_id,
        "recycledProcessUuid": material.recycled_process_id,
        "recycledFrom": material.recycled_from,
        "geographicOrigin": material.geographic_origin,
        "defaultCountry": material.default_country.code,
    }


def _product(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "name": product.name,
        "fabric": product.fabric,
        "making": {
            "pcrWaste": product.making_waste,
            "complexity": product.making_complexity,
        },
        "trims": [{"id": trim.component.id, "quantity": trim.quantity} for trim in product.trims],
        "use": {
            "nonIroningProcessUuid": product.care_process.id,
            "wearsPerCycle": product.wears_per_cycle,
            "defaultNbCycles": product.default_cycles,
            "ratioDryer": product.ratio_dryer,
            "ratioIroning": product.ratio_ironing,
            "timeIroning": product.time_ironing,
            "daysOfWear": product.days_of_wear,
        },
        "endOfLife": {"volume": product.volume},
    }

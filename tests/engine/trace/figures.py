"""Looks up figures of a data set by the paths in traces, without the code that writes them."""

from typing import Any

from scoring.engine.dataset import Dataset
from scoring.engine.impacts import ImpactTable

_PRODUCT = {
    "fabric": "fabric",
    "yarnSize": "yarn_size",
    "surfaceMass": "surface_mass",
    "making.complexity": "making_complexity",
    "making.pcrWaste": "making_waste",
    "economics.business": "business",
    "economics.numberOfReferences": "number_of_references",
    "economics.price": "price",
    "economics.repairCost": "repair_cost",
    "use.daysOfWear": "days_of_wear",
    "use.wearsPerCycle": "wears_per_cycle",
    "use.ironingElecInMJ": "ironing_elec_mj",
    "endOfLife.volume": "volume",
}
_PROCESS = {"elecMJ": "elec_mj", "heatMJ": "heat_mj", "waste": "waste", "density": "density"}
_INGREDIENT = {
    "defaultOrigin": "default_origin",
    "inediblePart": "inedible_part",
    "rawToCookedRatio": "raw_to_cooked_ratio",
    "density": "density",
    "transportCooling": "transport_cooling",
    "ecosystemicServices.hedges": "hedges",
    "ecosystemicServices.plotSize": "plot_size",
    "ecosystemicServices.cropDiversity": "crop_diversity",
    "ecosystemicServices.permanentPasture": "permanent_pasture",
    "ecosystemicServices.livestockDensity": "livestock_density",
}


def figure_of(dataset: Dataset, table: ImpactTable, path: str) -> Any:
    """The figure at a path; ``table`` has the impacts of the processes."""
    data_set, key, field = path.split(".", 2)
    match data_set:
        case "processes":
            process = dataset.processes[key]
            if field.startswith("impacts."):
                trigram = field.removeprefix("impacts.")
                return table.columns[table.trigrams.index(trigram)][process.index]
            return getattr(process, _PROCESS[field])
        case "products":
            product = dataset.products[key]
            if field == "use.nonIroningProcessUuid":
                return product.care_process.id
            if field.startswith("trims."):
                _, position, name = field.split(".")
                trim = product.trims[int(position)]
                return {"id": trim.component.id, "quantity": trim.quantity}[name]
            return getattr(product, _PRODUCT[field])
        case "materials":
            material = dataset.materials[key]
            return {
                "origin": material.origin,
                "defaultCountry": material.default_country.code,
                "cff.manufacturerAllocation": material.manufacturer_allocation,
                "cff.recycledQualityRatio": material.recycled_quality_ratio,
            }[field]
        case "countries":
            country = dataset.countries[key]
            return {
                "zone": country.zone,
                "electricityProcessUuid": country.electricity.id,
                "heatProcessUuid": country.heat.id,
                "aquaticPollutionScenario": country.aquatic_pollution_scenario,
            }[field]
        case "distances":
            origin, _, destination = key.partition("/")
            distance = dataset.distances[origin, destination]
            return getattr(distance, f"{field}_km") or 0.0
        case "ingredients":
            ingredient = dataset.ingredients[key]
            if field == "processId":
                return ingredient.process.id
            return getattr(ingredient, _INGREDIENT[field])
        case "components":
            _, position, name, *rest = field.split(".")
            element = dataset.components[key].elements[int(position)]
            if name == "amount":
                return element.amount
            return element.transforms[int(rest[0])].id if rest else element.material.id
    raise KeyError(path)

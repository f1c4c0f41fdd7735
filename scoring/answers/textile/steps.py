"""The ``lifeCycle`` of the detailed response: all eight steps, even disabled (textile.md 13.1)."""

from typing import Any

from scoring.answers.levels import Writer
from scoring.answers.parts import complements, transport
from scoring.answers.textile.inputs import country_record
from scoring.engine.impacts import Vector
from scoring.engine.numbers import plain
from scoring.engine.textile.journeys import Journey
from scoring.engine.textile.results import StepImpacts
from scoring.engine.textile.simulate import Simulation, Step
from scoring.engine.textile.tables import TextileTables
from scoring.engine.units import MJ_PER_KWH
from scoring.engine.vocabulary import textile as vocabulary

_EDITABLE = {
    vocabulary.SPINNING,
    vocabulary.FABRIC,
    vocabulary.ENNOBLING,
    vocabulary.MAKING,
}
_ELECTRICITY_SHOWN = _EDITABLE | {vocabulary.END_OF_LIFE}
_HEAT_SHOWN = {vocabulary.ENNOBLING, vocabulary.END_OF_LIFE}
_YARN_SHOWN = {vocabulary.SPINNING, vocabulary.FABRIC}
_CAR_TRIP = "Transport en voiture vers point de collecte (1km)"
_NO_PROCESS: dict[str, str | None] = dict.fromkeys(
    (
        "airTransport",
        "airTransportRatio",
        "countryElec",
        "countryHeat",
        "distribution",
        "endOfLife",
        "fabric",
        "fading",
        "making",
        "passengerCar",
        "roadTransport",
        "seaTransport",
        "useIroning",
        "useNonIroning",
    )
)


def step_of(
    tables: TextileTables,
    simulation: Simulation,
    step: Step,
    impacts: StepImpacts,
    write: Writer,
) -> dict[str, Any]:
    """One step with all its 23 keys."""
    query = simulation.query
    work = step.work
    making = step.code == vocabulary.MAKING
    yarn = step.code in _YARN_SHOWN
    fabric = step.code == vocabulary.FABRIC
    moved: Journey = step.journey
    return {
        "airTransportRatio": step.air_ratio,
        "complementsImpacts": complements(
            microfibers=step.microfibers, outOfEuropeEOL=step.out_of_europe_eol
        ),
        "country": country_record(step.country),
        "deadstock": step.mass.dead_stock,
        "durability": 1,
        "editable": step.code in _EDITABLE,
        "elecKWh": work.elec_kwh,
        "enabled": step.enabled,
        "heatMJ": work.heat_mj,
        "impacts": write(impacts.own),
        "inputMass": step.mass.input,
        "label": vocabulary.STEP_LABELS[step.code],
        "makingDeadStock": query.making_dead_stock if making else None,
        "makingWaste": query.making_waste if making else None,
        "outputMass": step.mass.output,
        "picking": None if work.picking is None else plain(work.picking),
        "preTreatments": _pre_treatments(step, impacts, write),
        "processInfo": _process_info(tables, simulation, step),
        "surfaceMass": query.surface_mass if fabric else None,
        "threadDensity": work.thread_density,
        "transport": transport(
            write(impacts.transport), road=moved.road_km, sea=moved.sea_km, air=moved.air_km
        ),
        "waste": step.mass.waste,
        "yarnSize": query.yarn_size if yarn else None,
    }


def _pre_treatments(step: Step, impacts: StepImpacts, write: Writer) -> dict[str, Any]:
    pre_treatments = step.work.pre_treatments
    energy = impacts.pre_treatments_energy
    toxicity = impacts.pre_treatments_toxicity
    both: Vector = tuple(map(float.__add__, energy, toxicity))
    return {
        "elecKWh": pre_treatments.elec_kwh,
        "heatMJ": pre_treatments.heat_mj,
        "energy": write(energy),
        "impacts": write(both),
        "toxicity": write(toxicity),
        "operations": pre_treatments.operations,
    }


def _process_info(
    tables: TextileTables, simulation: Simulation, step: Step
) -> dict[str, str | None]:
    """Names of the processes used; the fabric's is the category's (a reference bug we keep)."""
    info = _NO_PROCESS.copy()
    roles = tables.roles
    product = simulation.query.product
    code = step.code
    if step.enabled:
        info["airTransport"] = roles["air_transport"].name
        info["roadTransport"] = roles["road_transport"].name
        info["seaTransport"] = roles["sea_transport"].name
    if code in _ELECTRICITY_SHOWN:
        info["countryElec"] = step.country.electricity.name
    if code in _HEAT_SHOWN:
        info["countryHeat"] = step.country.heat.name
    match code:
        case vocabulary.FABRIC:
            info["fabric"] = tables.fabrics[product.fabric].name
        case vocabulary.MAKING:
            info["fading"] = roles["fading"].name
        case vocabulary.DISTRIBUTION:
            info["distribution"] = roles["road_transport"].name
        case vocabulary.USE:
            info["countryElec"] = roles["electricity_use"].name
            info["useIroning"] = ironing(product.ironing_elec_mj)
            info["useNonIroning"] = product.care_process.name
        case vocabulary.END_OF_LIFE:
            info["endOfLife"] = roles["end_of_life"].name
            info["passengerCar"] = _CAR_TRIP
    return info


def ironing(electricity_mj: float) -> str:
    """Electricity of one ironing, with three significant digits (textile.md 13.1).

    >>> ironing(0.018).replace("\\u00a0", " ")
    'Repassage : 5,00e-3 kWh'
    """
    kwh = electricity_mj / MJ_PER_KWH
    if kwh == 0:
        shown = "0"
    elif kwh < 0.01:
        mantissa, _, exponent = f"{kwh:.2e}".partition("e")
        shown = f"{mantissa}e{int(exponent)}"
    else:
        shown = f"{kwh:#.3g}".rstrip(".")
    return f"Repassage\u00a0: {shown.replace('.', ',')}\u00a0kWh"

"""Dyeing, printing and finishing the fabric after pre-treatment (textile.md 7.4)."""

from collections.abc import Mapping

from scoring.engine.impacts import Flow
from scoring.engine.records import Country, Process
from scoring.engine.textile.durability import Durability
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.query import Printing
from scoring.engine.textile.resolve import Fibre, Garment
from scoring.engine.textile.stages.pre_treatment import pre_treat
from scoring.engine.textile.stages.work import (
    Work,
    electricity_choice,
    origin_of,
    polluting_of,
    record_energy,
    work_of,
)
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import zone_of
from scoring.engine.trace.lines import Sourced
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import MJ_PER_KWH

# Releases of toxic substances to water: the method's "enriched inventories" (textile.md 3.6).
ENRICHED = (
    "bleaching",
    "degreasing",
    "washing_synthetics",
    "dyeing_releases_cellulosic",
    "dyeing_releases_synthetic",
    "printing_releases_pigment",
    "printing_releases_substantive",
)
_MASS = "mass.ennobling.output"
_SURFACE = "ennobling.surface"


def ennobling_work(
    garment: Garment,
    tables: TextileTables,
    masses: StepMass,
    durability: Durability,
    trace: Recorder | None = None,
) -> Work:
    """Ennoble the fabric, whose mass does not change."""
    country = garment.country_dyeing
    mass = masses.output
    pre_treatments = pre_treat(garment, tables, country, masses.input, trace)
    roles = tables.roles
    dyeing = tables.dyeings[garment.dyeing_process_type]
    finishing = roles["finishing"]
    polluting = country.aquatic_pollution_ratio
    electricity = country.electricity.index
    # Dyeing, printing and finishing use the heat mix of the zone, the rest the country's own.
    heat = roles["heat_europe" if country.zone == "Europe" else "heat_world"].index

    dyeing_kwh = mass * dyeing.elec_mj / MJ_PER_KWH
    dyeing_heat = mass * dyeing.heat_mj
    flows: list[Flow] = [
        *pre_treatments.energy,
        *pre_treatments.toxicity,
        (dyeing.index, mass),
        (electricity, dyeing_kwh),
        (heat, dyeing_heat),
    ]
    if trace is not None:
        why = {"dyeing": trace.known("dyeingProcessType")}
        _record_process(trace, country, "dyeing", dyeing, _MASS, dyeing_kwh, dyeing_heat, why)
    for position, fibre in enumerate(garment.fibres):
        synthetic = fibre.material.origin == "Synthetic"
        releases = roles["dyeing_releases_synthetic" if synthetic else "dyeing_releases_cellulosic"]
        released = mass * fibre.share * polluting
        flows.append((releases.index, released))
        if trace is not None:
            _record_release(trace, country, releases, position, fibre, released)

    printing_kwh = printing_heat = 0.0
    if garment.printing is not None:
        process, paste = tables.printings[garment.printing.kind]
        surface = printed_area(garment, garment.printing, mass)
        printing_kwh = surface * process.elec_mj / MJ_PER_KWH
        printing_heat = surface * process.heat_mj
        pasted = surface * polluting
        flows += (
            (process.index, surface),
            (electricity, printing_kwh),
            (heat, printing_heat),
            (paste.index, pasted),
        )
        if trace is not None:
            _record_surface(trace, surface)
            why = {"printing": trace.known("printing.kind")}
            _record_process(
                trace, country, "printing", process, _SURFACE, printing_kwh, printing_heat, why
            )
            _record_paste(trace, country, paste, pasted)

    finishing_kwh = mass * finishing.elec_mj / MJ_PER_KWH
    finishing_heat = mass * finishing.heat_mj
    flows += (
        (finishing.index, mass),
        (electricity, finishing_kwh),
        (heat, finishing_heat),
    )
    kwh = pre_treatments.elec_kwh + dyeing_kwh + printing_kwh + finishing_kwh
    heat_mj = pre_treatments.heat_mj + dyeing_heat + printing_heat + finishing_heat
    work = work_of((tuple(flows), kwh, heat_mj, None, None, pre_treatments))
    if trace is not None:
        _record_process(
            trace, country, "finishing", finishing, _MASS, finishing_kwh, finishing_heat, {}
        )
        _record_energy_sums(trace, work, printed=garment.printing is not None)
    return work


def printed_area(garment: Garment, printing: Printing, mass: float) -> float:
    """Printed area in m2, for a given mass of fabric."""
    return garment.area_of(mass) * printing.ratio


def enriched_flows(tables: TextileTables, work: Work) -> tuple[Flow, ...]:
    """The flows of ennobling that are enriched inventories (textile.md 3.6)."""
    enriched = {tables.roles[role].index for role in ENRICHED}
    return tuple([flow for flow in work.flows if flow[0] in enriched])


def _record_process(
    trace: Recorder,
    country: Country,
    at: str,
    process: Process,
    amount: str,
    kwh: float,
    heat_mj: float,
    why: Mapping[str, Sourced],
) -> None:
    drawn, heat = record_energy(
        trace, "ennobling", process, amount, kwh, heat_mj, at=at, choice=why
    )
    trace.flow("ennobling", amount, choice=why)
    trace.flow("ennobling", drawn, choice=electricity_choice(trace, country, "countryDyeing"))
    zone = {"country": trace.known("countryDyeing"), "zone": zone_of(country)}
    trace.flow("ennobling", heat, choice=zone)


def _record_release(
    trace: Recorder,
    country: Country,
    process: Process,
    position: int,
    fibre: Fibre,
    released: float,
) -> None:
    known = trace.line(
        "ennobling.release",
        "mass * share * polluting",
        released,
        at=f"dyeing.{position}",
        subject=f"{process.name} ({fibre.material.name})",
        mass=_MASS,
        share=f"materials.{position}.share",
        more=polluting_of(trace, country),
    )
    trace.flow("ennobling", known, choice={"origin": origin_of(fibre)})


def _record_surface(trace: Recorder, surface: float) -> None:
    trace.line(
        _SURFACE,
        "mass * 1000 / grammage * ratio",
        surface,
        mass=_MASS,
        grammage="surfaceMass",
        ratio="printing.ratio",
    )


def _record_paste(trace: Recorder, country: Country, paste: Process, released: float) -> None:
    known = trace.line(
        "ennobling.release",
        "surface * polluting",
        released,
        at="printing",
        unit="m²",
        subject=paste.name,
        surface=_SURFACE,
        more=polluting_of(trace, country),
    )
    trace.flow("ennobling", known, choice={"printing": trace.known("printing.kind")})


def _record_energy_sums(trace: Recorder, work: Work, *, printed: bool) -> None:
    works = ("dyeing", "printing", "finishing") if printed else ("dyeing", "finishing")
    for energy, value in (("electricity", work.elec_kwh), ("heat", work.heat_mj)):
        terms = [f"pre_treatment.{energy}", *(f"ennobling.{energy}.{one}" for one in works)]
        trace.sum(f"ennobling.{energy}", terms, value)

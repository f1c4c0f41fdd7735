"""Preparing the fibres before they are dyed (textile.md 7.4, point 1)."""

from scoring.engine.impacts import Flow
from scoring.engine.records import Country, Process
from scoring.engine.textile.resolve import Fibre, Garment
from scoring.engine.textile.stages.work import (
    PreTreatments,
    electricity_choice,
    heat_choice,
    origin_of,
    polluting_of,
    record_energy,
)
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import MJ_PER_KWH


def pre_treat(
    garment: Garment,
    tables: TextileTables,
    country: Country,
    input_mass: float,
    trace: Recorder | None = None,
) -> PreTreatments:
    """Bleach, degrease or wash each fibre according to its origin."""
    electricity = country.electricity.index
    heat = country.heat.index
    polluting = country.aquatic_pollution_ratio
    kwh = heat_mj = 0.0
    energy: list[Flow] = []
    toxicity: list[Flow] = []
    operations: dict[str, None] = {}
    for position, fibre in enumerate(garment.fibres):
        mass = input_mass * fibre.share
        if trace is not None:
            trace.line(
                "pre_treatment.mass",
                "mass * share",
                mass,
                at=position,
                subject=fibre.material.name,
                mass="mass.ennobling.input",
                share=f"materials.{position}.share",
            )
        for number, process in enumerate(tables.pre_treatments[fibre.material.origin]):
            process_kwh = mass * process.elec_mj / MJ_PER_KWH
            process_heat = mass * process.heat_mj
            released = mass * polluting
            kwh += process_kwh
            heat_mj += process_heat
            energy += ((electricity, process_kwh), (heat, process_heat))
            toxicity.append((process.index, released))
            operations[process.name] = None
            if trace is not None:
                _record_pre_treatment(
                    trace,
                    country,
                    process,
                    fibre,
                    f"{position}.{number}",
                    (process_kwh, process_heat, released),
                )
    found = PreTreatments(kwh, heat_mj, tuple(energy), tuple(toxicity), tuple(operations))
    if trace is not None:
        _record_pre_treatments(trace, found)
    return found


def _record_pre_treatment(
    trace: Recorder,
    country: Country,
    process: Process,
    fibre: Fibre,
    at: str,
    found: tuple[float, float, float],
) -> None:
    kwh, heat_mj, released = found
    amount = f"pre_treatment.mass.{at.partition('.')[0]}"
    subject = f"{process.name} ({fibre.material.name})"
    drawn, heat = record_energy(
        trace, "pre_treatment", process, amount, kwh, heat_mj, at=at, subject=subject
    )
    choice = electricity_choice(trace, country, "countryDyeing")
    trace.flow("pre_treatment.energy", drawn, choice=choice)
    choice = heat_choice(trace, country, "countryDyeing")
    trace.flow("pre_treatment.energy", heat, choice=choice)
    known = trace.line(
        "pre_treatment.release",
        "amount * polluting",
        released,
        at=at,
        subject=subject,
        amount=amount,
        more=polluting_of(trace, country),
    )
    trace.flow("pre_treatment.toxicity", known, choice={"origin": origin_of(fibre)})


def _record_pre_treatments(trace: Recorder, found: PreTreatments) -> None:
    """Record sums, then flows in the order of the step: all energy comes first."""
    energy = trace.amounts("pre_treatment.energy")
    trace.sum("pre_treatment.electricity", energy[::2], found.elec_kwh)
    trace.sum("pre_treatment.heat", energy[1::2], found.heat_mj)
    trace.flows_of("ennobling", "pre_treatment.energy")
    trace.flows_of("ennobling", "pre_treatment.toxicity")

"""Sewing the garment, and fading it (textile.md 7.5)."""

from scoring.engine.impacts import Flow
from scoring.engine.textile.durability import Durability
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.stages.work import (
    NO_PRE_TREATMENT,
    Work,
    electricity_choice,
    heat_choice,
    record_energy,
    work_of,
)
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import constant
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import MJ_PER_KWH
from scoring.engine.vocabulary import textile as vocabulary

KWH_PER_MINUTE = 0.029


def making_work(
    garment: Garment,
    tables: TextileTables,
    mass: StepMass,
    durability: Durability,
    trace: Recorder | None = None,
) -> Work:
    """Electricity to sew one garment; fading applies to the output mass, loss included."""
    country = garment.country_making
    output_mass = mass.output
    electricity = country.electricity.index
    minutes = vocabulary.MAKING_MINUTES[garment.making_complexity]
    kwh = KWH_PER_MINUTE * minutes
    flows: list[Flow] = [(electricity, kwh)]
    heat_mj = 0.0
    if trace is not None:
        complexity = garment.making_complexity
        sewing = trace.line(
            "making.sewing",
            "per_minute * minutes",
            kwh,
            per_minute=constant(KWH_PER_MINUTE, "3.7", "makingElectricity", "kWh/min"),
            minutes=constant(minutes, "7.5", f"making.{complexity}.minutes", unit="min"),
            complexity="makingComplexity",
        )
        choice = electricity_choice(trace, country, "countryMaking")
        trace.flow("making", sewing, choice=choice)
    if garment.fading:
        fading = tables.roles["fading"]
        fading_kwh = output_mass * fading.elec_mj / MJ_PER_KWH
        heat_mj = output_mass * fading.heat_mj
        kwh += fading_kwh
        flows += (
            (fading.index, output_mass),
            (electricity, fading_kwh),
            (country.heat.index, heat_mj),
        )
        if trace is not None:
            faded = trace.known("mass.making.output")
            asked = {"asked": trace.known("fading")}
            drawn, heat = record_energy(
                trace, "making", fading, faded, fading_kwh, heat_mj, at="fading", choice=asked
            )
            trace.flow("making", faded, choice=asked)
            trace.flow("making", drawn, choice=choice)
            trace.flow("making", heat, choice=heat_choice(trace, country, "countryMaking"))
    return work_of((tuple(flows), kwh, heat_mj, None, None, NO_PRE_TREATMENT))

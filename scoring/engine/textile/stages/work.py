"""The work of a step: the energy and the processes it uses."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from scoring.engine.impacts import Flow
from scoring.engine.records import Country, Process
from scoring.engine.textile.resolve import Fibre
from scoring.engine.trace.data import constant, datum, electricity_of, heat_of
from scoring.engine.trace.lines import Sourced
from scoring.engine.trace.recorder import Recorder


class PreTreatments(NamedTuple):
    """The part of ennobling that prepares the fibres; ``operations`` are process names."""

    elec_kwh: float = 0.0
    heat_mj: float = 0.0
    energy: tuple[Flow, ...] = ()
    toxicity: tuple[Flow, ...] = ()
    operations: tuple[str, ...] = ()


NO_PRE_TREATMENT = PreTreatments()


class Work(NamedTuple):
    """Energy of a step and its flows; the flows already include the energy.

    ``thread_density`` is in threads per cm, ``picking`` in picks.m; both for woven fabric only.
    """

    flows: tuple[Flow, ...] = ()
    elec_kwh: float = 0.0
    heat_mj: float = 0.0
    thread_density: float | None = None
    picking: float | None = None
    pre_treatments: PreTreatments = NO_PRE_TREATMENT


IDLE = Work()

# Takes all the fields, in half the time that the class takes: a garment has seven.
work_of: Callable[
    [tuple[tuple[Flow, ...], float, float, float | None, float | None, PreTreatments]], Work
] = partial(tuple.__new__, Work)


def electricity_choice(trace: Recorder, country: Country, known: str) -> Mapping[str, Sourced]:
    """Why this electricity process was chosen: the country, by its known name, and its record."""
    path = f"countries.{country.code}.electricityProcessUuid"
    return {"country": trace.known(known), "process": datum(path, country.electricity.id)}


def heat_choice(trace: Recorder, country: Country, known: str) -> Mapping[str, Sourced]:
    """Why this heat process was chosen: the country, by its known name, and its record."""
    path = f"countries.{country.code}.heatProcessUuid"
    return {"country": trace.known(known), "process": datum(path, country.heat.id)}


def polluting_of(trace: Recorder, country: Country) -> dict[str, Sourced]:
    """Share of releases that reaches water, by the dyeing country's scenario (textile.md 3.4)."""
    scenario = country.aquatic_pollution_scenario
    return {
        "polluting": constant(
            country.aquatic_pollution_ratio, "3.4", f"aquaticPollution.{scenario}"
        ),
        "scenario": datum(f"countries.{country.code}.aquaticPollutionScenario", scenario),
        "country": trace.known("countryDyeing"),
    }


def origin_of(fibre: Fibre) -> Sourced:
    """The origin of a fibre, which determines its treatment."""
    return datum(f"materials.{fibre.material.id}.origin", fibre.material.origin)


def record_energy(
    trace: Recorder,
    stage: str,
    process: Process,
    amount: str | Sourced,
    kwh: float,
    heat_mj: float,
    *,
    at: str,
    subject: str = "",
    choice: Mapping[str, Sourced] = MappingProxyType({}),
) -> tuple[Sourced, Sourced]:
    """Record the energy used by an amount of a process: electricity, then heat."""
    electricity = trace.line(
        f"{stage}.electricity",
        "amount * drawn / 3.6",
        kwh,
        at=at,
        subject=subject or process.name,
        amount=amount,
        drawn=electricity_of(process),
        more=choice,
    )
    heat = trace.line(
        f"{stage}.heat",
        "amount * drawn",
        heat_mj,
        at=at,
        subject=subject or process.name,
        amount=amount,
        drawn=heat_of(process),
        more=choice,
    )
    return electricity, heat

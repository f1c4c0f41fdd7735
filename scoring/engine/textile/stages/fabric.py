"""Weaving or knitting the yarn (textile.md 7.3)."""

from scoring.engine.numbers import round_half_up
from scoring.engine.textile.durability import Durability
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.stages.work import NO_PRE_TREATMENT, Work, electricity_choice, work_of
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import constant, electricity_of
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import MJ_PER_KWH
from scoring.engine.vocabulary import textile as vocabulary

WEAVING_KWH_PER_PICK_METRE = 0.0003145
YARN_TAKE_UP = 1.08


def fabric_work(
    garment: Garment,
    tables: TextileTables,
    mass: StepMass,
    durability: Durability,
    trace: Recorder | None = None,
) -> Work:
    """Electricity to make the output fabric of the step."""
    country = garment.country_fabric
    output_mass = mass.output
    if garment.fabric_process == vocabulary.WEAVING:
        work = _weave(garment, output_mass, trace)
    else:
        process = tables.fabrics[garment.fabric_process]
        kwh = output_mass * process.elec_mj / MJ_PER_KWH
        work = work_of(
            (((country.electricity.index, kwh),), kwh, 0.0, None, None, NO_PRE_TREATMENT)
        )
        if trace is not None:
            trace.line(
                "fabric.electricity",
                "mass * drawn / 3.6",
                kwh,
                mass="mass.fabric.output",
                drawn=electricity_of(process),
                fabric="fabricProcess",
            )
    if trace is not None:
        choice = electricity_choice(trace, country, "countryFabric")
        trace.flow("fabric", "fabric.electricity", choice=choice)
    return work


def _weave(garment: Garment, output_mass: float, trace: Recorder | None) -> Work:
    surface = garment.area_of(output_mass)
    density = thread_density(garment.surface_mass, garment.yarn_size)
    picking = round_half_up(pick_metres(density, surface))
    kwh = WEAVING_KWH_PER_PICK_METRE * picking
    if trace is not None:
        trace.line(
            "fabric.surface",
            "mass * 1000 / grammage",
            surface,
            mass="mass.fabric.output",
            grammage="surfaceMass",
            fabric="fabricProcess",
        )
        trace.line(
            "fabric.density",
            "grammage * yarn / 100 / 2 / take_up",
            density,
            grammage="surfaceMass",
            yarn="yarnSize",
            take_up=constant(YARN_TAKE_UP, "3.7", "yarnTakeUp"),
        )
        trace.line(
            "fabric.picking",
            "round(density * surface * 100)",
            picking,
            density="fabric.density",
            surface="fabric.surface",
        )
        trace.line(
            "fabric.electricity",
            "per_pick * picks",
            kwh,
            per_pick=constant(
                WEAVING_KWH_PER_PICK_METRE, "3.7", "weavingElectricity", "kWh/duite.m"
            ),
            picks="fabric.picking",
        )
    electricity = garment.country_fabric.electricity.index
    return work_of((((electricity, kwh),), kwh, 0.0, density, picking, NO_PRE_TREATMENT))


def thread_density(surface_mass: float, yarn_size: float) -> float:
    """Threads per cm of a woven fabric of ``surface_mass`` g/m2 and a ``yarn_size`` in Nm."""
    return surface_mass * yarn_size / 100 / 2 / YARN_TAKE_UP


def pick_metres(density: float, surface_m2: float) -> float:
    """Pick-metres of a woven fabric of ``density`` threads per cm, before rounding.

    >>> pick_metres(25.0, 2.0)
    5000.0
    """
    return density * surface_m2 * 100

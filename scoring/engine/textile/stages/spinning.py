"""Spinning the fibres into yarn (textile.md 7.2)."""

from scoring.engine.textile.durability import Durability
from scoring.engine.textile.masses import StepMass
from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.stages.work import NO_PRE_TREATMENT, Work, electricity_choice, work_of
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import constant
from scoring.engine.trace.recorder import Recorder
from scoring.engine.vocabulary import textile as vocabulary

REFERENCE_YARN_SIZE = 50.0
NORMALIZATION = {
    vocabulary.CONVENTIONAL_SPINNING: 4.0,
    vocabulary.UNCONVENTIONAL_SPINNING: 2.0,
    vocabulary.SYNTHETIC_SPINNING: 1.5,
}


def spinning_work(
    garment: Garment,
    tables: TextileTables,
    mass: StepMass,
    durability: Durability,
    trace: Recorder | None = None,
) -> Work:
    """Electricity to spin the output yarn of the step; finer yarn takes more."""
    country = garment.country_spinning
    output_mass = mass.output
    yarn_size = garment.yarn_size
    kwh = 0.0
    for position, fibre in enumerate(garment.fibres):
        normalization = NORMALIZATION[fibre.spinning]
        fibre_kwh = yarn_size / REFERENCE_YARN_SIZE * normalization * output_mass * fibre.share
        kwh += fibre_kwh
        if trace is not None:
            way = f"spinning.{fibre.spinning}.normalization"
            trace.line(
                "spinning.fibre.electricity",
                "yarn / reference * normalization * mass * share",
                fibre_kwh,
                at=position,
                subject=fibre.material.name,
                yarn="yarnSize",
                reference=constant(REFERENCE_YARN_SIZE, "3.7", "referenceYarnSize", "Nm"),
                normalization=constant(normalization, "7.2", way),
                mass="mass.spinning.output",
                share=f"materials.{position}.share",
                spinning=f"materials.{position}.spinning",
            )
    if trace is not None:
        terms = [f"spinning.fibre.electricity.{n}" for n in range(len(garment.fibres))]
        drawn = trace.sum("spinning.electricity", terms, kwh)
        trace.flow("spinning", drawn, choice=electricity_choice(trace, country, "countrySpinning"))
    return work_of((((country.electricity.index, kwh),), kwh, 0.0, None, None, NO_PRE_TREATMENT))

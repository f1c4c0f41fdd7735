"""The stages of a garment, as responses about several garments name them (api.md 6.2)."""

from collections.abc import Mapping
from typing import Any

from scoring.answers.parts import complements
from scoring.answers.textile.sector import Garment
from scoring.engine.textile import vocabulary

# The stages of a garment in display order, by their name in responses (api.md 6.2).
TEXTILE_STAGES: Mapping[str, str] = {
    vocabulary.MATERIAL: "materials",
    vocabulary.SPINNING: "spinning",
    vocabulary.FABRIC: "fabric",
    vocabulary.ENNOBLING: "ennobling",
    vocabulary.MAKING: "making",
    vocabulary.DISTRIBUTION: "distribution",
    vocabulary.USE: "use",
    vocabulary.END_OF_LIFE: "endOfLife",
}


def garment_figures(garment: Garment, stages: bool) -> dict[str, Any]:
    """The figures of one of several garments, with its stages if requested."""
    durability = garment.simulation.durability.coefficient
    if not stages:
        return {"impacts": garment.impacts, "durability": durability}
    write = garment.served.writer()
    totals = garment.results.totals
    steps = garment.simulation.steps
    return {
        "impacts": write(totals.impacts),
        "durability": durability,
        "impactsWithoutDurability": write(totals.without_durability),
        "stages": {
            **{
                TEXTILE_STAGES[step.code]: write(impacts.own)
                for step, impacts in zip(steps, garment.results.steps, strict=True)
            },
            "transports": write(totals.transport),
            "trims": write(totals.trims),
        },
        "uncountedStages": [TEXTILE_STAGES[step.code] for step in steps if not step.enabled],
        "complementsImpacts": complements(
            microfibers=totals.complements.microfibers,
            outOfEuropeEOL=totals.complements.out_of_europe_eol,
        ),
    }

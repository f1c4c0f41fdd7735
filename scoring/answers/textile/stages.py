"""The stages of a garment, as responses, catalogues and comparisons name them (api.md 6.2)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scoring.answers.levels import Writer
from scoring.answers.parts import complements
from scoring.answers.textile.sector import Garment
from scoring.engine.impacts import Vector
from scoring.engine.textile.results import Totals
from scoring.engine.vocabulary import textile as vocabulary

# The name in responses of each step, in display order (api.md 6.2).
STAGES_BY_STEP: Final[Mapping[str, str]] = {
    vocabulary.MATERIAL: "materials",
    vocabulary.SPINNING: "spinning",
    vocabulary.FABRIC: "fabric",
    vocabulary.ENNOBLING: "ennobling",
    vocabulary.MAKING: "making",
    vocabulary.DISTRIBUTION: "distribution",
    vocabulary.USE: "use",
    vocabulary.END_OF_LIFE: "endOfLife",
}
TRANSPORTS: Final = "transports"
TRIMS: Final = "trims"
# All the stages that add up to a garment's total, in display order.
GARMENT_STAGES: Final = (*STAGES_BY_STEP.values(), TRANSPORTS, TRIMS)


def garment_figures(garment: Garment, stages: bool) -> dict[str, Any]:
    """The figures of one of several garments, with its stages if requested."""
    durability = garment.simulation.durability.coefficient
    if not stages:
        return {"impacts": garment.impacts, "durability": durability}
    write = garment.served.writer()
    results = garment.results
    return {
        "impacts": write(results.totals.impacts),
        "durability": durability,
        "impactsWithoutDurability": write(results.totals.without_durability),
        "stages": written_stages(results.totals, [step.own for step in results.steps], write),
        "uncountedStages": [
            STAGES_BY_STEP[step.code] for step in garment.simulation.steps if not step.enabled
        ],
        "complementsImpacts": written_complements(results.totals),
    }


def written_stages(totals: Totals, steps: Sequence[Vector], write: Writer) -> dict[str, Any]:
    """The figures of each stage before durability; ``steps`` are those of the eight steps."""
    vectors = (*steps, totals.transport, totals.trims)
    return {stage: write(own) for stage, own in zip(GARMENT_STAGES, vectors, strict=True)}


def written_complements(totals: Totals) -> dict[str, float]:
    """The complements of a garment, or of several, after durability."""
    return complements(
        microfibers=totals.complements.microfibers,
        outOfEuropeEOL=totals.complements.out_of_europe_eol,
    )

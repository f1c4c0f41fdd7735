"""A garment, in the form that comparisons and exports take."""

from scoring.answers.levels import Served
from scoring.answers.textile.sector import Garment, detailed
from scoring.engine.textile import vocabulary
from scoring.engine.textile.results import Results
from scoring.engine.textile.simulate import Simulation
from scoring.web.cautions import sentences
from scoring.web.sharing.outcome import STAGES, Figures, Outcome, finite
from scoring.web.sharing.textile_record import tables_of

_STAGE_OF = {
    vocabulary.MATERIAL: "materials",
    vocabulary.SPINNING: "transform",
    vocabulary.FABRIC: "transform",
    vocabulary.ENNOBLING: "transform",
    vocabulary.MAKING: "transform",
    vocabulary.DISTRIBUTION: "distribution",
    vocabulary.USE: "usage",
    vocabulary.END_OF_LIFE: "endOfLife",
}


def textile_outcome(garment: Garment, root: str) -> Outcome:
    """What a garment gives; ``root`` starts the addresses of links."""
    simulation, results = garment.simulation, garment.results
    query = garment.sector.reopen(garment.query)
    answer = detailed(garment) | {
        "webUrl": garment.link(root, query),
        "description": garment.description,
        "query": query,
    }
    impacts = {name: finite(figure) for name, figure in answer["impacts"].items()}
    complements = results.totals.complements
    return Outcome(
        sector=garment.sector.name,
        method=garment.method,
        level=garment.served.level,
        query=query,
        description=garment.description,
        score=impacts["ecs"],
        stages=_stages(simulation, results, garment.served),
        impacts=impacts,
        complements=complements.microfibers + complements.out_of_europe_eol,
        warnings=tuple(sentences(garment.cautions(answer["impacts"]))),
        answer=answer,
        tables=tables_of(garment.method, simulation, results, garment.served),
    )


def _stages(simulation: Simulation, results: Results, served: Served) -> Figures:
    """Points by family of stages, durability applied (textile.md 11)."""
    ecs = served.table.trigrams.index("ecs")
    durability = simulation.durability.coefficient
    points = dict.fromkeys(STAGES, 0.0)
    points["trims"] = results.totals.trims[ecs]
    points["transports"] = results.totals.transport[ecs]
    for step, impacts in zip(simulation.steps, results.steps, strict=True):
        if step.enabled:
            points[_STAGE_OF[step.code]] += impacts.own[ecs]
    return {name: finite(figure / durability) for name, figure in points.items()}

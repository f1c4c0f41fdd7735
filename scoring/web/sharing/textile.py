"""A garment, in the form that comparisons and exports take."""

from scoring.api.addresses import encode_query
from scoring.api.meta import meta
from scoring.api.textile.detailed import detailed_answer
from scoring.engine.method import Method
from scoring.engine.textile import vocabulary
from scoring.engine.textile.description import describe
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import Results, compute_results
from scoring.engine.textile.simulate import Simulation, simulate
from scoring.engine.textile.warnings import warnings_of
from scoring.levels import Served
from scoring.web.sharing.outcome import STAGES, Figures, Outcome, finite
from scoring.web.sharing.textile_record import tables_of
from scoring.web.textile.normal import normal

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


def textile_outcome(root: str, method: Method, served: Served, body: object) -> Outcome:
    """Compute a garment; ``root`` starts the addresses of links. Raises ``InvalidQuery``."""
    simulation = simulate(method.textile, parse(method.dataset, body))
    served = served.judged(simulation.counted_flows())
    results = compute_results(simulation, served.table)
    query = normal(simulation.query)
    answer = detailed_answer(method, simulation, served)
    impacts = {name: finite(figure) for name, figure in answer["impacts"].items()}
    answer["webUrl"] = f"{root}/#/textile/simulator/ecs/{encode_query(query)}"
    answer["description"] = describe(simulation)
    answer["query"] = query
    answer["meta"] = meta(method, served, warnings_of(simulation, *answer["impacts"].values()))
    complements = results.totals.complements
    return Outcome(
        sector="textile",
        method=method,
        level=served.level,
        query=query,
        description=answer["description"],
        score=impacts["ecs"],
        stages=_stages(simulation, results, served),
        impacts=impacts,
        complements=complements.microfibers + complements.out_of_europe_eol,
        warnings=tuple(answer["meta"]["warnings"]),
        answer=answer,
        tables=tables_of(method, simulation, results, served),
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

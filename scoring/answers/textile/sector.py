"""Textile: its sector, and the responses of its simulators (api.md 5.1 to 5.3)."""

from typing import Any

from scoring.answers.sector import Computed, Sector
from scoring.answers.textile.breakdown import complements_of, families_of
from scoring.answers.textile.detailed import detailed_answer
from scoring.answers.textile.reopening import reopening
from scoring.engine.textile.cautions import cautions_of
from scoring.engine.textile.description import describe
from scoring.engine.textile.echo import echo
from scoring.engine.textile.explain import explain
from scoring.engine.textile.fields import QUERY
from scoring.engine.textile.query import SCOPE, Query, parse
from scoring.engine.textile.results import Results, compute_results, compute_totals
from scoring.engine.textile.simulate import Simulation, simulate

Garment = Computed[Query, Simulation, Results]

TEXTILE: Sector[Query, Simulation, Results] = Sector(
    name=SCOPE,
    scope=SCOPE,
    pages="textile",
    setting="",
    simulator="textile/simulator",
    fragment="textile/simulator",
    request=QUERY,
    parse=lambda method, body: parse(method.dataset, body),
    simulate=lambda method, query: simulate(method.textile, query),
    flows=Simulation.counted_flows,
    bonus=lambda simulation: 0.0,
    weigh=compute_results,
    total=lambda simulation, table: compute_totals(simulation, table).impacts,
    mass=lambda simulation, results: simulation.query.mass,
    repeat=echo,
    reopen=reopening,
    describe=describe,
    families=families_of,
    undivided=lambda results: results.totals.without_durability,
    complements=complements_of,
    explain=lambda method, query, table, impact: explain(
        method.dataset, method.textile, query, table, impact
    ),
    cautions=lambda garment, impacts: cautions_of(
        garment.method.textile, garment.simulation, *impacts.values()
    ),
)


def summary(garment: Garment, origin: str, impact: str | None = None) -> dict[str, Any]:
    """All impacts of a garment, or the requested one; ``origin`` is the site's address.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.answers.levels import served_to
    >>> from scoring.answers.sector import compute
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> computed = compute(TEXTILE, method, garment, served_to(method, None))
    >>> sorted(summary(computed, "https://exemple.test"))
    ['description', 'impacts', 'meta', 'query', 'webUrl']
    """
    query = echo(garment.query)
    impacts = garment.impacts if impact is None else {impact: garment.impacts[impact]}
    return {
        "webUrl": garment.link(origin, query, impact or "ecs"),
        "impacts": impacts,
        "description": garment.description,
        "query": query,
        "meta": garment.meta(impacts),
    }


def detailed(garment: Garment) -> dict[str, Any]:
    """The whole life cycle of a garment, step by step."""
    answer = detailed_answer(
        garment.method, garment.simulation, garment.results, garment.served.writer()
    )
    answer["meta"] = garment.meta(answer["impacts"])
    return answer

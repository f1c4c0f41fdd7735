"""An explained garment score: the trace of its calculation."""

from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method
from scoring.engine.textile.query import Query
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.engine.trace.lines import Trace
from scoring.engine.trace.recorder import Recorder
from scoring.engine.trace.words.textile import RULES

RESULT = "score"


def explain(method: Method, query: Query, table: ImpactTable, impact: str) -> Trace:
    """Compute one impact of a garment and record every line of the calculation.

    ``table`` has the figures that the caller may see, ``impact`` is one of its categories.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.engine.textile.query import parse
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> trace = explain(method, parse(method.dataset, garment), method.scores, "ecs")
    >>> round(trace.score, 2), trace.line("durability").formula
    (1776.91, 'min(physical, non_physical)')
    """
    alone = table.select((impact,))
    unit = method.dataset.impacts[impact].short_unit
    trace = Recorder(RULES, method.dataset.processes.values(), alone, unit)
    compute_totals(simulate(method.textile, query, trace), alone, trace)
    return trace.trace(RESULT)

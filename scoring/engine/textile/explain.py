"""An explained garment score: the trace of its calculation."""

from scoring.engine.dataset import Dataset
from scoring.engine.impacts import ImpactTable
from scoring.engine.textile.query import Query
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.lines import Trace
from scoring.engine.trace.recorder import Recorder
from scoring.engine.trace.words.textile import RULES

RESULT = "score"


def explain(
    dataset: Dataset, tables: TextileTables, query: Query, table: ImpactTable, impact: str
) -> Trace:
    """Compute one impact of a garment and record every line of the calculation.

    ``table`` has the figures that the caller may see, ``impact`` is one of its categories.

    >>> from pathlib import Path
    >>> from scoring.engine.dataset import read_dataset
    >>> from scoring.engine.textile.query import parse
    >>> from scoring.engine.textile.tables import build_tables
    >>> dataset = read_dataset(Path("scoring/data/v7.0.0"))
    >>> tables = build_tables(dataset)
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> trace = explain(dataset, tables, parse(dataset, garment), dataset.scores, "ecs")
    >>> round(trace.score, 2), trace.line("durability").formula
    (1776.91, 'min(physical, non_physical)')
    """
    alone = table.select((impact,))
    unit = dataset.impacts[impact].short_unit
    trace = Recorder(RULES, dataset.processes.values(), alone, unit)
    compute_totals(simulate(tables, query, trace), alone, trace)
    return trace.trace(RESULT)

"""An explained recipe score: the trace of its calculation."""

from scoring.engine.dataset import Dataset
from scoring.engine.food.query import Query
from scoring.engine.food.recipe import simulate
from scoring.engine.food.results import compute_results
from scoring.engine.food.tables import FoodTables
from scoring.engine.impacts import ImpactTable
from scoring.engine.trace.lines import Trace
from scoring.engine.trace.recorder import Recorder
from scoring.engine.trace.words.food import RULES

RESULT = "score"


def explain(
    dataset: Dataset, tables: FoodTables, query: Query, table: ImpactTable, impact: str
) -> Trace:
    """Compute one impact of a recipe and record every line of the calculation.

    The score is that of the whole recipe; the lines after it are per kg. ``table`` has the figures
    that the caller may see, ``impact`` is one of its categories.
    """
    alone = table.select((impact,))
    unit = dataset.impacts[impact].short_unit
    trace = Recorder(RULES, dataset.processes.values(), alone, unit)
    compute_results(simulate(tables, query, trace), alone, trace)
    return trace.trace(RESULT)

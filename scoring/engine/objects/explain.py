"""An explained score of an object or a light vehicle: the trace of its calculation."""

from scoring.engine.dataset import Dataset
from scoring.engine.impacts import ImpactTable
from scoring.engine.objects.product import compute_results, simulate
from scoring.engine.objects.query import Query
from scoring.engine.trace.lines import Trace
from scoring.engine.trace.recorder import Recorder
from scoring.engine.trace.words.objects import RULES

RESULT = "score"


def explain(dataset: Dataset, query: Query, table: ImpactTable, impact: str) -> Trace:
    """Compute one impact of a product and record every line of the calculation.

    ``table`` has the figures that the caller may see, ``impact`` is one of its categories.
    """
    alone = table.select((impact,))
    unit = dataset.impacts[impact].short_unit
    trace = Recorder(RULES, dataset.processes.values(), alone, unit)
    compute_results(simulate(dataset.roles, query, trace), alone, trace)
    return trace.trace(RESULT)

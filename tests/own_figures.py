"""An operator's own figures for tests: the filled template of a version."""

import csv
import io
from collections.abc import Callable

from scoring.engine.dataset import Dataset
from scoring.engine.records import Process
from scoring.installation.own_template import template
from tests.details import made_up_rows


def filled_template(
    dataset: Dataset, factor: Callable[[Process], float | None], source: str = ""
) -> str:
    """The template of a version, filled with the made-up figures times ``factor``, or empty."""
    rows = {row["id"]: row["impacts"] for row in made_up_rows(dataset)}
    lines = list(
        csv.reader(io.StringIO(template(dataset).replace("# source =", f"# source = {source}")))
    )
    start = next(place for place, cells in enumerate(lines) if cells[0] == "id")
    for cells in lines[start + 1 :]:
        times = factor(dataset.processes[cells[0]])
        if times is not None:
            for place in range(6, len(cells)):
                trigram = lines[start][place].split(" ")[0]
                cells[place] = repr(rows[cells[0]][trigram] * times)
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()

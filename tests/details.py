"""Detailed impacts for tests: the made-up licensed file, and callers who are entitled."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scoring.engine.dataset import Dataset
from scoring.engine.impacts import DETAILS
from scoring.engine.records import Process
from scoring.installation.own_template import template
from tests.conformance.convert import CASES


def made_up_rows(dataset: Dataset) -> list[dict[str, Any]]:
    """One row a process, as the licensed file has them, consistent with the published scores."""
    ecs, pef = dataset.scores.columns
    with (CASES / "synthetic_details.csv").open(encoding="utf-8", newline="") as file:
        details = {row["process_id"]: row for row in csv.DictReader(file)}
    return [
        {
            "id": process.id,
            "impacts": {trigram: float(details[process.id][trigram]) for trigram in DETAILS}
            | {"ecs": ecs[process.index], "pef": pef[process.index]},
        }
        for process in dataset.processes.values()
    ]


def write_json(path: Path, content: Any) -> Path:
    """Write a file that an operator could import."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


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

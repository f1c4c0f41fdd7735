"""Detailed impacts for tests: the made-up licensed file, and callers with a token."""

import csv
import json
from pathlib import Path
from typing import Any

from scoring.engine.dataset import Dataset
from scoring.engine.impacts import DETAILS
from tests.conformance.convert import CASES


def made_up_rows(dataset: Dataset) -> list[dict[str, Any]]:
    """One row per process, as in the licensed file, consistent with the published scores."""
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

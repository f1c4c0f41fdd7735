"""Imports of own figures, as an operator makes them, good and refused."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from operation.diagnosis import diagnose
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.instance import own_path
from tests.details import made_up_rows

COTTON = "Production de fibres de coton"


def always(_process: Process) -> float:
    return 1.0


def named(method: Method, name: str) -> Process:
    return next(one for one in method.dataset.processes.values() if one.name == name)


def times(name: str, factor: float | None) -> Callable[[Process], float | None]:
    """Figures that agree with the scores, except those of one process."""
    return lambda process: factor if process.name == name else 1.0


def imported(place: Path, content: str | bytes, **options: Any) -> str:
    output = io.StringIO()
    source = place / options.pop("name", "valeurs.csv")
    source.write_bytes(content.encode() if isinstance(content, str) else content)
    call_command("import_details", source, own=True, stdout=output, **options)
    return output.getvalue()


def refusal(place: Path, content: str | bytes, **options: Any) -> str:
    before = own_path("v7.0.0").read_bytes() if own_path("v7.0.0").exists() else None
    with pytest.raises(CommandError) as caught:
        imported(place, content, **options)
    assert caught.value.returncode == 1
    after = own_path("v7.0.0").read_bytes() if own_path("v7.0.0").exists() else None
    assert after == before
    return str(caught.value)


def finding() -> Any:
    return next(found for found in diagnose() if found.subject == "impacts détaillés")


def row_of(text: str, process: Process) -> str:
    return next(line for line in text.splitlines() if line.startswith(process.id))


def with_cell(text: str, process: Process, title: str, value: str) -> str:
    """The same table with another value in one cell."""
    lines = list(csv.reader(io.StringIO(text)))
    header = next(cells for cells in lines if cells[0] == "id")
    place = next(at for at, name in enumerate(header) if name.split(" ")[0] == title)
    next(cells for cells in lines if cells[0] == process.id)[place] = value
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


def as_json(method: Method) -> dict[str, Any]:
    definitions = method.dataset.impacts
    return {
        "version": "v7.0.0",
        "method": "EF v3.1",
        "units": {trigram: definitions[trigram].unit_fr for trigram in DETAILS},
        "processes": [
            row | {"unit": method.dataset.processes[row["id"]].unit}
            for row in made_up_rows(method.dataset)
        ],
    }

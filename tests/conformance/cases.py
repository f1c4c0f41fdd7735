"""Reading the conformance cases, and comparing figures as the contract does."""

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scoring.engine.dataset import Dataset
from scoring.engine.impacts import DETAILS, SCORES, TRIGRAMS, ImpactTable
from tests.conformance.convert import CASES, base_of

TOLERANCE = 1e-9
REPOSITORY = Path(__file__).parents[2]
# The reference's complete answers, if there are any next to the repository.
SHARED = REPOSITORY.parent / "shared" / "conformance"


def read_cases(name: str) -> list[dict[str, Any]]:
    """Read a file of cases of this repository."""
    return list(_read_lines(CASES / name))


def read_shared(name: str) -> Iterator[dict[str, Any]]:
    """Read a file of the reference's complete answers."""
    return _read_lines(SHARED / name)


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def body_of(case: dict[str, Any]) -> Any:
    """The body of an error case, rebuilt from what it changes in the base request."""
    if "body" in case:
        return case["body"]
    base = base_of(case["path"])
    body = {key: value for key, value in base.items() if key not in case["without"]}
    return body | case["change"]


def synthetic_table(dataset: Dataset) -> ImpactTable:
    """All 21 impacts of every process, the 19 detailed ones made up for tests."""
    with (CASES / "synthetic_details.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["process_id"]: row for row in csv.DictReader(file)}
    processes = sorted(dataset.processes.values(), key=lambda process: process.index)
    columns = {
        trigram: tuple(float(rows[process.id][trigram]) for process in processes)
        for trigram in DETAILS
    } | dict(zip(SCORES, dataset.scores.columns, strict=True))
    return ImpactTable(TRIGRAMS, tuple(columns[trigram] for trigram in TRIGRAMS))


def close(found: float, expected: float | None) -> bool:
    """Whether two figures are the same at the contract's tolerance; null is "not finite"."""
    if expected is None:
        return not math.isfinite(found)
    return math.isclose(found, expected, rel_tol=TOLERANCE)


def refusal_differences(found: dict[str, str], expected: dict[str, str]) -> list[str]:
    """Say where a refusal differs from the reference's.

    Keys are the contract, and so are the texts of all but ``decoding``, of which only a fragment
    is, white space aside.
    """
    if list(found) != sorted(expected):
        return [f"{list(found)} are not {sorted(expected)}"]
    return [
        f"{key}: {found[key]!r} is not {words!r}"
        for key, words in expected.items()
        if (squeeze(words) not in squeeze(found[key]) if key == "decoding" else found[key] != words)
    ]


def squeeze(text: str) -> str:
    """Replace all white space, no-break spaces included, by single spaces."""
    return " ".join(text.split())


def differences(found: Any, expected: Any, path: str = "") -> list[str]:
    """Say where a JSON answer differs from the expected one; additional keys are allowed."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{path}: {found!r} is no object"]
        found_in = []
        for key, value in expected.items():
            if key not in found:
                found_in.append(f"{path}.{key}: missing")
            else:
                found_in += differences(found[key], value, f"{path}.{key}")
        return found_in
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return [f"{path}: {found!r} is not {expected!r}"]
        pairs = enumerate(zip(found, expected, strict=True))
        return [line for i, (a, b) in pairs for line in differences(a, b, f"{path}[{i}]")]
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        same = isinstance(found, int | float) and not isinstance(found, bool)
        same = same and close(found, expected)
    else:
        same = found == expected and type(found) is type(expected)
    return [] if same else [f"{path}: {found!r} is not {expected!r}"]

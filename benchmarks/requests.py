"""The fixed mixed list of requests that every measure uses."""

import json
from pathlib import Path
from typing import Any

_CASES = Path(__file__).parents[1] / "tests" / "conformance" / "cases" / "textile.jsonl"


def textile_requests() -> list[dict[str, Any]]:
    """All requests of the conformance cases: examples, extremes and random ones."""
    with _CASES.open(encoding="utf-8") as lines:
        return [json.loads(line)["query"] for line in lines]

"""What upstream published for its data of November 2025 (``cases/published_v8.1.0.toml``)."""

import json
import tomllib
from pathlib import Path
from typing import Any

from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import simulate

CASES = Path(__file__).parent / "cases" / "published_v8.1.0.toml"
# The only request that is wholly by plane.
BY_PLANE = "airTransportRatio"


def published(sector: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each request with its published figures."""
    with CASES.open("rb") as file:
        cases = tomllib.load(file)[sector]
    return [(json.loads(case["request"]), case) for case in cases]


def garment_ecs(method: Method, body: object) -> float:
    """The environmental cost of a garment, in points."""
    simulation = simulate(method.textile, parse(method.dataset, body))
    return compute_totals(simulation, method.scores).impacts[0]


def six_digits(figure: float) -> float:
    """A figure as upstream rounds those that it publishes."""
    return float(f"{figure:.6g}")

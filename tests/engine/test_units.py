"""The factors between units are in one module."""

import ast
from pathlib import Path

from scoring.engine.units import MJ_PER_KWH

SCORING = Path(__file__).parents[2] / "scoring"


def test_the_megajoules_of_a_kilowatt_hour_are_written_once() -> None:
    # Formulas that people read contain the number; pages only show figures.
    places = [
        path.relative_to(SCORING).as_posix()
        for package in ("engine", "answers")
        for path in (SCORING / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == MJ_PER_KWH
    ]
    assert places == ["engine/units.py"]

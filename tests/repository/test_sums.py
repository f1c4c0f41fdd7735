"""Figures are added one after the other on every Python, as the reference adds them.

Since Python 3.12, ``sum`` gives the same integers but other last digits of floats.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
CALCULATION = ("scoring", "ecobalyse")
# What is added there is made of integers or of decimals.
WHOLE = {
    "(one.visible for one in data.ingredients.values())",
    "(quality.kept for quality in indicative.quality.values())",
    "(item.number for item in self.items)",
    "(item.get(_COUNT, 1) for item in found)",
    "(part.file_size for part in parts.infolist())",
    "(member.is_main for member in members)",
    "map(Decimal, shares)",
    "ones",
    "threes",
}


def sums(source: str) -> Iterator[str]:
    """What is given to ``sum``, unless that only counts."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "sum"
            and not counts(node.args[0])
        ):
            yield ast.unparse(node.args[0])


def counts(given: ast.expr) -> bool:
    """Whether lengths are added, or ones and comparisons."""
    if isinstance(given, ast.GeneratorExp):
        return isinstance(given.elt, ast.Constant | ast.Compare)
    return ast.unparse(given).startswith("map(len, ")


def test_no_figures_are_added_otherwise_on_a_later_python() -> None:
    found = {
        f"{path.relative_to(REPOSITORY)}: {given}"
        for package in CALCULATION
        for path in (REPOSITORY / package).rglob("*.py")
        for given in sums(path.read_text(encoding="utf-8"))
        if given not in WHOLE
    }
    assert not found


def test_a_sum_of_figures_is_found_among_counts() -> None:
    source = "sum(1 for _ in a) + sum(x > 1 for x in a) + sum(map(len, a)) + sum(x.mass for x in a)"
    assert list(sums(source)) == ["(x.mass for x in a)"]

"""Records with more than three fields are constructed with keyword arguments."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PACKAGES = (
    "accounts",
    "benchmarks",
    "ecobalyse",
    "ecobalyse_site",
    "foundation",
    "operation",
    "scoring",
)
# The engine constructs records in every simulation, where keyword arguments would cost time.
LEFT_OUT = "scoring/engine/"
MOST = 3


def sources() -> Iterator[tuple[str, ast.Module]]:
    """The modules of this repository, by path."""
    for package in PACKAGES:
        for path in (REPOSITORY / package).rglob("*.py"):
            name = path.relative_to(REPOSITORY).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def records(trees: Iterable[ast.Module]) -> set[str]:
    """The named tuples and data classes with too many fields for positional arguments."""
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and _is_record(node)
        and sum(isinstance(field, ast.AnnAssign) for field in node.body) > MOST
    }


def _is_record(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base) for base in node.bases}
    decorators = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
    return "NamedTuple" in bases or "dataclass" in decorators


def made_by_place(tree: ast.Module, known: set[str]) -> list[str]:
    """The records constructed with too many positional arguments."""
    return [
        f"{ast.unparse(node.func)} at line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in known
        and len(node.args) > MOST
    ]


def test_records_are_made_by_name() -> None:
    trees = dict(sources())
    known = records(trees.values())
    assert len(known) > 50
    found = {
        name: calls
        for name, tree in trees.items()
        if not name.startswith(LEFT_OUT) and (calls := made_by_place(tree, known))
    }
    assert found == {}


def test_too_many_values_are_seen() -> None:
    tree = ast.parse(
        "class Row(NamedTuple):\n    a: int\n    b: int\n    c: int\n    d: int = 0\n"
        "class Pair(NamedTuple):\n    a: int\n    b: int\n"
        "Row(1, 2, 3), Row(1, 2, 3, d=4), Row(1, 2, 3, 4), rows.Row(*three, 4, 5, 6)\n"
    )
    assert records([tree]) == {"Row"}
    assert len(made_by_place(tree, {"Row"})) == 2

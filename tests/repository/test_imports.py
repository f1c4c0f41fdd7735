"""No module imports itself through others, nor does any part of a package."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

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


def modules() -> dict[str, Path]:
    """The modules of this repository, by name."""
    found = {}
    for package in PACKAGES:
        for path in (REPOSITORY / package).rglob("*.py"):
            parts = path.relative_to(REPOSITORY).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def packages() -> list[str]:
    """The packages of this repository, those inside others too."""
    return sorted(
        ".".join(path.parent.relative_to(REPOSITORY).parts)
        for package in PACKAGES
        for path in (REPOSITORY / package).rglob("__init__.py")
    )


def imported(source: str, known: Mapping[str, object]) -> set[str]:
    """The modules among ``known`` that a source imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
            names.add(node.module)
    # A package itself is imported only if no module in it is.
    return {name for name in names if name in known and not _is_only_a_path(name, names, known)}


def _is_only_a_path(name: str, names: set[str], known: Mapping[str, object]) -> bool:
    return any(other.startswith(f"{name}.") and other in known for other in names)


def circles(graph: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """The groups of modules that import each other."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(name: str) -> Iterator[list[str]]:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                yield from visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                yield sorted(group)

    for name in sorted(graph):
        if name not in index:
            yield from visit(name)


def parts_of(package: str, graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What each part of a package imports of its other parts."""
    parts: dict[str, set[str]] = {}
    for name, others in graph.items():
        part = _part(package, name)
        if part:
            imports = {found for other in others if (found := _part(package, other))}
            parts.setdefault(part, set()).update(imports - {part})
    return parts


def _part(package: str, name: str) -> str:
    """The part of a package that a module is in, "" where it is outside."""
    return name[len(package) + 1 :].partition(".")[0] if name.startswith(f"{package}.") else ""


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    """What each module of this repository imports of it."""
    known = modules()
    return {
        name: imported(path.read_text(encoding="utf-8"), known) - {name}
        for name, path in known.items()
    }


def test_no_modules_import_each_other(graph: dict[str, set[str]]) -> None:
    assert sum(map(len, graph.values())) > 1000
    assert list(circles(graph)) == []


def test_no_parts_of_a_package_import_each_other(graph: dict[str, set[str]]) -> None:
    found = {package: list(circles(parts_of(package, graph))) for package in packages()}
    assert len(found) > 60
    assert {package: parts for package, parts in found.items() if parts} == {}


def test_a_part_imports_what_its_modules_do() -> None:
    graph = {"web.a.one": {"web.b"}, "web.b": {"web.a.two"}, "web.a.two": {"other.c"}}
    assert parts_of("web", graph) == {"a": {"b"}, "b": {"a"}}


def test_a_circle_is_found_however_long() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}
    assert list(circles(graph)) == [["a", "b", "c"]]


def test_an_import_inside_a_function_counts() -> None:
    known = {"pack": 1, "pack.one": 1, "pack.two": 1}
    source = "from pack import one\ndef later():\n    from pack.two import name\n"
    assert imported(source, known) == {"pack.one", "pack.two"}

"""The order of the packages: the table of CONTRIBUTING and the contracts say the same.

import-linter checks that the imports follow the contracts (``make lint``).
"""

import re
import tomllib
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
IMPORTLINTER = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
CONTRACTS: dict[str, Any] = {contract["id"]: contract for contract in IMPORTLINTER["contracts"]}


def _layers(contract: str) -> list[list[str]]:
    """The parts of each layer of a contract, the highest first."""
    return [re.split(r" [|] ", layer) for layer in CONTRACTS[contract]["layers"]]


LAYERS = _layers("layers")
RANKS = {package: rank for rank, layer in enumerate(LAYERS, start=1) for package in layer}
# A row: the rank, the package, its role, and what it must not import despite its rank.
ROW = re.compile(r"^[|] (\d+) [|] `([\w.]+)` [|] [^|]+ [|]([^|]*)[|]$", re.MULTILINE)
# Of the engine: the rank, its parts, and what they are for.
ENGINE_ROW = re.compile(r"^[|] (\d+) [|] ((?:`\w+`(?:, )?)+) [|] [^|]+ [|]$", re.MULTILINE)
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
TABLE = ROW.findall(CONTRIBUTING)


def _left_alone(package: str) -> set[str]:
    """What the contracts forbid a package to import, besides the order; with the exceptions."""
    modules = {
        module
        for contract in CONTRACTS.values()
        if contract["type"] == "forbidden" and package in contract["source_modules"]
        for module in contract["forbidden_modules"]
    }
    for contract in CONTRACTS.values():
        if contract["type"] == "protected" and package not in contract["allowed_importers"]:
            within_reach = {
                module for module in contract["protected_modules"] if RANKS[package] < RANKS[module]
            }
            exceptions = {
                imported
                for importer, imported in (
                    line.split(" -> ") for line in contract["ignore_imports"]
                )
                if importer == f"{package}.**"
            }
            modules |= within_reach | exceptions
    return modules


def test_the_table_has_the_packages_of_the_contracts_in_their_order() -> None:
    assert [(int(rank), package) for rank, package, _ in TABLE] == [
        (rank, package) for package, rank in RANKS.items()
    ]


def test_the_table_says_what_a_package_leaves_alone() -> None:
    for _, package, cell in TABLE:
        assert set(re.findall(r"`([\w.]+)`", cell)) == _left_alone(package), package


def test_the_table_of_the_engine_has_its_parts_in_their_order() -> None:
    rows = ENGINE_ROW.findall(CONTRIBUTING)
    assert [(int(rank), re.findall(r"`(\w+)`", parts)) for rank, parts in rows] == [
        *enumerate(_layers("engine"), start=1)
    ]


def test_every_package_has_its_layer() -> None:
    tops = {path.parent.name for path in REPOSITORY.glob("*/__init__.py")} - {"tests"}
    assert set(IMPORTLINTER["root_packages"]) == tops
    parts = {
        f"scoring.{path.stem}"
        for path in (REPOSITORY / "scoring").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    # The Django app configuration is left out: it imports nothing from this repository.
    assert set(RANKS) == tops - {"scoring"} | parts - {"scoring.__init__", "scoring.apps"}


def test_the_layers_are_whole_packages() -> None:
    for package in RANKS:
        path = REPOSITORY.joinpath(*package.split("."))
        assert path.with_suffix(".py").exists() or (path / "__init__.py").exists(), package

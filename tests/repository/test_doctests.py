"""The examples of docstrings hold."""

import doctest
import importlib
import inspect
from pathlib import Path

import pytest

import ecobalyse

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("accounts", "ecobalyse", "ecobalyse_site", "foundation", "operation", "scoring")
MODULES = sorted(
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
    for package in PACKAGES
    for path in (REPOSITORY / package).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_the_engine_and_the_answers_have_examples() -> None:
    assert len([name for name in MODULES if name.startswith("scoring.engine.")]) >= 30
    assert len([name for name in MODULES if name.startswith("scoring.answers.")]) >= 16


def test_every_function_of_the_library_has_an_example() -> None:
    functions = [getattr(ecobalyse, name) for name in ecobalyse.__all__]
    without = [
        function.__name__
        for function in functions
        if inspect.isfunction(function) and ">>> " not in (function.__doc__ or "")
    ]
    assert without == []


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Examples name the data of a version from the root of the repository.
    monkeypatch.chdir(REPOSITORY)
    found = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert found.attempted > 0
    assert found.failed == 0

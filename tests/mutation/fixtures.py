"""What ``tests/conftest.py`` gives, without Django: each mutant starts a session of tests.

Loaded in place of it by ``make mutants``, whose settings are in ``pyproject.toml`` and beside
this file in ``pytest.ini``.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from scoring.engine.method import Method, load_method

DATA = Path(__file__).parents[2] / "scoring" / "data" / "v7.0.0"
# What never runs while the data are loaded: such a mutant takes the method that is loaded already.
_COMPUTING = (
    "scoring.answers.",
    "scoring.engine.food.",
    "scoring.engine.objects.",
    "scoring.engine.textile.",
    "scoring.engine.trace.",
)
_LOADING = ("tables.", "trims.")

# The same examples for every mutant, and no time spent on making a failure pretty.
settings.register_profile(
    "mutants",
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("mutants")

_loaded: dict[str, Method] = {}
_run_by_loading: set[str] = set()


@pytest.fixture
def method() -> Method:
    """The shipped v7.0.0, loaded by the code under test."""
    mutant = os.environ.get("MUTANT_UNDER_TEST", "")
    computing = mutant.startswith(_COMPUTING) and not any(part in mutant for part in _LOADING)
    key = "" if computing else mutant
    if key not in _loaded:
        _loaded[key] = load_method(DATA)
    if mutant == "stats":
        _say_what_loading_runs()
    return _loaded[key]


def _say_what_loading_runs() -> None:
    """While mutmut notes which functions a test runs: those of the loading are every test's."""
    from mutmut.state import state  # noqa: PLC0415 - only there where mutants are

    if not _run_by_loading:
        _run_by_loading.update(state()._stats)
    state()._stats.update(_run_by_loading)

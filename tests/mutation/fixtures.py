"""What ``tests/conftest.py`` gives, without Django: mutants start a session of tests each.

Loaded in place of it by ``make mutants``, whose settings are in ``pyproject.toml`` and beside
this file in ``pytest.ini``.
"""

from pathlib import Path

import pytest
from hypothesis import Phase, settings

from scoring.engine.method import Method, load_method

REPOSITORY = Path(__file__).parents[2]

# The same examples for every mutant, and no time spent on making a failure pretty.
settings.register_profile(
    "mutants", derandomize=True, deadline=None, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("mutants")


@pytest.fixture(scope="session")
def method() -> Method:
    """The shipped v7.0.0."""
    return load_method(REPOSITORY / "scoring" / "data" / "v7.0.0")

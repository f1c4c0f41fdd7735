"""Fixtures shared by all tests."""

from pathlib import Path

import pytest

from scoring.engine.method import Method, load_method

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def method() -> Method:
    """The shipped v7.0.0."""
    return load_method(REPOSITORY / "scoring" / "data" / "v7.0.0")

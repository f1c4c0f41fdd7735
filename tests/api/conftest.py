"""Fixtures of the API's tests."""

from typing import Any

import pytest

from tests.api.document import served


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The OpenAPI document as a client reads it."""
    return served()

"""Fixtures of the tests of what each request goes through."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def counters(settings: Any, tmp_path: Path) -> Any:
    """Counters of the test's own, and the settings to change."""
    settings.CACHES = {
        "default": {
            "BACKEND": "ecobalyse_site.counters.SharedCounterCache",
            "LOCATION": str(tmp_path / "counters"),
        }
    }
    return settings

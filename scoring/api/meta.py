"""The ``meta`` of every simulator answer (api.md 5.5)."""

from typing import Any

from scoring import __version__
from scoring.api.levels import Served
from scoring.engine.method import Method


def meta(method: Method, served: Served, warnings: list[str]) -> dict[str, Any]:
    """Say which method, data and program gave the figures, and what to know of them."""
    manifest = method.dataset.manifest
    return {
        "methodVersion": manifest.version,
        "dataVersion": manifest.data_version,
        "engineVersion": __version__,
        "impactsLevel": served.level,
        "warnings": warnings,
    }

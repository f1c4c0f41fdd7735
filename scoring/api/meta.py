"""The ``meta`` of every simulator answer (api.md 5.5)."""

from typing import Any

from scoring import __version__
from scoring.engine.method import Method
from scoring.levels import Served


def meta(method: Method, served: Served, warnings: list[str]) -> dict[str, Any]:
    """Say which method, data and program gave the figures, and what to know of them."""
    manifest = method.dataset.manifest
    said = {
        "methodVersion": manifest.version,
        "dataVersion": manifest.data_version,
        "engineVersion": __version__,
        "impactsLevel": served.level,
        "warnings": [*warnings, *served.warnings()],
    }
    if served.indicative is not None:
        said["indicative"] = {
            "sources": [
                f"{source.name} ({source.licence})" for source in served.indicative.sources
            ],
            "ratios": served.indicative.ratios,
            "missingProcesses": [
                {"id": process.id, "name": process.name} for process in served.lacking.processes
            ],
        }
    return said

"""The ``meta`` of every simulator response (api.md 5.5)."""

from collections.abc import Iterable
from typing import Any

from scoring import __version__
from scoring.answers.cautions import warning
from scoring.answers.levels import Served
from scoring.engine.cautions import Caution
from scoring.engine.method import Method
from scoring.engine.own import Own
from scoring.engine.records import Process

REGULATORY = "regulatory"
OTHER = "other"


def meta(
    method: Method, sector: str, served: Served, cautions: Iterable[Caution]
) -> dict[str, Any]:
    """Describe the method, data and program that produced the figures, with their caveats."""
    manifest = method.dataset.manifest
    said: dict[str, Any] = {
        "methodVersion": manifest.version,
        "dataVersion": manifest.data_version,
        "engineVersion": __version__,
        "impactsLevel": served.level,
        "methodStatus": REGULATORY if sector in manifest.regulatory else OTHER,
        "warnings": [warning(caution) for caution in cautions],
    }
    if (indicative := served.indicative) is not None:
        said["indicative"] = {
            "sources": list(indicative.credits),
            "ratios": indicative.ratios,
            "missingProcesses": [
                {"id": process.id, "name": process.name}
                for lacking in served.lacking
                for process in lacking.processes
            ],
        }
    if served.own is not None:
        said["own"] = _own(served, served.own)
    return said


def _own(served: Served, own: Own) -> dict[str, Any]:
    """What the operator's figures cover, how they compare, and what this simulation lacks."""
    lacking: dict[Process, list[str]] = {}
    for trigram, processes in served.missing.items():
        for process in processes:
            lacking.setdefault(process, []).append(trigram)
    return {
        "source": own.source,
        "processes": own.covered,
        "coverage": {trigram: count for trigram, count in own.coverage.items() if count},
        "compared": own.compared,
        "ratios": own.ratios,
        "acceptedProcesses": [
            {"id": process.id, "name": process.name} for process in served.accepted
        ],
        "missingProcesses": [
            {"id": process.id, "name": process.name, "impacts": sorted(trigrams)}
            for process, trigrams in lacking.items()
        ],
    }

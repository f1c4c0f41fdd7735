"""The response about a product in two versions (api.md 6.5)."""

from typing import Any

from scoring.answers.cautions import warning
from scoring.answers.meta import OTHER, REGULATORY
from scoring.answers.sector import Computed
from scoring.answers.sectors import TEXTILE
from scoring.answers.versions.comparison import Comparison, Moved, MovedProcess
from scoring.answers.versions.stages import Use
from scoring.engine.numbers import plain, running_sum

# Number of processes listed; the others are summed up in one entry.
MOST_PROCESSES = 20


def answer_of(comparison: Comparison, origin: str) -> dict[str, Any]:
    """The response of the endpoints; ``origin`` is the site's address.

    Points of ``ecs`` after durability, not rounded.
    """
    shown = comparison.processes[:MOST_PROCESSES]
    return {
        "from": _side(comparison.first, origin),
        "to": _side(comparison.second, origin),
        "difference": comparison.score.difference,
        "ratio": comparison.ratio,
        "stages": [{"stage": part.name, **_points(part)} for part in comparison.stages],
        "complements": [
            {"complement": part.name, **_points(part)} for part in comparison.complements
        ],
        "processes": [_process(process) for process in shown],
        "otherProcesses": others_of(comparison.processes[MOST_PROCESSES:]),
        "renamedIds": [
            {"field": one.field, "from": one.former, "to": one.current, "name": one.name}
            for one in comparison.renamed
        ],
        "lackingScores": [
            {"methodVersion": version, "impact": trigram} for version, trigram in comparison.lacking
        ],
        "meta": comparison.first.meta(comparison.first.impacts),
    }


def others_of(processes: list[MovedProcess]) -> dict[str, Any]:
    """The sum of the processes that changed least."""
    first = running_sum(one.first.points for one in processes if one.first)
    second = running_sum(one.second.points for one in processes if one.second)
    together = Moved("", float(first), float(second))
    return {"count": len(processes), **_points(together)}


def _side(computed: Computed[Any, Any, Any], origin: str) -> dict[str, Any]:
    query = computed.sector.repeat(computed.query)
    manifest = computed.method.dataset.manifest
    side: dict[str, Any] = {
        "methodVersion": manifest.version,
        "methodStatus": REGULATORY if computed.sector.scope in manifest.regulatory else OTHER,
        "dataVersion": manifest.data_version,
        "scores": {
            trigram: computed.impacts[trigram] for trigram in computed.method.scores.trigrams
        },
        "query": query,
        "webUrl": computed.link(origin, query),
        "warnings": [warning(caution) for caution in computed.cautions(computed.impacts)],
    }
    if computed.sector.name == TEXTILE.name:
        side["durability"] = computed.simulation.durability.coefficient
    return side


def _process(process: MovedProcess) -> dict[str, Any]:
    use = process.second or process.first
    return {
        "name": process.name,
        "unit": use.process.unit if use else "",
        "reason": process.reason,
        "from": _use(process.first),
        "to": _use(process.second),
        "difference": process.difference,
    }


def _use(use: Use | None) -> dict[str, Any] | None:
    if use is None:
        return None
    return {
        "id": use.process.id,
        "source": use.process.source,
        "amount": plain(use.amount),
        "figure": use.figure,
        "points": use.points,
    }


def _points(part: Moved) -> dict[str, float]:
    return {"from": part.first, "to": part.second, "difference": part.difference}

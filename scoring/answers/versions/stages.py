"""The points of a product by stage and by process, after durability (api.md 6.5).

The stages add up to the score, as do the processes with the complements. All are the simulators'
own figures: there is no second computation.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scoring.answers.breakdown import divided
from scoring.answers.sector import Computed
from scoring.answers.sectors import TEXTILE
from scoring.answers.textile.stages import GARMENT_STAGES, STAGES_BY_STEP, TRANSPORTS, TRIMS
from scoring.engine.impacts import ImpactTable
from scoring.engine.records import Process

ECS = ("ecs",)

Points = Mapping[str, float]


class Use(NamedTuple):
    """A product's use of a process: an amount in its unit, and points of ``ecs``.

    ``figure`` is the points per unit, ``points`` those of the amount, after durability.
    """

    process: Process
    amount: float
    figure: float
    points: float


def stages_of(computed: Computed[Any, Any, Any]) -> dict[str, float]:
    """Points by stage; a disabled stage has 0."""
    return _OF_SECTOR.get(computed.sector.name, _families)(computed)


def complements_of(computed: Computed[Any, Any, Any]) -> dict[str, float]:
    """Points of the complements, which are also included in the stages."""
    divisor = _divisor(computed)
    return {name: divided((points,), divisor)[0] for name, points in computed.complements.items()}


def uses_of(computed: Computed[Any, Any, Any]) -> dict[str, Use]:
    """The product's use of each process, by process id, in the order of the flows."""
    amounts: dict[int, float] = {}
    for index, amount in computed.sector.flows(computed.simulation):
        amounts[index] = amounts.get(index, 0.0) + amount
    table = computed.method.scores.select(ECS)
    divisor = _divisor(computed)
    processes = _by_index(computed)
    return {
        processes[index].id: Use(
            process=processes[index],
            amount=amount,
            figure=_points(table, index, 1.0),
            points=divided((_points(table, index, amount),), divisor)[0],
        )
        for index, amount in amounts.items()
    }


def _points(table: ImpactTable, index: int, amount: float) -> float:
    return table.weigh(((index, amount),))[0]


def _by_index(computed: Computed[Any, Any, Any]) -> dict[int, Process]:
    return {process.index: process for process in computed.method.dataset.processes.values()}


def _garment(garment: Computed[Any, Any, Any]) -> dict[str, float]:
    ecs = garment.served.table.trigrams.index("ecs")
    totals = garment.results.totals
    points = dict.fromkeys(GARMENT_STAGES, 0.0)
    for step, impacts in zip(garment.simulation.steps, garment.results.steps, strict=True):
        if step.enabled:
            points[STAGES_BY_STEP[step.code]] = impacts.own[ecs]
    points[TRANSPORTS] = totals.transport[ecs]
    points[TRIMS] = totals.trims[ecs]
    after = divided(tuple(points.values()), _divisor(garment))
    return dict(zip(points, after, strict=True))


def _families(computed: Computed[Any, Any, Any]) -> dict[str, float]:
    """The stages of sectors without durability, which are their families."""
    ecs = computed.served.table.trigrams.index("ecs")
    return {family: vector[ecs] for family, vector in computed.families.items()}


def _divisor(computed: Computed[Any, Any, Any]) -> float:
    """The durability of a garment (textile.md 11); 1 in sectors without durability."""
    if computed.sector.name != TEXTILE.name:
        return 1.0
    durability: float = computed.simulation.durability.coefficient
    return durability


_OF_SECTOR: Mapping[str, Callable[[Computed[Any, Any, Any]], dict[str, float]]] = {
    TEXTILE.name: _garment,
}

"""Growing or making the fibres (textile.md 7.1)."""

from scoring.engine.impacts import Flow
from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.work import Work
from scoring.engine.textile.tables import TextileTables


def material_work(query: Query, tables: TextileTables, output_mass: float) -> Work:
    """Impacts of ``output_mass`` kg of fibres, shared out as the request says."""
    flows: list[Flow] = []
    for item in query.materials:
        mass = output_mass * item.share
        for process, factor in tables.material_flows[item.material.id]:
            flows.append((process, mass * factor))
    return Work(tuple(flows))

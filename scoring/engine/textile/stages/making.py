"""Sewing the garment, and fading it (textile.md 7.5)."""

from scoring.engine.impacts import Flow
from scoring.engine.records import Country
from scoring.engine.textile import vocabulary
from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.work import MJ_PER_KWH, Work
from scoring.engine.textile.tables import TextileTables

KWH_PER_MINUTE = 0.029


def making_work(query: Query, tables: TextileTables, country: Country, output_mass: float) -> Work:
    """Electricity of sewing one garment; fading is on ``output_mass`` kg, loss included."""
    electricity = country.electricity.index
    kwh = KWH_PER_MINUTE * vocabulary.MAKING_MINUTES[making_complexity(query)]
    flows: list[Flow] = [(electricity, kwh)]
    heat_mj = 0.0
    if query.fading:
        fading = tables.roles["fading"]
        fading_kwh = output_mass * fading.elec_mj / MJ_PER_KWH
        heat_mj = output_mass * fading.heat_mj
        kwh += fading_kwh
        flows += (
            (fading.index, output_mass),
            (electricity, fading_kwh),
            (country.heat.index, heat_mj),
        )
    return Work(tuple(flows), kwh, heat_mj)


def making_complexity(query: Query) -> str:
    """The complexity in force: the category's own fabric has no say in it."""
    asked = query.complexity_asked
    if asked is not None:
        return asked
    if query.fabric_process == vocabulary.KNITTING_FULLY_FASHIONED:
        return "very-low"
    if query.fabric_process == vocabulary.KNITTING_INTEGRAL:
        return "not-applicable"
    return query.product.making_complexity

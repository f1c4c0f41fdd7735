"""Washing, drying and ironing (textile.md 7.6)."""

from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.work import MJ_PER_KWH, Work
from scoring.engine.textile.tables import TextileTables


def use_work(query: Query, tables: TextileTables, care_cycles: float) -> Work:
    """Care of one garment over its life; ironing is per garment, the rest per kg."""
    product = query.product
    care = product.care_process
    kwh = care_cycles * (product.ironing_elec_mj + query.mass * care.elec_mj) / MJ_PER_KWH
    electricity = tables.roles["electricity_use"].index
    return Work(((electricity, kwh), (care.index, care_cycles * query.mass)), kwh)

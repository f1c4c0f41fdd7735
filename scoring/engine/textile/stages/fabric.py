"""Weaving or knitting the yarn (textile.md 7.3)."""

from scoring.engine.numbers import round_half_up
from scoring.engine.records import Country
from scoring.engine.textile import vocabulary
from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.work import MJ_PER_KWH, Work
from scoring.engine.textile.tables import TextileTables

WEAVING_KWH_PER_PICK_METRE = 0.0003145
YARN_TAKE_UP = 1.08


def fabric_work(query: Query, tables: TextileTables, country: Country, output_mass: float) -> Work:
    """Electricity of making ``output_mass`` kg of fabric."""
    fabric = query.fabric_process or query.product.fabric
    if fabric != vocabulary.WEAVING:
        kwh = output_mass * tables.fabrics[fabric].elec_mj / MJ_PER_KWH
        return Work(((country.electricity.index, kwh),), kwh)
    surface_mass = query.product.surface_mass if query.surface_mass is None else query.surface_mass
    yarn_size = query.product.yarn_size if query.yarn_size is None else query.yarn_size
    surface = output_mass * 1000 / surface_mass
    density = thread_density(surface_mass, yarn_size)
    picking = round_half_up(density * surface * 100)
    kwh = WEAVING_KWH_PER_PICK_METRE * picking
    return Work(((country.electricity.index, kwh),), kwh, 0.0, density, picking)


def thread_density(surface_mass: float, yarn_size: float) -> float:
    """Threads a cm of a woven fabric of ``surface_mass`` g/m2, of a yarn of ``yarn_size`` Nm."""
    return surface_mass * yarn_size / 100 / 2 / YARN_TAKE_UP

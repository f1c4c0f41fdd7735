"""Spinning the fibres into yarn (textile.md 7.2)."""

from scoring.engine.records import Country
from scoring.engine.textile import vocabulary
from scoring.engine.textile.masses import spinning_process
from scoring.engine.textile.query import Query
from scoring.engine.textile.stages.work import Work

REFERENCE_YARN_SIZE = 50.0
NORMALIZATION = {
    vocabulary.CONVENTIONAL_SPINNING: 4.0,
    vocabulary.UNCONVENTIONAL_SPINNING: 2.0,
    vocabulary.SYNTHETIC_SPINNING: 1.5,
}


def spinning_work(query: Query, country: Country, output_mass: float) -> Work:
    """Electricity of spinning ``output_mass`` kg of yarn: the finer the yarn, the more."""
    yarn_size = query.product.yarn_size if query.yarn_size is None else query.yarn_size
    kwh = 0.0
    for item in query.materials:
        normalization = NORMALIZATION[spinning_process(item)]
        kwh += yarn_size / REFERENCE_YARN_SIZE * normalization * output_mass * item.share
    return Work(((country.electricity.index, kwh),), kwh)

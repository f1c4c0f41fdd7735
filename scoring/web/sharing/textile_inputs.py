"""The inputs of a garment as a person reads them, the defaults in force included."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.engine.textile import vocabulary
from scoring.engine.textile.query import Query
from scoring.engine.textile.resolve import (
    DEFAULT_DEAD_STOCK,
    DEFAULT_DYEING,
    making_complexity,
    making_waste,
)
from scoring.engine.textile.simulate import Simulation
from scoring.web.figures import percentage
from scoring.web.labels import label
from scoring.web.sharing.outcome import Cell, Row
from scoring.web.textile import words


def input_rows(simulation: Simulation) -> Iterator[Row]:
    """One row a parameter; what the request leaves out is marked as the default that holds."""
    query = simulation.query
    yield from _garment(simulation)
    for item in query.materials:
        origin = item.country or item.material.default_country
        name = _("%(share)s %(material)s, origine %(country)s") % {
            "share": percentage(item.share),
            "material": label(item.material),
            "country": label(origin),
        }
        note = _("origine par défaut") if item.country is None else ""
        yield Row(_field("material"), (Cell(name, note=note),))
        if item.spinning is not None:
            yield Row(_field("spinning"), (Cell(str(words.SPINNINGS[item.spinning])),))
    yield from _durability(query)
    yield from _stages(simulation)


def _garment(simulation: Simulation) -> Iterator[Row]:
    query = simulation.query
    yield Row(_field("product"), (Cell(label(query.product)),))
    yield Row(_field("mass"), (Cell(query.mass, "kg", 3),))
    yield Row(_field("upcycled"), (Cell(_yes(query.upcycled)),))
    if query.disabled_steps:
        names = ", ".join(str(words.STEPS[code]) for code in query.disabled_steps)
        yield Row(_field("disabledSteps"), (Cell(names),))
    trims = ", ".join(f"{line.quantity} × {label(line.component)}" for line in simulation.trims)
    yield Row(_field("trims"), (_asked(trims or _("aucun"), query.trims),))


def _durability(query: Query) -> Iterator[Row]:
    product = query.product
    yield Row(_field("price"), (_figure(query.price, product.price, "€"),))
    references = _figure(query.number_of_references, product.number_of_references, "", 0)
    yield Row(_field("numberOfReferences"), (references,))
    business = str(words.BUSINESSES[query.business or product.business])
    yield Row(_field("business"), (_asked(business, query.business),))
    if query.physical_durability is not None:
        yield Row(_field("physicalDurability"), (Cell(query.physical_durability),))


def _stages(simulation: Simulation) -> Iterator[Row]:
    query = simulation.query
    product = query.product
    # The unknown country says by its name that it is the default.
    country = {step.code: label(step.country) for step in simulation.steps}
    yield Row(_field("countrySpinning"), (Cell(country[vocabulary.SPINNING]),))
    yield Row(_field("yarnSize"), (_figure(query.yarn_size, product.yarn_size, "Nm"),))
    yield Row(_field("countryFabric"), (Cell(country[vocabulary.FABRIC]),))
    fabric = str(words.FABRICS[query.fabric_process or product.fabric])
    yield Row(_field("fabricProcess"), (_asked(fabric, query.fabric_process),))
    yield Row(
        _field("surfaceMass"), (_figure(query.surface_mass, product.surface_mass, "g/m²", 0),)
    )
    yield Row(_field("countryDyeing"), (Cell(country[vocabulary.ENNOBLING]),))
    dyeing = str(words.DYEINGS[query.dyeing_process_type or DEFAULT_DYEING])
    yield Row(_field("dyeingProcessType"), (_asked(dyeing, query.dyeing_process_type),))
    printing = _("aucune")
    if query.printing is not None:
        kind = words.PRINTINGS[query.printing.kind]
        printing = f"{kind}, {percentage(query.printing.ratio)}"
    yield Row(_field("printing"), (_asked(printing, query.printing),))
    yield Row(_field("countryMaking"), (Cell(country[vocabulary.MAKING]),))
    complexity = str(words.COMPLEXITIES[making_complexity(query)])
    yield Row(_field("makingComplexity"), (_asked(complexity, query.making_complexity),))
    waste = percentage(making_waste(query))
    yield Row(_field("makingWaste"), (_asked(waste, query.making_waste),))
    stock = DEFAULT_DEAD_STOCK if query.making_dead_stock is None else query.making_dead_stock
    yield Row(_field("makingDeadStock"), (_asked(percentage(stock), query.making_dead_stock),))
    making = next(step for step in simulation.steps if step.code == vocabulary.MAKING)
    air = percentage(making.air_ratio)
    yield Row(_field("airTransportRatio"), (_asked(air, query.air_transport_ratio),))
    yield Row(_field("fading"), (_asked(_yes(query.fading), query.fading),))


def _figure(asked: float | None, default: float, unit: str, decimals: int = 2) -> Cell:
    if asked is None:
        return Cell(default, unit, decimals, _("par défaut"))
    return Cell(asked, unit, decimals)


def _asked(text: str, asked: object) -> Cell:
    return Cell(text, note=_("par défaut") if asked is None else "")


def _yes(value: bool | None) -> str:
    return _("oui") if value else _("non")


def _field(name: str) -> str:
    return str(words.FIELDS[name])

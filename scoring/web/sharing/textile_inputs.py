"""The inputs of a garment as a person reads them, the defaults in force included."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from scoring.engine.textile import vocabulary
from scoring.engine.textile.masses import DEFAULT_DEAD_STOCK, making_waste
from scoring.engine.textile.query import Query
from scoring.engine.textile.simulate import Simulation
from scoring.engine.textile.stages.ennobling import DEFAULT_DYEING
from scoring.engine.textile.stages.making import making_complexity
from scoring.web.figures import percentage
from scoring.web.labels import label
from scoring.web.sharing.outcome import Cell, Row

_SPINNING = {
    vocabulary.CONVENTIONAL_SPINNING: gettext_noop("filature conventionnelle"),
    vocabulary.UNCONVENTIONAL_SPINNING: gettext_noop("filature non conventionnelle"),
    vocabulary.SYNTHETIC_SPINNING: gettext_noop("filage"),
}


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
        yield Row(_("Matière"), (Cell(name, note=note),))
        if item.spinning is not None:
            yield Row(_("Filature de cette matière"), (Cell(_(_SPINNING[item.spinning])),))
    yield from _durability(query)
    yield from _stages(simulation)


def _garment(simulation: Simulation) -> Iterator[Row]:
    query = simulation.query
    yield Row(_("Catégorie de produit"), (Cell(label(query.product)),))
    yield Row(_("Masse du produit fini"), (Cell(query.mass, "kg", 3),))
    yield Row(_("Remanufacturé"), (Cell(_yes(query.upcycled)),))
    if query.disabled_steps:
        names = ", ".join(_(vocabulary.STEP_LABELS[code]) for code in query.disabled_steps)
        yield Row(_("Étapes désactivées"), (Cell(names),))
    trims = ", ".join(f"{line.quantity} × {label(line.component)}" for line in simulation.trims)
    yield Row(_("Accessoires"), (_asked(trims or _("aucun"), query.trims),))


def _durability(query: Query) -> Iterator[Row]:
    product = query.product
    yield Row(_("Prix neuf"), (_figure(query.price, product.price, "€"),))
    references = _figure(query.number_of_references, product.number_of_references, "", 0)
    yield Row(_("Nombre de références"), (references,))
    business = _(vocabulary.BUSINESS_LABELS[query.business or product.business])
    yield Row(_("Entreprise"), (_asked(business, query.business),))
    if query.physical_durability is not None:
        yield Row(_("Durabilité physique"), (Cell(query.physical_durability),))


def _stages(simulation: Simulation) -> Iterator[Row]:
    query = simulation.query
    product = query.product
    country = {step.code: label(step.country) for step in simulation.steps}
    asked = {
        vocabulary.SPINNING: query.country_spinning,
        vocabulary.FABRIC: query.country_fabric,
        vocabulary.ENNOBLING: query.country_dyeing,
        vocabulary.MAKING: query.country_making,
    }
    yield Row(_("Pays de filature"), (_place(country, asked, vocabulary.SPINNING),))
    yield Row(_("Titrage"), (_figure(query.yarn_size, product.yarn_size, "Nm"),))
    yield Row(_("Pays de tissage ou tricotage"), (_place(country, asked, vocabulary.FABRIC),))
    fabric = _(vocabulary.FABRIC_LABELS[query.fabric_process or product.fabric])
    yield Row(_("Étoffe"), (_asked(fabric, query.fabric_process),))
    yield Row(_("Grammage"), (_figure(query.surface_mass, product.surface_mass, "g/m²", 0),))
    yield Row(_("Pays d'ennoblissement"), (_place(country, asked, vocabulary.ENNOBLING),))
    dyeing = _(vocabulary.DYEING_LABELS[query.dyeing_process_type or DEFAULT_DYEING])
    yield Row(_("Teinture"), (_asked(dyeing, query.dyeing_process_type),))
    printing = _("aucune")
    if query.printing is not None:
        kind = _(vocabulary.PRINTING_LABELS[query.printing.kind])
        printing = f"{kind}, {percentage(query.printing.ratio)}"
    yield Row(_("Impression"), (_asked(printing, query.printing),))
    yield Row(_("Pays de confection"), (_place(country, asked, vocabulary.MAKING),))
    complexity = _(vocabulary.COMPLEXITY_LABELS[making_complexity(query)])
    yield Row(_("Complexité de confection"), (_asked(complexity, query.making_complexity),))
    waste = percentage(making_waste(query))
    yield Row(_("Perte en confection"), (_asked(waste, query.making_waste),))
    stock = DEFAULT_DEAD_STOCK if query.making_dead_stock is None else query.making_dead_stock
    yield Row(_("Stocks dormants"), (_asked(percentage(stock), query.making_dead_stock),))
    making = next(step for step in simulation.steps if step.code == vocabulary.MAKING)
    air = percentage(making.air_ratio)
    yield Row(_("Transport aérien"), (_asked(air, query.air_transport_ratio),))
    yield Row(_("Délavage"), (_asked(_yes(query.fading), query.fading),))


def _place(country: dict[str, str], asked: dict[str, Any], code: str) -> Cell:
    return _asked(country[code], asked[code])


def _figure(asked: float | None, default: float, unit: str, decimals: int = 2) -> Cell:
    if asked is None:
        return Cell(default, unit, decimals, _("par défaut"))
    return Cell(asked, unit, decimals)


def _asked(text: str, asked: object) -> Cell:
    return Cell(text, note=_("par défaut") if asked is None else "")


def _yes(value: bool | None) -> str:
    return _("oui") if value else _("non")

"""The results column of a garment (web.md 3.5)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.answers import breakdown
from scoring.web import figures
from scoring.web.cascade import cascade_of_garment
from scoring.web.labels import label
from scoring.web.scores import ColumnResults, column_results
from scoring.web.weighing import ShownProduct

# The names of the complements, by key.
COMPLEMENTS = {
    "microfibers": gettext_lazy("Complément microfibres"),
    "outOfEuropeEOL": gettext_lazy("Complément fin de vie hors d'Europe"),
}


def textile_results(product: ShownProduct) -> ColumnResults:
    """Build the results of a garment."""
    computed, shown = product
    simulation, results = computed.simulation, computed.results
    name, mass = label(simulation.query.product), simulation.query.mass
    details: list[tuple[Any, str]] = [
        (
            _("Produit"),
            _("{product}, {mass}").format(product=name, mass=figures.kilograms(mass)),
        ),
        (_("Pour 100 g"), shown.text_of(computed.for_mass(breakdown.COMPARED_KG))),
        (_("Avant durabilité"), shown.text_of(results.totals.without_durability)),
        (_("Coefficient de durabilité"), figures.number(simulation.durability.coefficient)),
    ]
    column = column_results(product, details, None, COMPLEMENTS)
    return column._replace(cascade=cascade_of_garment(computed, shown))

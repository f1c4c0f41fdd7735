"""The results column of a recipe (web.md 3.5 and 4)."""

from typing import Any

from django.utils.translation import gettext as _

from scoring.answers import breakdown
from scoring.web import figures
from scoring.web.scores import ColumnResults, column_results
from scoring.web.weighing import ShownProduct
from scoring.web.words import food as words

_ANCHORS = {
    breakdown.MATERIALS: "stage-material",
    breakdown.TRANSFORM: "stage-transform",
    breakdown.PACKAGING: "stage-packaging",
    breakdown.TRANSPORTS: "transport-material",
    breakdown.DISTRIBUTION: "stage-distribution",
    breakdown.USAGE: "stage-use",
}


def food_results(product: ShownProduct) -> ColumnResults:
    """Build the results of a recipe."""
    computed, shown = product
    masses = computed.simulation.masses
    details: list[tuple[Any, str]] = [
        (_("Par kg de produit préparé"), shown.text_of(computed.results.per_kg)),
        (_("Masse préparée"), figures.kilograms(masses.prepared)),
        (_("Masse emballée"), figures.kilograms(masses.total)),
    ]
    complements = {
        code: _("Complément {name}").format(name=name)
        for code, name in zip(computed.complements, words.SERVICES.values(), strict=True)
    }
    return column_results(product, details, _ANCHORS, complements)

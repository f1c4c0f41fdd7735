"""The results column of an object or a light vehicle (web.md 4)."""

from typing import Any

from django.utils.translation import gettext as _

from scoring.answers import breakdown
from scoring.web import figures
from scoring.web.scores import ColumnResults, column_results
from scoring.web.weighing import ShownProduct

_ANCHORS = {
    breakdown.MATERIALS: "stage-material",
    breakdown.TRANSFORM: "stage-material",
}


def components_results(product: ShownProduct) -> ColumnResults:
    """Build the results of a product."""
    computed, shown = product
    details: list[tuple[Any, str]] = []
    if computed.mass:
        details.append((_("Par kg"), shown.text_of(computed.for_mass(1.0))))
    details.append((_("Masse du produit"), figures.kilograms(computed.mass)))
    return column_results(product, details, _ANCHORS, {})

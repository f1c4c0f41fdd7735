"""The results column of a garment (web.md 3.5)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.answers import breakdown
from scoring.answers.textile.breakdown import parts_of
from scoring.web import figures
from scoring.web.labels import label
from scoring.web.scores import ColumnResults, column_results
from scoring.web.weighing import Outcome
from scoring.web.words.breakdown import FAMILIES

_ANCHORS = {
    breakdown.TRIMS: "trims",
    breakdown.MATERIALS: "stage-material",
    breakdown.TRANSFORM: "stage-spinning",
    breakdown.TRANSPORTS: "transport-material",
    breakdown.DISTRIBUTION: "stage-distribution",
    breakdown.USAGE: "stage-use",
    breakdown.END_OF_LIFE: "stage-eol",
}
_WITH_ONE_CARD = (breakdown.TRIMS, breakdown.MATERIALS, breakdown.USAGE, breakdown.END_OF_LIFE)
# The names of the complements, by key.
COMPLEMENTS = {
    "microfibers": gettext_lazy("Complément microfibres"),
    "outOfEuropeEOL": gettext_lazy("Complément fin de vie hors d'Europe"),
}


def textile_results(outcome: Outcome) -> ColumnResults:
    """Build the results of a garment."""
    computed, shown = outcome
    simulation, results = computed.simulation, computed.results
    product, mass = label(simulation.query.product), simulation.query.mass
    details: list[tuple[Any, str]] = [
        (
            _("Produit"),
            _("{product}, {mass}").format(product=product, mass=figures.kilograms(mass)),
        ),
        (_("Pour 100 g"), shown.text_of(computed.for_mass(breakdown.COMPARED_KG))),
        (_("Avant durabilité"), shown.text_of(results.totals.without_durability)),
        (_("Coefficient de durabilité"), figures.number(simulation.durability.coefficient)),
    ]
    column = column_results(outcome, details, _ANCHORS, COMPLEMENTS)
    return column._replace(division=_division(outcome))


def _division(outcome: Outcome) -> str:
    """Explains where a stage's two figures are shown, and how one leads to the other.

    The example is the largest part with a single card, which shows it before durability.
    """
    computed, shown = outcome
    durability = computed.simulation.durability.coefficient
    text = _("Étapes après durabilité ; leurs cartes donnent les valeurs avant durabilité.")
    before = parts_of(computed.simulation, computed.results, shown.served.table)
    known = {
        family: figure
        for family in _WITH_ONE_CARD
        if (figure := shown.figure(computed.families[family]))
    }
    if not known:
        return text
    largest = max(known, key=lambda family: known[family])
    worked = _("{part} : {division}.").format(
        part=FAMILIES[largest],
        division=figures.division(
            shown.figure(before[largest]), durability, shown.text(known[largest])
        ),
    )
    return f"{text} {worked}"

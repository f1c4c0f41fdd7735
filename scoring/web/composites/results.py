"""The results column of a set, and of a garment in parts (web.md 3.9)."""

import math
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers import breakdown
from scoring.answers.textile.composites import (
    durability_of,
    forms_of,
    portal_of,
    shares_of,
    totals_of,
)
from scoring.engine.numbers import divide
from scoring.web import figures
from scoring.web.labels import label
from scoring.web.scores import ColumnResults, ShareRow, column_results
from scoring.web.textile.results import COMPLEMENTS
from scoring.web.weighing import ShownProduct
from scoring.web.words.composites import FORMS


class FormRow(NamedTuple):
    """One of the ways to compute a garment in parts, and its score."""

    code: str
    name: Any
    value: str
    difference: str
    is_shown: bool


def set_results(product: ShownProduct) -> ColumnResults:
    """Build the results of a set."""
    units = product.computed.query.units
    articles = _("Lot d'un article") if units == 1 else _("Lot de {count} articles")
    return _column(product, articles.format(count=figures.significant(units)))


def garment_results(product: ShownProduct) -> ColumnResults:
    """Build the results of a garment in parts."""
    return _column(product, label(product.computed.query.main_part.product))


def _column(product: ShownProduct, name: str) -> ColumnResults:
    computed, shown = product
    mass = figures.kilograms(computed.mass)
    details: list[tuple[Any, str]] = [
        (_("Produit"), _("{product}, {mass}").format(product=name, mass=mass)),
        (_("Pour 100 g"), shown.text_of(computed.for_mass(breakdown.COMPARED_KG))),
        (_("Avant durabilité"), shown.text_of(computed.undivided)),
        (_("Durabilité équivalente"), figures.number(durability_of(computed))),
    ]
    return column_results(product, details, {}, COMPLEMENTS)


def piece_rows(product: ShownProduct, names: list[str]) -> list[ShareRow]:
    """Each item's or part's share of the whole, linked to its card."""
    computed, shown = product
    rows = []
    pieces = zip(names, totals_of(computed), shares_of(computed), strict=True)
    for position, (name, own, share) in enumerate(pieces):
        rows.append(
            ShareRow(
                name=name,
                value=shown.text_of(own),
                percentage=figures.percentage(share, 1),
                width=max(0, min(100, round(share * 100))) if math.isfinite(share) else 0,
                anchor=f"item-{position}",
            )
        )
    return rows


def form_rows(product: ShownProduct) -> list[FormRow]:
    """The three ways to compute a garment in parts, side by side."""
    computed, shown = product
    asked = computed.query.simplification
    rows = []
    first: float | None = None
    for found in forms_of(computed):
        form = found.query.simplification
        figure = shown.figure(found.total)
        if form is None:
            first = figure
        difference = ""
        if form is not None and figure is not None and first:
            ratio = divide(figure - first, first)
            difference = f"{'+' if ratio >= 0 else ''}{figures.percentage(ratio, 1)}"
        code = "" if form is None else str(form)
        rows.append(
            FormRow(
                code=code,
                name=FORMS[code],
                value=shown.text(figure),
                difference=difference,
                is_shown=form == asked,
            )
        )
    return rows


def portal_sentence(product: ShownProduct) -> str:
    """What the portal would compute and why, "" if it is the same."""
    score, reason = portal_of(product.computed)
    if score is None or reason is None:
        return ""
    value = figures.quantity(score, "Pts")
    told = _("Le portail de déclaration donnerait {score}.").format(score=value)
    return f"{told} {_(reason)}"

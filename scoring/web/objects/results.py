"""The results column of an object or a light vehicle (web.md 4)."""

import math
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.method import Method
from scoring.engine.objects.product import Product, Results
from scoring.web import figures
from scoring.web.labels import label
from scoring.web.scores import Bar, ScoreCard, bars, impact_bars, score_card, sub_score_bars
from scoring.web.weighing import Shown


class ComponentsResults(NamedTuple):
    """What the column shows."""

    card: ScoreCard
    stages: list[Bar]
    sub_scores: list[Bar]
    impacts: list[Bar]
    warnings: list[str]


def components_results(
    method: Method, product: Product, results: Results, shown: Shown
) -> ComponentsResults:
    """Write the results of a product."""
    detailed = shown.detailed and shown.is_score and bool(results.items)
    return ComponentsResults(
        _card(results, shown),
        _stages(results, shown),
        sub_score_bars(method, shown, results.impacts, 0.0) if detailed else [],
        impact_bars(method, shown, results.impacts, []) if detailed else [],
        _warnings(product, results),
    )


def _card(results: Results, shown: Shown) -> ScoreCard:
    figure = shown.figure(results.impacts)
    details: list[tuple[Any, str]] = []
    if figure is not None and results.mass_kg:
        details.append((_("Par kg"), shown.text(figure / results.mass_kg)))
    details.append((_("Masse du produit"), figures.quantity(results.mass_kg, "kg", 3)))
    return score_card(shown, results.impacts, details)


def _stages(results: Results, shown: Shown) -> list[Bar]:
    lines = [
        (_("Matières premières"), shown.figure(results.material), "stage-material"),
        (_("Transformation"), shown.figure(results.transformation), "stage-material"),
    ]
    return bars(shown, lines, shown.figure(results.impacts))


def _warnings(product: Product, results: Results) -> list[str]:
    sentences: dict[str, None] = {}
    for item in product.query.items:
        for element in item.elements:
            material = element.material
            if material.unit != "kg" and material.density == 0:
                text = _("La densité de « {name} » n'est pas connue : sa masse compte pour 0 kg.")
                sentences[text.format(name=label(material))] = None
            if "material" not in material.categories:
                text = _("Le procédé « {name} » n'est pas une matière : il est compté tel quel.")
                sentences[text.format(name=label(material))] = None
    if not all(map(math.isfinite, results.impacts)):
        sentences[_("Une valeur du résultat n'est pas un nombre fini.")] = None
    return list(sentences)

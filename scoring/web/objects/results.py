"""The results column of an object or a light vehicle (web.md 4)."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from scoring.answers.components import ComponentsProduct
from scoring.engine.objects.product import Results
from scoring.web import figures
from scoring.web.cautions import sentences
from scoring.web.scores import Bar, ScoreCard, bars, impact_bars, score_card, sub_score_bars
from scoring.web.weighing import Shown


class ComponentsResults(NamedTuple):
    """What the column shows."""

    card: ScoreCard
    stages: list[Bar]
    sub_scores: list[Bar]
    impacts: list[Bar]
    warnings: list[str]


def components_results(product: ComponentsProduct, shown: Shown) -> ComponentsResults:
    """Write the results of a product."""
    method, results = product.method, product.results
    detailed = shown.detailed and shown.is_score and bool(results.items)
    return ComponentsResults(
        _card(results, shown),
        _stages(results, shown),
        sub_score_bars(method, shown, results.impacts, 0.0) if detailed else [],
        impact_bars(method, shown, results.impacts, []) if detailed else [],
        sentences(product.cautions(shown.write(results.impacts))),
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

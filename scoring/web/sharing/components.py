"""An object or a light vehicle, in the form that comparisons and exports take."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.components import ComponentsProduct
from scoring.answers.components import answer as components_answer
from scoring.answers.levels import AGGREGATED
from scoring.engine.objects.product import ItemFigures
from scoring.web.families import FAMILIES
from scoring.web.figures import quantity
from scoring.web.labels import label, unit_label
from scoring.web.sharing.outcome import Cell, Figures, Outcome, Row, Table, finite, outcome_of
from scoring.web.sharing.tables import impacts_table, pef_rows, points, simple_table


def components_outcome(product: ComponentsProduct, root: str) -> Outcome:
    """What an object or a light vehicle gives; ``root`` starts the addresses of links."""
    answer = components_answer(product, root)
    return outcome_of(
        product,
        answer,
        answer["impacts"],
        0.0,
        lambda stages, impacts: _tables(product, impacts, stages),
    )


def _tables(product: ComponentsProduct, impacts: Figures, stages: Figures) -> Iterator[Table]:
    served, results = product.served, product.results
    ecs = served.table.trigrams.index("ecs")
    yield Table(
        _("Résultat"),
        (_("Valeur"),),
        (
            Row(_("Coût environnemental"), (points(impacts["ecs"]),), total=True),
            *pef_rows(impacts),
            Row(_("Masse"), (Cell(finite(results.mass_kg), "kg", 3),)),
        ),
    )
    yield simple_table(
        _("Étapes du cycle de vie"),
        _("Coût de l'étape"),
        {str(FAMILIES[name]): points(stages[name]) for name in product.families},
        _("La somme des étapes est le coût environnemental."),
        right=True,
    )
    if served.level != AGGREGATED:
        yield impacts_table(product.method, impacts, served.level)
    yield Table(
        _("Composants"),
        (_("Quantité"), _("Composition"), _("Masse"), _("Coût")),
        tuple(_item(item, ecs) for item in results.items),
    )


def _item(figures: ItemFigures, ecs: int) -> Row:
    item = figures.item
    name = label(item.component) if item.component and not item.custom else item.name
    return Row(
        name,
        (
            Cell(item.quantity, "", 0),
            Cell("; ".join(_elements(figures)) or _("vide")),
            Cell(finite(figures.mass_kg), "kg", 3),
            points(figures.impacts[ecs]),
        ),
    )


def _elements(figures: ItemFigures) -> Iterator[str]:
    for found in figures.elements:
        element = found.element
        steps = [label(element.material), *(label(process) for process in element.transforms)]
        amount = quantity(element.amount, unit_label(element.material.unit), 3)
        yield f"{amount} {' → '.join(steps)}"

"""An object or a light vehicle, in the form used by comparisons and exports."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.components import ComponentsProduct
from scoring.answers.components import answer as components_answer
from scoring.engine.objects.product import ItemFigures
from scoring.web.figures import quantity
from scoring.web.labels import label, unit_label
from scoring.web.sharing.outcome import Outcome, outcome_of
from scoring.web.sharing.tables import (
    Cell,
    Figures,
    Table,
    TableRow,
    impacts_tables,
    mass,
    pef_rows,
    points,
    results_table,
    row,
    stages_table,
)


def components_outcome(product: ComponentsProduct, origin: str) -> Outcome:
    """The outcome of an object or a light vehicle; ``origin`` is the base URL of links."""
    answer = components_answer(product, origin)
    return outcome_of(
        product,
        answer,
        answer["impacts"],
        0.0,
        _tables,
    )


def _tables(product: ComponentsProduct, impacts: Figures, stages: Figures) -> Iterator[Table]:
    yield results_table(
        (
            row(_("Coût environnemental"), points(impacts["ecs"]), total=True),
            *pef_rows(impacts),
            row(_("Masse"), mass(product.mass)),
        )
    )
    yield stages_table(product, stages)
    yield from impacts_tables(product, impacts)
    ecs = product.served.table.trigrams.index("ecs")
    yield Table(
        title=_("Composants"),
        columns=(_("Quantité"), _("Composition"), _("Masse"), _("Coût")),
        rows=tuple(_item(item, ecs) for item in product.results.items),
        inputs=2,
    )


def _item(figures: ItemFigures, ecs: int) -> TableRow:
    item = figures.item
    name = label(item.component) if item.component and not item.custom else item.name
    composition = "; ".join(_elements(figures)) or _("vide")
    cost = points(figures.impacts[ecs])
    return TableRow(
        name, (Cell(item.quantity, "", 0), Cell(composition), mass(figures.mass_kg), cost)
    )


def _elements(figures: ItemFigures) -> Iterator[str]:
    for found in figures.elements:
        element = found.element
        steps = [label(element.material), *(label(process) for process in element.transforms)]
        amount = quantity(element.amount, unit_label(element.material.unit), 3)
        yield f"{amount} {' → '.join(steps)}"

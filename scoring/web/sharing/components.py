"""An object or a light vehicle, in the form that comparisons and exports take."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from scoring.answers.components import ComponentsProduct
from scoring.answers.components import answer as components_answer
from scoring.answers.levels import AGGREGATED, Served
from scoring.engine.method import Method
from scoring.engine.objects.product import ItemFigures, Results
from scoring.web.cautions import sentences
from scoring.web.figures import quantity
from scoring.web.labels import label, unit_label
from scoring.web.sharing.outcome import STAGES, Cell, Figures, Outcome, Row, Table, finite
from scoring.web.sharing.tables import impacts_table, points, simple_table


def components_outcome(product: ComponentsProduct, root: str) -> Outcome:
    """What an object or a light vehicle gives; ``root`` starts the addresses of links."""
    results, served = product.results, product.served
    answer = components_answer(product, root)
    impacts = {name: finite(figure) for name, figure in answer["impacts"].items()}
    ecs = served.table.trigrams.index("ecs")
    stages = dict.fromkeys(STAGES, 0.0) | {
        "materials": finite(results.material[ecs]),
        "transform": finite(results.transformation[ecs]),
    }
    return Outcome(
        sector=product.sector.name,
        method=product.method,
        level=served.level,
        query=answer["query"],
        description=product.description,
        score=impacts["ecs"],
        stages=stages,
        impacts=impacts,
        complements=0.0,
        warnings=tuple(sentences(product.cautions(answer["impacts"]))),
        answer=answer,
        tables=tuple(_tables(product.method, results, impacts, stages, served)),
    )


def _tables(
    method: Method, results: Results, impacts: Figures, stages: Figures, served: Served
) -> Iterator[Table]:
    ecs = served.table.trigrams.index("ecs")
    yield Table(
        _("Résultat"),
        (_("Valeur"),),
        (
            Row(_("Coût environnemental"), (points(impacts["ecs"]),), total=True),
            Row(_("Score PEF"), (points(impacts["pef"], "µPt"),)),
            Row(_("Masse"), (Cell(finite(results.mass_kg), "kg", 3),)),
        ),
    )
    yield simple_table(
        _("Étapes du cycle de vie"),
        _("Coût de l'étape"),
        {str(STAGES[name]): points(stages[name]) for name in ("materials", "transform")},
        _("La somme des étapes est le coût environnemental."),
        right=True,
    )
    if served.level != AGGREGATED:
        yield impacts_table(method, impacts, served.level)
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

"""The default name of an object or a light vehicle."""

from django.utils.translation import gettext as _

from scoring.answers.sector import Computed
from scoring.engine.items import Item
from scoring.engine.objects.query import Query
from scoring.engine.records import Element
from scoring.web import figures
from scoring.web.automatic_names import automatic_name
from scoring.web.labels import label, unit_label


def name_of(computed: Computed[Query, object, object]) -> str:
    """Name a product by its components, and by the elements of customised ones."""
    items = [_item(item) for item in computed.query.items]
    return automatic_name([], items or [_("Aucun composant")], [])


def _item(item: Item) -> str:
    name = label(item.name)
    if item.custom is not None and "elements" in item.custom:
        name += f" ({' + '.join(element_text(element) for element in item.elements)})"
    return name if item.quantity == 1 else f"{item.quantity} × {name}"


def element_text(element: Element) -> str:
    """An element's amount, material and transforms."""
    unit = unit_label(element.material.unit)
    amount = figures.with_unit(figures.significant(element.amount), unit)
    return " ".join([amount, label(element.material), *map(label, element.transforms)])

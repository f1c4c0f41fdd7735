"""One French sentence that lists the components of a product."""

from scoring.engine.french import NBSP, decimal, pair
from scoring.engine.items import Item
from scoring.engine.objects.query import Query
from scoring.engine.records import Element
from scoring.engine.scopes import VELI


def describe(query: Query) -> str:
    """Describe the request, including any composition it defines itself."""
    kind = "Véhicule" if query.scope == VELI else "Objet"
    if not query.items:
        return f"{kind} sans composant"
    return pair(kind, " + ".join(_item(item) for item in query.items))


def _item(item: Item) -> str:
    name = item.name
    if item.custom is not None and "elements" in item.custom:
        name += f" ({', '.join(_element(element) for element in item.elements) or 'vide'})"
    return name if item.quantity == 1 else f"{item.quantity} × {name}"


def _element(element: Element) -> str:
    amount = f"{decimal(element.amount, 6)}{NBSP}{element.material.unit}"
    steps = [element.material.name, *(process.name for process in element.transforms)]
    return f"{amount} de {' puis '.join(steps)}"

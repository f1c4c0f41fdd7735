"""One French sentence that lists the components of a product, and what to know of its figures."""

import math
from collections.abc import Iterator

from scoring.engine.french import NBSP, decimal, pair
from scoring.engine.items import Item
from scoring.engine.objects.product import Results
from scoring.engine.objects.query import VELI, Query
from scoring.engine.records import Element
from scoring.engine.wordings import NOT_FINITE


def describe(query: Query) -> str:
    """Describe the request, with the composition that it gives itself."""
    kind = "Véhicule" if query.scope == VELI else "Objet"
    if not query.items:
        return f"{kind} sans composant"
    return pair(kind, " + ".join(_item(item) for item in query.items))


def warnings_of(query: Query, results: Results) -> list[str]:
    """French sentences, none when there is nothing to say (api.md 5.5)."""
    sentences = dict.fromkeys(
        sentence
        for item in query.items
        for element in item.elements
        for sentence in _element_warnings(element)
    )
    if not all(map(math.isfinite, (*results.impacts, results.mass_kg))):
        sentences[NOT_FINITE] = None
    return list(sentences)


def _element_warnings(element: Element) -> Iterator[str]:
    material = element.material
    if element.amount < 0:
        yield f"La quantité de « {material.name} » est négative : elle est comptée telle quelle."
    if material.unit != "kg" and material.density == 0:
        yield f"La densité de « {material.name} » n'est pas connue : sa masse compte pour 0 kg."
    if "material" not in material.categories:
        yield f"Le procédé « {material.name} » n'est pas une matière : il est compté tel quel."
    for transform in element.transforms:
        if "transformation" not in transform.categories:
            yield (
                f"Le procédé « {transform.name} » n'est pas une transformation : il est compté "
                "tel quel."
            )


def _item(item: Item) -> str:
    name = item.name
    if item.custom is not None and "elements" in item.custom:
        name += f" ({', '.join(_element(element) for element in item.elements) or 'vide'})"
    return name if item.quantity == 1 else f"{item.quantity} × {name}"


def _element(element: Element) -> str:
    amount = f"{decimal(element.amount, 6)}{NBSP}{element.material.unit}"
    steps = [element.material.name, *(process.name for process in element.transforms)]
    return f"{amount} de {' puis '.join(steps)}"

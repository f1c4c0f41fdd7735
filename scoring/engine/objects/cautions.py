"""Cautions about the figures of an object or a light vehicle (api.md 5.5)."""

from collections.abc import Iterator

from scoring.engine.cautions import NOT_FINITE, Caution
from scoring.engine.numbers import all_finite
from scoring.engine.objects.product import Results
from scoring.engine.objects.query import Query
from scoring.engine.records import Element

_FIELD = "components"


def cautions_of(query: Query, results: Results) -> list[Caution]:
    """The cautions to show, without duplicates; usually empty."""
    found: list[Caution] = []
    seen = set()
    for item in query.items:
        for element in item.elements:
            for key, caution in _element(element):
                if key not in seen:
                    seen.add(key)
                    found.append(caution)
    if not all_finite((*results.impacts, results.mass_kg)):
        found.append(NOT_FINITE)
    return found


def _element(element: Element) -> Iterator[tuple[tuple[str, str], Caution]]:
    material = element.material
    odd = []
    if element.amount < 0:
        odd.append(("amount-negative", material))
    if material.unit != "kg" and material.density == 0:
        odd.append(("density-unknown", material))
    if "material" not in material.categories:
        odd.append(("process-not-material", material))
    odd += [
        ("process-not-transformation", transform)
        for transform in element.transforms
        if "transformation" not in transform.categories
    ]
    for code, process in odd:
        yield (code, process.id), Caution(code, _FIELD, {"name": (process,)})

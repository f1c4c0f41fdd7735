"""The figures of the answer for a product made of components (api.md 6.1)."""

from typing import Any

from scoring.engine.numbers import plain
from scoring.engine.objects.product import ElementFigures, ItemFigures, Results, StepFigures
from scoring.levels import Writer


def components_results(results: Results, write: Writer) -> dict[str, Any]:
    """The whole breakdown of a product."""
    return {
        "impacts": write(results.impacts),
        "mass": results.mass_kg,
        "stages": {
            "material": write(results.material),
            "transformation": write(results.transformation),
        },
        "items": [_item(item, write) for item in results.items],
    }


def _item(figures: ItemFigures, write: Writer) -> dict[str, Any]:
    item = figures.item
    return {
        "id": item.component.id if item.component else None,
        "name": item.name,
        "quantity": plain(float(item.quantity)),
        "mass": figures.mass_kg,
        "impacts": write(figures.impacts),
        "elements": [_element(element, write) for element in figures.elements],
    }


def _element(figures: ElementFigures, write: Writer) -> dict[str, Any]:
    return {
        "amount": plain(figures.element.amount),
        "mass": figures.mass_kg,
        "impacts": write(figures.impacts),
        "material": _step(figures.material, write),
        "transforms": [_step(transform, write) for transform in figures.transforms],
    }


def _step(figures: StepFigures, write: Writer) -> dict[str, Any]:
    return {
        "id": figures.process.id,
        "name": figures.process.name,
        "mass": figures.mass_kg,
        "impacts": write(figures.impacts),
    }

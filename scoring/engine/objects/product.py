"""The whole calculation of an object or a light vehicle (object.md 3 and 4).

``simulate`` finds what each component takes, without figures of impact; ``compute_results``
weighs it with the impacts wanted.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scoring.engine.components import ElementStep, element_steps
from scoring.engine.impacts import Flow, ImpactTable, Vector
from scoring.engine.items import Item
from scoring.engine.objects.query import Query
from scoring.engine.records import Element, Process


class ItemSteps(NamedTuple):
    """One piece of an item: its elements, each with its material and its transforms."""

    item: Item
    elements: tuple[tuple[Element, tuple[ElementStep, ...]], ...]


class Product(NamedTuple):
    """What a product takes, item by item, before any impact is weighed."""

    query: Query
    items: tuple[ItemSteps, ...]

    def counted_flows(self) -> Iterator[Flow]:
        """All flows that the total sums."""
        for item, elements in self.items:
            for _, steps in elements:
                for step in steps:
                    for process, amount in step.flows:
                        yield process, item.quantity * amount


class StepFigures(NamedTuple):
    """A material or a transform; ``mass_kg`` is the element's mass after it."""

    process: Process
    mass_kg: float
    impacts: Vector


class ElementFigures(NamedTuple):
    """An element of one piece."""

    element: Element
    mass_kg: float
    impacts: Vector
    material: StepFigures
    transforms: tuple[StepFigures, ...]


class ItemFigures(NamedTuple):
    """An item, its quantity counted; its elements are those of one piece."""

    item: Item
    mass_kg: float
    impacts: Vector
    elements: tuple[ElementFigures, ...]


class Results(NamedTuple):
    """The product; its two stages add up to its impacts."""

    impacts: Vector
    mass_kg: float
    material: Vector
    transformation: Vector
    items: tuple[ItemFigures, ...]


def simulate(roles: Mapping[str, Process], query: Query) -> Product:
    """Compute a product.

    Pure: the same request gives the same doubles, and nothing is kept.
    """
    return Product(
        query,
        tuple(
            ItemSteps(
                item,
                tuple((element, element_steps(element, roles)) for element in item.elements),
            )
            for item in query.items
        ),
    )


def compute_results(product: Product, table: ImpactTable) -> Results:
    """Weigh every step, and sum elements, items and stages in their order."""
    items = tuple(_item(steps, table) for steps in product.items)
    total = material = transformation = table.zero
    mass_kg = 0.0
    for figures in items:
        quantity = figures.item.quantity
        total = _plus(total, figures.impacts)
        mass_kg += figures.mass_kg
        for element in figures.elements:
            material = _plus(material, _times(quantity, element.material.impacts))
            for transform in element.transforms:
                transformation = _plus(transformation, _times(quantity, transform.impacts))
    return Results(total, mass_kg, material, transformation, items)


def _item(steps: ItemSteps, table: ImpactTable) -> ItemFigures:
    elements = tuple(_element(element, found, table) for element, found in steps.elements)
    impacts = table.zero
    mass_kg = 0.0
    for figures in elements:
        impacts = _plus(impacts, figures.impacts)
        mass_kg += figures.mass_kg
    quantity = steps.item.quantity
    return ItemFigures(steps.item, quantity * mass_kg, _times(quantity, impacts), elements)


def _element(
    element: Element, steps: tuple[ElementStep, ...], table: ImpactTable
) -> ElementFigures:
    figures = [StepFigures(step.process, step.mass_kg, table.weigh(step.flows)) for step in steps]
    impacts = table.zero
    for step in figures:
        impacts = _plus(impacts, step.impacts)
    material, *transforms = figures
    return ElementFigures(element, figures[-1].mass_kg, impacts, material, tuple(transforms))


def _plus(first: Vector, second: Vector) -> Vector:
    return tuple([a + b for a, b in zip(first, second, strict=True)])


def _times(factor: float, vector: Vector) -> Vector:
    return tuple([factor * figure for figure in vector])

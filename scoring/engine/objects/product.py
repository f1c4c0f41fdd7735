"""The whole calculation of an object or a light vehicle (object.md 3 and 4).

``simulate`` computes what each component requires, without impact figures; ``compute_results``
weights it with the requested impacts.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import add
from typing import NamedTuple

from scoring.engine.components import ElementStep, element_steps
from scoring.engine.impacts import Flow, ImpactTable, Vector
from scoring.engine.items import Item
from scoring.engine.objects.query import Query
from scoring.engine.objects.recording import know_items
from scoring.engine.records import Element, Process
from scoring.engine.trace.recorder import Recorder
from scoring.engine.trace.words.objects import MATERIAL, TRANSFORMATION


class ItemSteps(NamedTuple):
    """One piece of an item: its elements, each with its material and its transforms."""

    item: Item
    elements: tuple[tuple[Element, tuple[ElementStep, ...]], ...]


class Product(NamedTuple):
    """What a product requires, item by item, before any impact is weighted."""

    query: Query
    items: tuple[ItemSteps, ...]

    def counted_flows(self) -> Iterator[Flow]:
        """All flows included in the total."""
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
    """An item, multiplied by its quantity; its elements are those of one piece."""

    item: Item
    mass_kg: float
    impacts: Vector
    elements: tuple[ElementFigures, ...]


class Results(NamedTuple):
    """The product's figures; its two stages add up to its impacts."""

    impacts: Vector
    mass_kg: float
    material: Vector
    transformation: Vector
    items: tuple[ItemFigures, ...]


def simulate(roles: Mapping[str, Process], query: Query, trace: Recorder | None = None) -> Product:
    """Compute a product.

    Pure: the same request gives the same doubles, and nothing is kept except in ``trace``, if any.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.engine.objects.query import parse
    >>> backs = {"components": [{"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 2}]}
    >>> product = simulate(method.dataset.roles, parse(method.dataset, "object", backs))
    >>> len(product.items)
    1
    """
    if trace is not None:
        know_items(trace, query.items)
    return Product(
        query,
        tuple(
            ItemSteps(
                item,
                tuple(
                    (element, element_steps(element, roles))
                    if trace is None
                    else (element, element_steps(element, roles, trace=trace, at=f"{i}.{j}"))
                    for j, element in enumerate(item.elements)
                ),
            )
            for i, item in enumerate(query.items)
        ),
    )


def compute_results(product: Product, table: ImpactTable, trace: Recorder | None = None) -> Results:
    """Weight every step, and sum elements, items and stages in order.

    For a trace, ``table`` has a single impact, the one being explained.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.engine.objects.query import parse
    >>> backs = {"components": [{"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 2}]}
    >>> product = simulate(method.dataset.roles, parse(method.dataset, "object", backs))
    >>> results = compute_results(product, method.scores)
    >>> [round(figure, 2) for figure in results.impacts], round(results.mass_kg, 2)
    ([236.24, 273.24], 1.47)
    """
    items = tuple(_item(steps, table, i, trace) for i, steps in enumerate(product.items))
    total = material = transformation = table.zero
    mass_kg = 0.0
    for i, figures in enumerate(items):
        quantity = figures.item.quantity
        total = _plus(total, figures.impacts)
        mass_kg += figures.mass_kg
        for j, element in enumerate(figures.elements):
            bought = _times(quantity, element.material.impacts)
            material = _plus(material, bought)
            if trace is not None:
                _record_step(trace, i, j, 0, bought[0])
            for k, transform in enumerate(element.transforms, start=1):
                made = _times(quantity, transform.impacts)
                transformation = _plus(transformation, made)
                if trace is not None:
                    _record_step(trace, i, j, k, made[0])
    results = Results(total, mass_kg, material, transformation, items)
    if trace is not None:
        _record_results(trace, results)
    return results


def _item(steps: ItemSteps, table: ImpactTable, number: int, trace: Recorder | None) -> ItemFigures:
    elements = tuple(
        _element(element, found, table, number, position, trace)
        for position, (element, found) in enumerate(steps.elements)
    )
    impacts = table.zero
    mass_kg = 0.0
    for figures in elements:
        impacts = _plus(impacts, figures.impacts)
        mass_kg += figures.mass_kg
    quantity = steps.item.quantity
    counted = ItemFigures(steps.item, quantity * mass_kg, _times(quantity, impacts), elements)
    if trace is not None:
        _record_item(trace, number, counted, impacts[0], mass_kg)
    return counted


def _element(
    element: Element,
    steps: tuple[ElementStep, ...],
    table: ImpactTable,
    number: int,
    position: int,
    trace: Recorder | None,
) -> ElementFigures:
    figures = [StepFigures(step.process, step.mass_kg, table.weigh(step.flows)) for step in steps]
    impacts = table.zero
    for step in figures:
        impacts = _plus(impacts, step.impacts)
    if trace is not None:
        _record_element(trace, f"{number}.{position}", steps, figures, impacts[0])
    material, *transforms = figures
    return ElementFigures(element, figures[-1].mass_kg, impacts, material, tuple(transforms))


def _plus(first: Vector, second: Vector) -> Vector:
    return tuple(map(add, first, second))


def _times(factor: float, vector: Vector) -> Vector:
    return tuple([factor * figure for figure in vector])


def _record_element(
    trace: Recorder,
    at: str,
    steps: Sequence[ElementStep],
    figures: Sequence[StepFigures],
    impact: float,
) -> None:
    terms = []
    for number, (step, weighed) in enumerate(zip(steps, figures, strict=True)):
        here = f"{at}.{number}"
        (value,) = weighed.impacts
        stage = TRANSFORMATION if number else MATERIAL
        group = f"step.{here}"
        terms.append(trace.weighed("impact", group, step.flows, value, at=here, stage=stage))
    name = steps[0].process.name
    trace.sum("element.impact", terms, impact, at=at, subject=name)


def _record_item(
    trace: Recorder, number: int, figures: ItemFigures, impact: float, mass_kg: float
) -> None:
    """Record one piece, then the whole quantity."""
    name = figures.item.name
    (counted,) = figures.impacts
    for rule, piece, all_of_them in (
        ("mass", mass_kg, figures.mass_kg),
        ("impact", impact, counted),
    ):
        terms = [f"element.{rule}.{number}.{j}" for j in range(len(figures.elements))]
        known = trace.sum(f"piece.{rule}", terms, piece, at=number, subject=name)
        trace.line(
            f"item.{rule}",
            f"quantity * {rule}",
            all_of_them,
            at=number,
            subject=name,
            quantity=f"components.{number}.quantity",
            more={rule: known},
        )


def _record_step(trace: Recorder, item: int, element: int, step: int, counted: float) -> None:
    """Record what a step adds to its stage, for all pieces."""
    at = f"{item}.{element}.{step}"
    trace.line(
        "step.impact",
        "quantity * impact",
        counted,
        at=at,
        stage=TRANSFORMATION if step else MATERIAL,
        quantity=f"components.{item}.quantity",
        impact=f"impact.{at}",
    )


def _record_results(trace: Recorder, results: Results) -> None:
    steps = [
        (number, f"step.impact.{i}.{j}.{number}")
        for i, item in enumerate(results.items)
        for j, element in enumerate(item.elements)
        for number in range(len(element.transforms) + 1)
    ]
    (material,), (transformation,), (total,) = (
        results.material,
        results.transformation,
        results.impacts,
    )
    items = range(len(results.items))
    trace.sum("product.mass", [f"item.mass.{i}" for i in items], results.mass_kg)
    trace.sum("stage.material", [term for number, term in steps if not number], material)
    trace.sum("stage.transformation", [term for number, term in steps if number], transformation)
    trace.sum("score", [f"item.impact.{i}" for i in items], total)

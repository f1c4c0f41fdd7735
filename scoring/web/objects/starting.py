"""The initial product of the pages of objects and light vehicles, from the version's own data."""

from typing import Any

from foundation.searching import folded
from scoring.answers.examples import examples_of
from scoring.engine.method import Method
from scoring.engine.records import Process

_KG = "kg"


def first_amount(material: Process) -> float:
    """The initial amount of a new element, in the material's unit.

    One kilogram, or about as much of a material of known density measured in another unit: one
    cubic metre of timber would weigh hundreds of kilograms. Otherwise one unit.
    """
    if material.unit == _KG or not material.density:
        return 1.0
    return float(f"{1 / material.density:.0e}")


def first_product(method: Method, scope: str) -> dict[str, Any]:
    """The initial product of the page: the first example, else a piece of one material.

    The material is the first in alphabetical order, as in the list of materials. Without any
    material, the product is empty.
    """
    for known in examples_of(method, scope):
        return known.query
    materials = method.dataset.processes_of(scope, "material")
    if not materials:
        return {"components": []}
    first = min(materials, key=lambda one: folded(one.name))
    element = {"amount": first_amount(first), "material": first.id, "transforms": []}
    return {"components": [{"custom": {"elements": [element]}, "quantity": 1}]}

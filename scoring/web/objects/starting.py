"""What a page of objects or light vehicles begins with, all of it from the version's own data."""

from typing import Any

from foundation.searching import folded
from scoring.answers.examples import examples_of
from scoring.engine.method import Method
from scoring.engine.records import Process

_KG = "kg"


def first_amount(material: Process) -> float:
    """The amount that a new element starts with, in the material's unit.

    One kilogram, or about as much of a material sold by another unit of known density: a cubic
    metre of timber would be hundreds of kilograms. Otherwise one unit.
    """
    if material.unit == _KG or not material.density:
        return 1.0
    return float(f"{1 / material.density:.0e}")


def first_product(method: Method, scope: str) -> dict[str, Any]:
    """The product that the page opens with: the first example, else a piece of one material.

    The material is the first by its name, as in the list of materials. A version that has no
    material either opens with nothing.
    """
    for known in examples_of(method, scope):
        return known.query
    materials = method.dataset.processes_of(scope, "material")
    if not materials:
        return {"components": []}
    first = min(materials, key=lambda one: folded(one.name))
    element = {"amount": first_amount(first), "material": first.id, "transforms": []}
    return {"components": [{"custom": {"elements": [element]}, "quantity": 1}]}

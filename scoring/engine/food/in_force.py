"""Where each value in force comes from: the request, an ingredient, or the method (food.md 1).

Told of a ``Dish`` that is resolved already: for traces, pages and whoever explains a figure.
"""

from scoring.engine.food import vocabulary
from scoring.engine.food.echo import grams
from scoring.engine.food.query import ProcessLine
from scoring.engine.food.resolve import Dish, Supply, sold_alone
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.lines import Origin, Quantity, Sourced


def values_in_force(dish: Dish) -> dict[str, Sourced]:
    """Every value in force by its field of the request, such as ``ingredients.0.country``.

    ``density`` is no field: it follows from the ingredients (food.md 6.1).
    """
    found: dict[str, Sourced] = {}
    for position, supply in enumerate(dish.ingredients):
        found |= _of_supply(dish, position, supply)
    if dish.transform is not None:
        found |= _of_process("transform", dish.transform)
    for position, line in enumerate(dish.packaging):
        found |= _of_process(f"packaging.{position}", line)
    if dish.distribution is not None:
        found["distribution"] = _asked("distribution", dish.distribution)
    for position, code in enumerate(dish.preparation):
        found[f"preparation.{position}"] = _asked(f"preparation.{position}", code)
    found["density"] = _density(dish)
    return found


def _of_supply(dish: Dish, position: int, supply: Supply) -> dict[str, Sourced]:
    asked = dish.query.ingredients[position]
    path = f"ingredients.{position}"
    plane = vocabulary.BY_PLANE if supply.by_plane else vocabulary.NO_PLANE
    return {
        f"{path}.id": _asked(f"{path}.id", supply.ingredient.id),
        f"{path}.mass": _asked(f"{path}.mass", grams(supply.mass), "g"),
        f"{path}.country": Sourced(
            value=supply.origin,
            origin=Origin.DEFAULT,
            key=f"ingredients.{supply.ingredient.id}.defaultOrigin",
        )
        if supply.country is None
        else _asked(f"{path}.country", supply.origin),
        f"{path}.byPlane": Sourced(
            value=plane, origin=Origin.DEFAULT, key="method.byPlane", section="4.1"
        )
        if asked.by_plane is None
        else _asked(f"{path}.byPlane", plane),
    }


def _of_process(path: str, line: ProcessLine) -> dict[str, Sourced]:
    return {
        f"{path}.id": _asked(f"{path}.id", line.process.id),
        f"{path}.mass": _asked(f"{path}.mass", grams(line.mass), "g"),
    }


def _density(dish: Dish) -> Sourced:
    if sold_alone(dish.query):
        (alone,) = dish.ingredients
        return datum(f"ingredients.{alone.ingredient.id}.density", dish.density, "kg/L")
    return constant(dish.density, "6.1", "density", "kg/L")


def _asked(field: str, value: Quantity, unit: str = "") -> Sourced:
    return Sourced(value=value, origin=Origin.REQUEST, key=field, unit=unit)

"""Where each effective value comes from: the request, an ingredient, or the method (food.md 1).

Computed from a resolved ``Dish``, for traces, pages and other explanations of a figure.
"""

from scoring.engine.food.echo import grams
from scoring.engine.food.query import IngredientLine, ProcessLine
from scoring.engine.food.resolve import Dish, Way, sold_alone
from scoring.engine.trace.data import constant, datum
from scoring.engine.trace.lines import Origin, Quantity, Sourced
from scoring.engine.vocabulary import food as vocabulary


def values_in_force(dish: Dish) -> dict[str, Sourced]:
    """Every effective value by its request field, such as ``ingredients.0.country``.

    ``density`` is not a field: it is derived from the ingredients (food.md 6.1).
    """
    query = dish.query
    found: dict[str, Sourced] = {}
    for position, (line, way) in enumerate(dish.ingredients):
        found |= _of_ingredient(position, line, way)
    if query.transform is not None:
        found |= _of_process("transform", query.transform)
    for position, piece in enumerate(query.packaging):
        found |= _of_process(f"packaging.{position}", piece)
    if query.distribution is not None:
        found["distribution"] = _asked("distribution", query.distribution)
    for position, code in enumerate(query.preparation):
        found[f"preparation.{position}"] = _asked(f"preparation.{position}", code)
    found["density"] = _density(dish)
    return found


def _of_ingredient(position: int, line: IngredientLine, way: Way) -> dict[str, Sourced]:
    path = f"ingredients.{position}"
    origin, _, by_plane = way
    plane = vocabulary.BY_PLANE if by_plane else vocabulary.NO_PLANE
    return {
        f"{path}.id": _asked(f"{path}.id", line.ingredient.id),
        f"{path}.mass": _asked(f"{path}.mass", grams(line.mass), "g"),
        f"{path}.country": Sourced(
            value=origin,
            origin=Origin.DEFAULT,
            key=f"ingredients.{line.ingredient.id}.defaultOrigin",
        )
        if line.country is None
        else _asked(f"{path}.country", origin),
        f"{path}.byPlane": Sourced(
            value=plane, origin=Origin.DEFAULT, key="method.byPlane", section="4.1"
        )
        if line.by_plane is None
        else _asked(f"{path}.byPlane", plane),
    }


def _of_process(path: str, line: ProcessLine) -> dict[str, Sourced]:
    return {
        f"{path}.id": _asked(f"{path}.id", line.process.id),
        f"{path}.mass": _asked(f"{path}.mass", grams(line.mass), "g"),
    }


def _density(dish: Dish) -> Sourced:
    if sold_alone(dish.query):
        (alone,) = dish.query.ingredients
        return datum(f"ingredients.{alone.ingredient.id}.density", dish.density, "kg/L")
    return constant(dish.density, "6.1", "density", "kg/L")


def _asked(field: str, value: Quantity, unit: str = "") -> Sourced:
    return Sourced(value=value, origin=Origin.REQUEST, key=field, unit=unit)

"""What the food weighs at the plant, in its packaging and on the plate (food.md 3)."""

from typing import NamedTuple

from scoring.engine.food import vocabulary
from scoring.engine.food.query import Query


class Masses(NamedTuple):
    """Masses in kg.

    ``raw`` is what was bought, ``edible`` what is left of it without its inedible part; both
    inform and enter no formula. ``transformed`` leaves the plant, ``total`` is packed, ``prepared``
    is on the plate.
    """

    raw: float
    edible: float
    transformed: float
    packaging: float
    total: float
    prepared: float
    cooked_at_plant: bool
    cooked_at_home: bool


def compute_masses(query: Query, cooking: str) -> Masses:
    """Apply food.md 3; ``cooking`` is the id of the one transform that cooks.

    The raw-to-cooked ratio counts once at most: at the plant, or else at home, where the inedible
    part is not taken off (the reference does so).
    """
    cooked_at_plant = query.transform is not None and query.transform.process.id == cooking
    cooked_at_home = any(vocabulary.PREPARATIONS[code].cooks for code in query.preparation)
    raw = edible = transformed = cooked = 0.0
    for line in query.ingredients:
        ingredient = line.ingredient
        mass = line.mass
        eaten = mass * (1 - ingredient.inedible_part)
        raw += mass
        edible += eaten
        transformed += eaten * ingredient.raw_to_cooked_ratio if cooked_at_plant else eaten
        cooked += mass * ingredient.raw_to_cooked_ratio
    packaging = 0.0
    for piece in query.packaging:
        packaging += piece.mass
    prepared = cooked if cooked_at_home and not cooked_at_plant else transformed
    return Masses(
        raw,
        edible,
        transformed,
        packaging,
        transformed + packaging,
        prepared,
        cooked_at_plant,
        cooked_at_home,
    )

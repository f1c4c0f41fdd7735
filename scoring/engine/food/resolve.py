"""Values in force: what the request says, else the default of its ingredients or of the method.

They are those of food.md 1, 4.1 and 6.1. The calculation takes them from the ``Dish`` found here;
the rest of a request has no default: what it leaves out is not there.
"""

from dataclasses import dataclass

from scoring.engine.food import vocabulary
from scoring.engine.food.query import IngredientLine, Query

# Density in kg/L of whatever is not one ingredient alone (food.md 6.1).
DEFAULT_DENSITY = 1.0

# How an ingredient comes: the code of its country or its default origin, its cooling, "by plane".
Way = tuple[str, str, bool]


# Slots, and not frozen: every simulation makes one.
@dataclass(slots=True)
class Dish:
    """A request with every value in force; nothing changes it.

    Each of the ``ingredients`` is with the way it comes; ``density``, in kg/L, is that of the food
    in the shop.
    """

    query: Query
    ingredients: tuple[tuple[IngredientLine, Way], ...]
    density: float


def resolve(query: Query) -> Dish:
    """Find every value in force."""
    lines = query.ingredients
    return Dish(
        query,
        tuple(
            [
                (
                    line,
                    (
                        line.ingredient.default_origin
                        if line.country is None
                        else line.country.code,
                        line.ingredient.transport_cooling,
                        # Only the default origin allows the plane, whatever the country.
                        line.ingredient.default_origin == vocabulary.FROM_FAR_BY_PLANE
                        and line.by_plane is not False,
                    ),
                )
                for line in lines
            ]
        ),
        lines[0].ingredient.density if sold_alone(query) else DEFAULT_DENSITY,
    )


def sold_alone(query: Query) -> bool:
    """Whether the food is a single ingredient that nothing transforms (food.md 6.1)."""
    return len(query.ingredients) == 1 and query.transform is None

"""Effective values: those of the request, else the defaults of its ingredients or of the method.

They are those of food.md 1, 4.1 and 6.1. The calculation takes them from the ``Dish`` built here;
other request fields have no default: when omitted, they do not apply.
"""

from dataclasses import dataclass

from scoring.engine.food.query import IngredientLine, Query
from scoring.engine.vocabulary import food as vocabulary

# Density in kg/L of anything other than a single ingredient (food.md 6.1).
DEFAULT_DENSITY = 1.0

# How an ingredient travels: its country code or default origin, its cooling, "by plane".
Way = tuple[str, str, bool]


# Slots, and not frozen, for speed: every simulation creates one.
@dataclass(slots=True)
class Dish:
    """A request with every effective value; treat as immutable.

    Each of the ``ingredients`` is paired with its transport; ``density``, in kg/L, is that of the
    food in the shop.
    """

    query: Query
    ingredients: tuple[tuple[IngredientLine, Way], ...]
    density: float


def resolve(query: Query) -> Dish:
    """Determine every effective value."""
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
                        # Only the default origin allows air transport, whatever the country.
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
    """Whether the food is a single ingredient without any transform (food.md 6.1)."""
    return len(query.ingredients) == 1 and query.transform is None

"""Values in force: what the request says, else the default of its ingredients or of the method.

They are those of food.md 1, 4.1 and 6.1. The calculation takes its values from the ``Dish`` found
here and never looks at what the request left out.
"""

from dataclasses import dataclass

from scoring.engine.food import vocabulary
from scoring.engine.food.query import IngredientLine, ProcessLine, Query
from scoring.engine.records import Country, Ingredient

# Density in kg/L of whatever is not one ingredient alone (food.md 6.1).
DEFAULT_DENSITY = 1.0


# Slots, and not frozen: every simulation makes these.
@dataclass(slots=True)
class Supply:
    """An ingredient, its raw mass in kg, and how it comes.

    ``country`` None is the default origin; ``origin`` is the country's code or that origin.
    """

    ingredient: Ingredient
    mass: float
    country: Country | None
    origin: str
    by_plane: bool


@dataclass(slots=True)
class Dish:
    """A request with every value in force; nothing changes it.

    ``density``, in kg/L, is that of the food in the shop.
    """

    query: Query
    ingredients: tuple[Supply, ...]
    transform: ProcessLine | None
    packaging: tuple[ProcessLine, ...]
    distribution: str | None
    preparation: tuple[str, ...]
    density: float


def resolve(query: Query) -> Dish:
    """Find every value in force."""
    lines = query.ingredients
    return Dish(
        query,
        tuple(
            [
                Supply(
                    line.ingredient,
                    line.mass,
                    line.country,
                    line.ingredient.default_origin if line.country is None else line.country.code,
                    by_plane(line),
                )
                for line in lines
            ]
        ),
        query.transform,
        query.packaging,
        query.distribution,
        query.preparation,
        lines[0].ingredient.density if sold_alone(query) else DEFAULT_DENSITY,
    )


def by_plane(line: IngredientLine) -> bool:
    """Whether an ingredient flies: only its default origin allows it, whatever the country."""
    if line.ingredient.default_origin != vocabulary.FROM_FAR_BY_PLANE:
        return False
    return line.by_plane is not False


def sold_alone(query: Query) -> bool:
    """Whether the food is a single ingredient that nothing transforms (food.md 6.1)."""
    return len(query.ingredients) == 1 and query.transform is None

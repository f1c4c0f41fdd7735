"""The whole calculation of a recipe, in the order of food.md.

``simulate`` finds what the recipe weighs, draws and carries, without figures of impact.
``scoring.engine.food.results`` weighs it with the impacts wanted.
"""

from collections.abc import Iterator
from typing import NamedTuple

from scoring.engine.food.complements import Services, services_of
from scoring.engine.food.journeys import (
    NO_JOURNEY,
    FoodJourney,
    carry_ingredients,
    distribution_journey,
)
from scoring.engine.food.masses import Masses, compute_masses
from scoring.engine.food.query import Query
from scoring.engine.food.tables import FoodTables
from scoring.engine.impacts import Flow
from scoring.engine.numbers import divide

_LITRES_PER_M3 = 1000


class Recipe(NamedTuple):
    """What a recipe takes, part by part, before any impact is weighed.

    ``volume_m3`` is what it takes in the shop, infinite for an ingredient of zero density sold
    alone, and None without distribution.
    """

    query: Query
    masses: Masses
    services: Services
    ingredients: tuple[Flow, ...]
    transform: tuple[Flow, ...]
    packaging: tuple[Flow, ...]
    retail: tuple[Flow, ...]
    preparation: tuple[Flow, ...]
    ingredients_journey: FoodJourney
    distribution_journey: FoodJourney
    volume_m3: float | None

    def counted_flows(self) -> Iterator[Flow]:
        """All flows that the total sums."""
        yield from self.ingredients
        yield from self.transform
        yield from self.ingredients_journey.flows
        yield from self.packaging
        yield from self.retail
        yield from self.distribution_journey.flows
        yield from self.preparation


def simulate(tables: FoodTables, query: Query) -> Recipe:
    """Compute a recipe.

    Pure: the same request gives the same doubles, and nothing is kept.
    """
    masses = compute_masses(query, tables.cooking)
    lines = query.ingredients
    transform = query.transform
    volume = None
    retail: tuple[Flow, ...] = ()
    to_the_shop = NO_JOURNEY
    if query.distribution is not None:
        volume = volume_of(query, masses.transformed)
        retail = tuple(
            [(process, volume * amount) for process, amount in tables.retails[query.distribution]]
        )
        to_the_shop = distribution_journey(tables.modes, lines, masses.total)
    return Recipe(
        query,
        masses,
        services_of(lines),
        # A process counts per kg of ingredient, whatever its own unit is (food.md 2).
        tuple([(line.ingredient.process.index, line.mass) for line in lines]),
        () if transform is None else ((transform.process.index, transform.mass),),
        tuple([(line.process.index, line.mass) for line in query.packaging]),
        retail,
        preparation_flows(tables, query.preparation, masses.transformed),
        carry_ingredients(tables.journeys, lines),
        to_the_shop,
        volume,
    )


def volume_of(query: Query, transformed_mass: float) -> float:
    """Volume in m3 of the food in the shop, its packaging not counted (food.md 6.1).

    Only a single ingredient that nothing transforms has its own density; anything else is 1 kg/L.
    """
    alone = len(query.ingredients) == 1 and query.transform is None
    density = query.ingredients[0].ingredient.density if alone else 1.0
    return divide(transformed_mass, density * _LITRES_PER_M3)


def preparation_flows(
    tables: FoodTables, preparation: tuple[str, ...], mass: float
) -> tuple[Flow, ...]:
    """Energies of the preparations, each on the ``mass`` in kg that left the plant (food.md 7)."""
    return tuple(
        [
            (process, mass * amount)
            for code in preparation
            for process, amount in tables.preparations[code]
        ]
    )

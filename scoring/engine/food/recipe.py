"""The whole calculation of a recipe, in the order of food.md.

``simulate`` computes the masses, energy use and transport of the recipe, without impact figures.
``scoring.engine.food.results`` weights them with the requested impacts.
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
from scoring.engine.food.masses import Masses, compute_masses, volume_of
from scoring.engine.food.query import Query
from scoring.engine.food.recording import (
    know_values,
    record_preparation,
    record_processes,
    record_retail,
)
from scoring.engine.food.resolve import Dish, resolve
from scoring.engine.food.tables import FoodTables
from scoring.engine.impacts import Flow
from scoring.engine.trace.recorder import Recorder
from scoring.engine.units import LITRES_PER_M3


class Recipe(NamedTuple):
    """What a recipe requires, part by part, before any impact is weighted.

    ``volume_m3`` is its volume in the shop, infinite for a single ingredient of zero density, and
    None without distribution.
    """

    dish: Dish
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

    @property
    def query(self) -> Query:
        """The request."""
        return self.dish.query

    @property
    def volume_l(self) -> float | None:
        """Volume of the recipe in the shop, in litres."""
        return None if self.volume_m3 is None else self.volume_m3 * LITRES_PER_M3

    @property
    def preparations(self) -> list[tuple[str, tuple[Flow, ...]]]:
        """The flows of each preparation, with its code."""
        codes = self.query.preparation
        width = len(self.preparation) // max(1, len(codes))
        return [
            (code, self.preparation[rank * width : (rank + 1) * width])
            for rank, code in enumerate(codes)
        ]

    def counted_flows(self) -> Iterator[Flow]:
        """All flows included in the total."""
        yield from self.ingredients
        yield from self.transform
        yield from self.ingredients_journey.flows
        yield from self.packaging
        yield from self.retail
        yield from self.distribution_journey.flows
        yield from self.preparation


def simulate(tables: FoodTables, query: Query, trace: Recorder | None = None) -> Recipe:
    """Compute a recipe.

    Pure: the same request gives the same doubles, and nothing is kept except in ``trace``, if any.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.engine.food.query import parse
    >>> carrot = {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 225}
    >>> recipe = simulate(method.food, parse(method.dataset, {"ingredients": [carrot]}))
    >>> recipe.masses.raw, round(recipe.masses.prepared, 3)
    (0.225, 0.203)
    """
    dish = resolve(query)
    if trace is not None:
        know_values(trace, dish)
    masses = compute_masses(query, tables.cooking, trace)
    if trace is not None:
        record_processes(trace, query)
    lines = query.ingredients
    transform = query.transform
    # Services are points of ``ecs``: they do not apply to other impacts.
    services = services_of(lines, trace if trace is not None and trace.impact == "ecs" else None)
    to_the_plant = carry_ingredients(tables.routes, dish, trace)
    volume = None
    retail: tuple[Flow, ...] = ()
    to_the_shop = NO_JOURNEY
    if query.distribution is not None:
        volume = volume_of(dish, masses.transformed, trace)
        retail = tuple(
            [(process, volume * amount) for process, amount in tables.retails[query.distribution]]
        )
        if trace is not None:
            record_retail(trace, query.distribution, retail)
        to_the_shop = distribution_journey(tables.routes.modes, lines, masses.total, trace)
    preparation = preparation_flows(tables, query.preparation, masses.transformed)
    if trace is not None:
        record_preparation(trace, query.preparation, preparation)
    return Recipe(
        dish,
        masses,
        services,
        # A process counts per kg of ingredient, whatever its own unit (food.md 2).
        tuple([(line.ingredient.process.index, line.mass) for line in lines]),
        () if transform is None else ((transform.process.index, transform.mass),),
        tuple([(line.process.index, line.mass) for line in query.packaging]),
        retail,
        preparation,
        to_the_plant,
        to_the_shop,
        volume,
    )


def preparation_flows(
    tables: FoodTables, preparation: tuple[str, ...], mass: float
) -> tuple[Flow, ...]:
    """Energy of the preparations, each for the ``mass`` in kg that left the plant (food.md 7)."""
    return tuple(
        [
            (process, mass * amount)
            for code in preparation
            for process, amount in tables.preparations[code]
        ]
    )

"""Distances of the ingredients to the plant and of the food to the shop (food.md 4, 6.2)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.engine.dataset import Dataset
from scoring.engine.food import vocabulary
from scoring.engine.food.query import SCOPE, IngredientLine
from scoring.engine.impacts import Flow
from scoring.engine.records import TRANSPORT_COOLINGS
from scoring.engine.transport import Kilometres, surface_leg

_KG_PER_TONNE = 1000

# What a default origin travels when no country is given (food.md 4.2).
_ORIGIN_KM = {
    vocabulary.FROM_FRANCE: Kilometres(0.0, 0.0, 0.0),
    vocabulary.FROM_EUROPE: Kilometres(2500.0, 0.0, 0.0),
    vocabulary.FROM_FAR: Kilometres(2500.0, 18000.0, 0.0),
    vocabulary.FROM_FAR_BY_PLANE: Kilometres(2500.0, 18000.0, 18000.0),
}
# From the field to the plant that makes the ingredient, and from abroad to the French plant.
_FIELD_KM = 160.0
_ABROAD_KM = 500.0
_DISTRIBUTION_KM = 600.0


class Modes(NamedTuple):
    """Indexes of the transport processes."""

    road: int
    road_cooled: int
    sea: int
    sea_cooled: int
    air: int


class FoodJourney(NamedTuple):
    """Kilometres by mode, and flows in tonne-kilometres.

    Kilometres are plain sums, whatever each load weighs; modes that are not used have no flow.
    """

    road: float = 0.0
    road_cooled: float = 0.0
    sea: float = 0.0
    sea_cooled: float = 0.0
    air: float = 0.0
    flows: tuple[Flow, ...] = ()

    def plus(self, other: "FoodJourney") -> "FoodJourney":
        """Both journeys, one after the other."""
        return FoodJourney(
            self.road + other.road,
            self.road_cooled + other.road_cooled,
            self.sea + other.sea,
            self.sea_cooled + other.sea_cooled,
            self.air + other.air,
            self.flows + other.flows,
        )


NO_JOURNEY = FoodJourney()


def by_plane(line: IngredientLine) -> bool:
    """Whether an ingredient flies: only its default origin allows it, whatever the country."""
    if line.ingredient.default_origin != vocabulary.FROM_FAR_BY_PLANE:
        return False
    return line.by_plane is not False


def origin_of(line: IngredientLine) -> str:
    """The country's code if one is given, else the default origin."""
    return line.ingredient.default_origin if line.country is None else line.country.code


def journeys_of(dataset: Dataset, modes: Modes) -> dict[tuple[str, str, bool], FoodJourney]:
    """Journeys of one tonne to the plant, by origin, cooling and "by plane", for all requests."""
    origins = {
        code: surface_leg(dataset.distances[code, vocabulary.FRANCE])
        for code, country in dataset.countries.items()
        if SCOPE in country.scopes
    }
    legs = {
        (code, plane): Kilometres(0.0, 0.0, leg.air) if plane else leg._replace(air=0.0)
        for code, leg in origins.items()
        for plane in (False, True)
    }
    for origin, leg in _ORIGIN_KM.items():
        # A default origin keeps its road when it flies, a country does not.
        legs[origin, True] = leg._replace(sea=0.0)
        legs[origin, False] = leg._replace(air=0.0)
    return {
        (origin, cooling, plane): _journey(origin, leg, cooling, modes)
        for (origin, plane), leg in legs.items()
        for cooling in TRANSPORT_COOLINGS
    }


def carry_ingredients(
    journeys: Mapping[tuple[str, str, bool], FoodJourney], lines: Sequence[IngredientLine]
) -> FoodJourney:
    """Carry each ingredient's raw mass to the plant (food.md 4.4)."""
    road = road_cooled = sea = sea_cooled = air = 0.0
    flows: list[Flow] = []
    for line in lines:
        cooling = line.ingredient.transport_cooling
        journey = journeys[origin_of(line), cooling, by_plane(line)]
        road += journey.road
        road_cooled += journey.road_cooled
        sea += journey.sea
        sea_cooled += journey.sea_cooled
        air += journey.air
        tonnes = line.mass / _KG_PER_TONNE
        for process, km in journey.flows:
            flows.append((process, tonnes * km))
    return FoodJourney(road, road_cooled, sea, sea_cooled, air, tuple(flows))


def distribution_journey(modes: Modes, lines: Sequence[IngredientLine], mass: float) -> FoodJourney:
    """Carry ``mass`` kg to the shop, in a cold lorry if any ingredient needs one (food.md 6.2)."""
    tonne_km = mass / _KG_PER_TONNE * _DISTRIBUTION_KM
    for line in lines:
        if line.ingredient.transport_cooling != vocabulary.NO_COOLING:
            return FoodJourney(road_cooled=_DISTRIBUTION_KM, flows=((modes.road_cooled, tonne_km),))
    return FoodJourney(road=_DISTRIBUTION_KM, flows=((modes.road, tonne_km),))


def _journey(origin: str, leg: Kilometres, cooling: str, modes: Modes) -> FoodJourney:
    """Cool what must be, then add the legs inside France (food.md 4.3)."""
    road, sea = leg.road, leg.sea
    road_cooled = sea_cooled = 0.0
    if cooling != vocabulary.NO_COOLING:
        road, road_cooled = 0.0, road
        sea, sea_cooled = 0.0, sea
    added = _FIELD_KM
    if origin not in (vocabulary.FRANCE, vocabulary.FROM_FRANCE):
        added += _ABROAD_KM
    if cooling == vocabulary.ALWAYS_COOLED:
        road_cooled += added
    else:
        road += added
    kilometres = (road, road_cooled, sea, sea_cooled, leg.air)
    used = tuple((mode, km) for mode, km in zip(modes, kilometres, strict=True) if km)
    return FoodJourney(*kilometres, used)

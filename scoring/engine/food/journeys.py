"""Distances from the ingredients' origin to the plant and from the plant to the shop (food.md 4,
6.2).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.engine.dataset import Dataset
from scoring.engine.food.query import SCOPE, IngredientLine
from scoring.engine.food.resolve import Dish, Way
from scoring.engine.ground import GROUND_RULES, GroundRule
from scoring.engine.impacts import Flow
from scoring.engine.records import TRANSPORT_COOLINGS, Country, Distance
from scoring.engine.trace.data import constant, datum, kilometres
from scoring.engine.trace.lines import Sourced
from scoring.engine.trace.recorder import Recorder
from scoring.engine.transport import Kilometres, record_leg, surface_leg
from scoring.engine.units import KG_PER_TONNE
from scoring.engine.vocabulary import food as vocabulary

# Distance travelled from a default origin when no country is given (food.md 4.2).
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

    Kilometres are plain sums, regardless of each load's mass; unused modes have no flow.
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
MODES = Modes._fields


class Routes(NamedTuple):
    """The journeys to the plant, computed once for all requests.

    ``legs`` are the kilometres to France by origin (a country code or a default origin) and "by
    plane", ``journeys`` those of one tonne to the plant by origin, cooling and "by plane".
    """

    modes: Modes
    france: Country
    distances: Mapping[tuple[str, str], Distance]
    ground: GroundRule
    legs: Mapping[tuple[str, bool], Kilometres]
    journeys: Mapping[tuple[str, str, bool], FoodJourney]


def routes_of(dataset: Dataset, modes: Modes) -> Routes:
    """Compute all the journeys that the data allows."""
    ground = GROUND_RULES[dataset.manifest.transport]
    origins = {
        code: surface_leg(dataset.distances[code, vocabulary.FRANCE], ground)
        for code, country in dataset.countries.items()
        if SCOPE in country.scopes
    }
    legs = {
        (code, plane): Kilometres(0.0, 0.0, leg.air) if plane else leg._replace(air=0.0)
        for code, leg in origins.items()
        for plane in (False, True)
    }
    for origin, leg in _ORIGIN_KM.items():
        # A default origin keeps its road distance when it flies, a country does not.
        legs[origin, True] = leg._replace(sea=0.0)
        legs[origin, False] = leg._replace(air=0.0)
    journeys = {
        (origin, cooling, plane): _journey(origin, leg, cooling, modes)
        for (origin, plane), leg in legs.items()
        for cooling in TRANSPORT_COOLINGS
    }
    france = dataset.countries[vocabulary.FRANCE]
    return Routes(modes, france, dataset.distances, ground, legs, journeys)


def carry_ingredients(routes: Routes, dish: Dish, trace: Recorder | None = None) -> FoodJourney:
    """Carry each ingredient's raw mass to the plant (food.md 4.4)."""
    journeys = routes.journeys
    road = road_cooled = sea = sea_cooled = air = 0.0
    flows: list[Flow] = []
    for line, way in dish.ingredients:
        by_road, by_cold_road, by_sea, by_cold_sea, by_air, used = journeys[way]
        road += by_road
        road_cooled += by_cold_road
        sea += by_sea
        sea_cooled += by_cold_sea
        air += by_air
        tonnes = line.mass / KG_PER_TONNE
        for process, km in used:
            flows.append((process, tonnes * km))
    total = FoodJourney(road, road_cooled, sea, sea_cooled, air, tuple(flows))
    if trace is not None:
        _record_ingredients(trace, routes, dish, total)
    return total


def distribution_journey(
    modes: Modes, lines: Sequence[IngredientLine], mass: float, trace: Recorder | None = None
) -> FoodJourney:
    """Carry ``mass`` kg to the shop, in a cold lorry if any ingredient needs one (food.md 6.2)."""
    tonne_km = mass / KG_PER_TONNE * _DISTRIBUTION_KM
    if trace is not None:
        _record_distribution(trace, lines, tonne_km)
    for line in lines:
        if line.ingredient.transport_cooling != vocabulary.NO_COOLING:
            return FoodJourney(road_cooled=_DISTRIBUTION_KM, flows=((modes.road_cooled, tonne_km),))
    return FoodJourney(road=_DISTRIBUTION_KM, flows=((modes.road, tonne_km),))


def _journey(origin: str, leg: Kilometres, cooling: str, modes: Modes) -> FoodJourney:
    """Apply cooling where needed, then add the legs inside France (food.md 4.3)."""
    road, sea = leg.road, leg.sea
    road_cooled = sea_cooled = 0.0
    if cooling != vocabulary.NO_COOLING:
        road, road_cooled = 0.0, road
        sea, sea_cooled = 0.0, sea
    added = _FIELD_KM
    if _is_foreign(origin):
        added += _ABROAD_KM
    if cooling == vocabulary.ALWAYS_COOLED:
        road_cooled += added
    else:
        road += added
    kilometres = (road, road_cooled, sea, sea_cooled, leg.air)
    used = tuple((mode, km) for mode, km in zip(modes, kilometres, strict=True) if km)
    return FoodJourney(*kilometres, used)


def _is_foreign(origin: str) -> bool:
    return origin not in (vocabulary.FRANCE, vocabulary.FROM_FRANCE)


def _record_ingredients(trace: Recorder, routes: Routes, dish: Dish, total: FoodJourney) -> None:
    travelled: dict[str, list[Sourced]] = {mode: [] for mode in MODES}
    carried = iter(total.flows)
    for position, (line, way) in enumerate(dish.ingredients):
        ingredient = line.ingredient
        journey = routes.journeys[way]
        legs = _record_legs(trace, routes, position, line, way)
        for mode in MODES:
            km = getattr(journey, mode)
            # Unused modes have no flow.
            if not km:
                continue
            known = _record_mode(trace, position, line, way, mode, km, legs.get(mode))
            travelled[mode].append(known)
            _, tonne_km = next(carried)
            trace.flow(
                "journey.material",
                trace.line(
                    f"carried.{mode}",
                    "mass / 1000 * km",
                    tonne_km,
                    at=position,
                    subject=ingredient.name,
                    mass=f"mass.raw.ingredient.{position}",
                    km=known,
                ),
            )
    for mode, terms in travelled.items():
        if terms:
            trace.sum(f"journey.{mode}", terms, getattr(total, mode))


def _record_legs(
    trace: Recorder, routes: Routes, position: int, line: IngredientLine, way: Way
) -> Mapping[str, Sourced]:
    """The distance an ingredient travels to France by each mode compatible with its cooling."""
    origin, cooling, by_plane = way
    leg = routes.legs[origin, by_plane]
    if line.country is None:
        road, sea, air = (
            constant(km, "4.2", f"{origin}.{mode}", "km")
            for mode, km in zip(Kilometres._fields, leg, strict=True)
        )
    else:
        distance = routes.distances[origin, routes.france.code]
        road = sea = air = constant(0.0, "4.2", unit="km")
        if by_plane:
            _, _, air = kilometres(line.country, routes.france, distance)
        else:
            trace.know("origin", trace.known(f"ingredients.{position}.country"))
            trace.know("destination", constant(routes.france.code, "4.2"))
            at = str(position)
            ground = routes.ground
            record_leg(trace, line.country, routes.france, distance, leg, ground, at=at, stage="")
            road, sea = trace.known(f"leg.road.{at}"), trace.known(f"leg.sea.{at}")
    if cooling == vocabulary.NO_COOLING:
        return {"road": road, "sea": sea, "air": air}
    return {"road_cooled": road, "sea_cooled": sea, "air": air}


def _record_mode(
    trace: Recorder,
    position: int,
    line: IngredientLine,
    way: Way,
    mode: str,
    km: float,
    leg: Sourced | None,
) -> Sourced:
    """Kilometres by one mode: the leg to France, the legs that food.md 4.3 adds, or both."""
    ingredient = line.ingredient
    origin, cooling, _ = way
    inputs = {} if leg is None else {"leg": leg}
    added = ""
    if mode == ("road_cooled" if cooling == vocabulary.ALWAYS_COOLED else "road"):
        inputs["field"] = constant(_FIELD_KM, "4.3", "field", "km")
        added = "field"
        if _is_foreign(origin):
            inputs["abroad"] = constant(_ABROAD_KM, "4.3", "abroad", "km")
            added = "field + abroad"
    # The added legs count as a single distance.
    both = "leg + (field + abroad)" if "abroad" in inputs else "leg + field"
    formula = (both if added else "leg") if leg is not None else added
    if line.country is not None:
        # The default origin decides whether it flies, whatever the country (food.md 4.1).
        path = f"ingredients.{ingredient.id}.defaultOrigin"
        inputs["default_origin"] = datum(path, ingredient.default_origin)
    return trace.line(
        f"travelled.{mode}",
        formula,
        km,
        at=position,
        subject=ingredient.name,
        country=f"ingredients.{position}.country",
        plane=f"ingredients.{position}.byPlane",
        cooling=datum(f"ingredients.{ingredient.id}.transportCooling", cooling),
        more=inputs,
    )


def _record_distribution(trace: Recorder, lines: Sequence[IngredientLine], tonne_km: float) -> None:
    coolings = {
        f"cooling_{position}": datum(
            f"ingredients.{line.ingredient.id}.transportCooling",
            line.ingredient.transport_cooling,
        )
        for position, line in enumerate(lines, start=1)
    }
    trace.flow(
        "journey.packaging",
        trace.line(
            "carried.distribution",
            "mass / 1000 * km",
            tonne_km,
            mass="mass.total",
            km=constant(_DISTRIBUTION_KM, "6.2", "distribution", "km"),
            distribution="distribution",
            more=coolings,
        ),
    )

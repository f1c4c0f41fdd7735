"""The processes that the methods refer to by role rather than by id.

Which process has a role is defined by the data of a version (``roles.toml``); which roles exist is
defined by the method. Each role has the unit that its formulas use.
"""

from collections.abc import Collection, Mapping

from scoring.engine import scopes

ROLE_UNITS: Mapping[str, str] = {
    # Textile (textile.md 3.6).
    "road_transport": "t⋅km",
    "sea_transport": "t⋅km",
    "air_transport": "t⋅km",
    "heat_europe": "MJ",
    "heat_world": "MJ",
    "electricity_use": "kWh",
    "weaving": "kg",
    "knitting_mix": "kg",
    "knitting_fully_fashioned": "kg",
    "knitting_integral": "kg",
    "knitting_circular": "kg",
    "knitting_straight": "kg",
    "bleaching": "kg",
    "degreasing": "kg",
    "washing_synthetics": "kg",
    "dyeing_average": "kg",
    "dyeing_continuous": "kg",
    "dyeing_discontinuous": "kg",
    "dyeing_releases_cellulosic": "kg",
    "dyeing_releases_synthetic": "kg",
    "printing_pigment": "m2",
    "printing_substantive": "m2",
    "printing_releases_pigment": "m2",
    "printing_releases_substantive": "m2",
    "finishing": "kg",
    "fading": "kg",
    "end_of_life": "kg",
    "passenger_car": "Item(s)",
    # Components (object.md 2).
    "component_electricity": "kWh",
    "component_heat": "MJ",
    # Food (food.md 9).
    "food_lorry": "t⋅km",
    "food_refrigerated_lorry": "t⋅km",
    "food_boat": "t⋅km",
    "food_refrigerated_boat": "t⋅km",
    "food_plane": "t⋅km",
    "food_electricity": "kWh",
    "food_gas": "MJ",
    "food_water": "kg",
    "food_cooking": "kg",
}
ROLES = tuple(ROLE_UNITS)


def roles_of(sectors: Collection[str]) -> dict[str, str]:
    """The roles that the methods of some sectors use, with their units.

    Components are part of garments too, as trims.
    """
    prefixes = {
        "food_": {scopes.FOOD},
        "component_": {scopes.TEXTILE, scopes.OBJECT, scopes.VELI},
    }
    called: dict[str, str] = {}
    for role, unit in ROLE_UNITS.items():
        prefix = next((prefix for prefix in prefixes if role.startswith(prefix)), "")
        if prefixes.get(prefix, {scopes.TEXTILE}) & set(sectors):
            called[role] = unit
    return called

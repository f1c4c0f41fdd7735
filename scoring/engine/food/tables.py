"""What the food method needs from a data set, computed once at load time."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.engine.dataset import Dataset
from scoring.engine.errors import InvalidData
from scoring.engine.food.journeys import Modes, Routes, routes_of
from scoring.engine.impacts import Flow
from scoring.engine.records import Process
from scoring.engine.usual import Range, usual_recipe
from scoring.engine.vocabulary import food as vocabulary


class FoodTables(NamedTuple):
    """Processes by role, and factors that do not depend on the request.

    ``retails`` holds the flows per m3 in a shop, ``preparations`` those per kg at home.
    """

    roles: Mapping[str, Process]
    routes: Routes
    cooking: str
    retails: Mapping[str, tuple[Flow, ...]]
    preparations: Mapping[str, tuple[Flow, ...]]
    usual: Range | None


def build_food_tables(dataset: Dataset) -> FoodTables:
    """Resolve the roles of the food method.

    Raises ``InvalidData`` when France is missing.
    """
    if vocabulary.FRANCE not in dataset.countries:
        fault = f"countries.csv : le pays {vocabulary.FRANCE} manque"
        raise InvalidData(dataset.manifest.version, [fault])
    roles = dataset.roles
    modes = Modes(
        road=roles["food_lorry"].index,
        road_cooled=roles["food_refrigerated_lorry"].index,
        sea=roles["food_boat"].index,
        sea_cooled=roles["food_refrigerated_boat"].index,
        air=roles["food_plane"].index,
    )
    electricity = roles["food_electricity"].index
    water = roles["food_water"].index
    gas = roles["food_gas"].index
    return FoodTables(
        roles=roles,
        routes=routes_of(dataset, modes),
        cooking=roles["food_cooking"].id,
        retails={
            code: (
                (electricity, retail.energy_kwh + retail.cooling_kwh),
                (water, retail.water_l),
            )
            for code, retail in vocabulary.RETAILS.items()
        },
        preparations={
            code: (
                (electricity, preparation.elec_kwh * preparation.elec_share),
                (gas, preparation.heat_mj * preparation.heat_share),
            )
            for code, preparation in vocabulary.PREPARATIONS.items()
        },
        usual=usual_recipe(dataset.examples),
    )

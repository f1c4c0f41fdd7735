"""Parts of the responses that all sectors share: complements and transports."""

from collections.abc import Mapping
from typing import Any

from scoring.answers.levels import Impacts

# A sector has only some of the complements; the others are 0.
_NO_COMPLEMENT: Mapping[str, float] = dict.fromkeys(
    (
        "cropDiversity",
        "hedges",
        "livestockDensity",
        "microfibers",
        "outOfEuropeEOL",
        "permanentPasture",
        "plotSize",
    ),
    0,
)


def complements(**points: float) -> dict[str, float]:
    """The seven complements, in points of ``ecs``, by response key.

    >>> complements(hedges=-2.5)["hedges"], complements(hedges=-2.5)["microfibers"]
    (-2.5, 0)
    """
    return {**_NO_COMPLEMENT, **points}


def transport(
    impacts: Impacts,
    *,
    road: float,
    sea: float,
    air: float,
    road_cooled: int | float = 0,
    sea_cooled: int | float = 0,
) -> dict[str, Any]:
    """A transport: kilometres by mode, and impacts.

    A sector that cools nothing has the integer 0, which a parameter said to be a float alone would
    not hold once it is compiled.
    """
    return {
        "air": air,
        "impacts": impacts,
        "road": road,
        "roadCooled": road_cooled,
        "sea": sea,
        "seaCooled": sea_cooled,
    }

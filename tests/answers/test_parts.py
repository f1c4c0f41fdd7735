"""The parts of answers that all sectors share."""

import pytest

from scoring.answers.levels import Impacts
from scoring.answers.parts import complements, transport

NAMES = [
    "cropDiversity",
    "hedges",
    "livestockDensity",
    "microfibers",
    "outOfEuropeEOL",
    "permanentPasture",
    "plotSize",
]


def test_every_complement_is_there_whatever_the_sector_has() -> None:
    assert list(complements()) == NAMES
    assert set(complements().values()) == {0}
    for position, name in enumerate(NAMES, start=1):
        given = complements(**{name: float(position)})
        assert list(given) == NAMES
        assert {key: points for key, points in given.items() if points} == {name: float(position)}


def test_an_answer_keeps_no_complement_of_the_one_before() -> None:
    complements(hedges=-3.0)["plotSize"] = 7.0
    assert set(complements().values()) == {0}


@pytest.mark.parametrize(
    ("given", "cooled"), [({}, (0, 0)), ({"road_cooled": 4.0, "sea_cooled": 5.0}, (4.0, 5.0))]
)
def test_kilometres_stand_under_their_own_mode(
    given: dict[str, float], cooled: tuple[float, float]
) -> None:
    impacts: Impacts = {"ecs": 8.0}
    found = transport(impacts, road=1.0, sea=2.0, air=3.0, **given)
    assert found == {
        "air": 3.0,
        "impacts": impacts,
        "road": 1.0,
        "roadCooled": cooled[0],
        "sea": 2.0,
        "seaCooled": cooled[1],
    }

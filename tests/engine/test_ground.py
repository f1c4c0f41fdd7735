"""How a journey is split between road and sea: as the version's manifest says, in every sector."""

import shutil
from pathlib import Path

import pytest

from scoring.engine.errors import InvalidData
from scoring.engine.method import Method, load_method
from tests.conformance import test_food_trace, test_textile_trace
from tests.conformance.published import garment_ecs

SHIPPED = Path(__file__).parents[2] / "scoring" / "data" / "v7.0.0"
GARMENT = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1, "country": "FR"}],
    "countrySpinning": "TR",
    "countryFabric": "TR",
    "countryDyeing": "PK",
    "countryMaking": "TN",
}
CARROTS = {
    "ingredients": [
        {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 268, "country": "IT"},
        {"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": 268, "country": "CN"},
    ]
}


def stating(directory: Path, line: str) -> Path:
    """A copy of v7.0.0 whose manifest states a rule."""
    shutil.copytree(SHIPPED, directory)
    manifest = directory / "manifest.toml"
    manifest.write_text(line + "\n" + manifest.read_text(encoding="utf-8"), encoding="utf-8")
    return directory


@pytest.fixture(scope="module")
def threshold(tmp_path_factory: pytest.TempPathFactory) -> Method:
    directory = tmp_path_factory.mktemp("versions") / "v7.0.0"
    return load_method(stating(directory, 'transport = { mode = "threshold" }'))


@pytest.mark.parametrize(
    ("pair", "split", "whole"),
    [
        # 912 km by road or 1672 by sea: all by road below 3,000 km.
        (("ES", "FR"), (820.8, 167.2), (912, 0)),
        # 2,000 to 3,000 km: a quarter, then all.
        (("FR", "TR"), None, None),
        # 9005 by road: all by sea, as before.
        (("CN", "FR"), (0, 21549), (0, 21549)),
        # No road, or no sea: there is no choice.
        (("BR", "FR"), (0, 8315), (0, 8315)),
        (("FR", "FR"), (500, 0), (500, 0)),
    ],
)
def test_a_journey_is_wholly_by_road_below_the_threshold(
    method: Method, threshold: Method, pair: tuple[str, str], split: object, whole: object
) -> None:
    before, after = method.textile.legs[pair], threshold.textile.legs[pair]
    distance = method.dataset.distances[pair]
    if split is None:
        assert distance.road_km is not None
        assert 2000 < distance.road_km < 3000
        split, whole = (distance.road_km / 4, (distance.sea_km or 0) * 0.75), (distance.road_km, 0)
    assert (before.road, before.sea) == pytest.approx(split)
    assert (after.road, after.sea) == whole
    assert after.air == before.air


def test_garments_and_recipes_follow_it_and_explain_it(method: Method, threshold: Method) -> None:
    assert garment_ecs(threshold, GARMENT) != garment_ecs(method, GARMENT)
    for version in (method, threshold):
        assert test_textile_trace.faults(version, GARMENT, version.scores, "ecs") == []
        assert test_food_trace.faults(version, CARROTS, version.scores, "ecs") == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('transport = { mode = "rail" }', "transport, mode : « rail » n'est pas"),
        ("transport = 3", "transport : une table est attendue"),
        ("transport = {}", "transport, mode : un texte non vide est attendu"),
        ('scores = ["pef"]', "scores : une version sans score ecs"),
        ('[[unchecked]]\nsector = "bijoux"', "sector : « bijoux » n'est pas une valeur admise"),
    ],
)
def test_a_rule_that_is_not_known_is_refused(tmp_path: Path, line: str, fault: str) -> None:
    directory = stating(tmp_path / "v7.0.0", "")
    manifest = directory / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    # A TOML array of tables ends the table before it.
    manifest.write_text(
        f"{line}\n{text}" if not line.startswith("[[") else f"{text}\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(InvalidData) as caught:
        load_method(directory)
    assert fault in str(caught.value)

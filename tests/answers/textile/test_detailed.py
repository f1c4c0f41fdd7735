"""The detailed answer of a garment: what adds up to what (textile.md 13.1)."""

from typing import Any

import pytest

from scoring.engine.impacts import SCORES, TRIGRAMS
from scoring.engine.method import Method
from tests.answers.served import aggregated, official
from tests.answers.textile.garments import BARE, SAID, computed, detailed_of

GARMENTS = [BARE, SAID, BARE | {"upcycled": True}, SAID | {"disabledSteps": ["material", "eol"]}]


def exactly(figure: float) -> Any:
    return pytest.approx(figure, rel=1e-12)


@pytest.mark.parametrize("body", GARMENTS)
def test_a_garment_is_its_trims_and_its_steps_divided_by_its_durability(
    method: Method, body: Any
) -> None:
    found = detailed_of(method, body, official(method))
    counted = [step for step in found["lifeCycle"] if step["enabled"]]
    for trigram in TRIGRAMS:
        parts = sum(
            step["impacts"][trigram] + step["transport"]["impacts"][trigram] for step in counted
        )
        without = found["trimsImpacts"][trigram] + parts
        assert found["impactsWithoutDurability"][trigram] == exactly(without), trigram
        assert found["impacts"][trigram] == exactly(without / found["durability"]), trigram


@pytest.mark.parametrize("body", GARMENTS)
def test_the_transport_is_that_of_all_steps_before_durability(method: Method, body: Any) -> None:
    found = detailed_of(method, body, official(method))
    total = found["transport"]
    moved = [step["transport"] for step in found["lifeCycle"]]
    for mode in ("road", "sea", "air", "roadCooled", "seaCooled"):
        assert total[mode] == exactly(sum(one[mode] for one in moved)), mode
    for trigram in TRIGRAMS:
        weights = sum(one["impacts"][trigram] for one in moved)
        assert total["impacts"][trigram] == exactly(weights), trigram


def test_kilometres_by_air_by_sea_and_by_road_are_told_apart(method: Method) -> None:
    found = detailed_of(method, SAID, aggregated(method))["transport"]
    assert 0 < found["air"] < found["road"] < found["sea"]
    making = detailed_of(method, SAID, aggregated(method))["lifeCycle"][4]["transport"]
    assert found["air"] == making["air"]
    no_plane = BARE | {"airTransportRatio": 0}
    assert detailed_of(method, no_plane, aggregated(method))["transport"]["air"] == 0


@pytest.mark.parametrize("body", GARMENTS)
def test_complements_are_those_of_the_steps_that_count_durability_applied(
    method: Method, body: Any
) -> None:
    found = detailed_of(method, body, aggregated(method))
    for name in ("microfibers", "outOfEuropeEOL"):
        points = sum(
            step["complementsImpacts"][name] for step in found["lifeCycle"] if step["enabled"]
        )
        assert found["complementsImpacts"][name] == exactly(points / found["durability"]), name
    others = {
        points
        for name, points in found["complementsImpacts"].items()
        if name not in ("microfibers", "outOfEuropeEOL")
    }
    assert others == {0}


def test_each_complement_has_its_own_points(method: Method) -> None:
    points = detailed_of(method, BARE, aggregated(method))["complementsImpacts"]
    assert points["microfibers"] != points["outOfEuropeEOL"]
    assert points["microfibers"] > 0
    assert points["outOfEuropeEOL"] > 0


def test_durability_days_and_cycles_are_the_garments(method: Method) -> None:
    garment = computed(method, SAID, aggregated(method))
    found = detailed_of(method, SAID, aggregated(method))
    durability = garment.simulation.durability
    assert found["durability"] == durability.coefficient != 1
    assert found["daysOfWear"] == durability.days_of_wear
    assert found["useNbCycles"] == durability.care_cycles
    assert found["daysOfWear"] != found["useNbCycles"]
    assert isinstance(found["daysOfWear"], int)
    assert isinstance(found["useNbCycles"], int)
    # The same whether the use counts or not.
    with_use = {key: value for key, value in SAID.items() if key != "disabledSteps"}
    assert detailed_of(method, with_use, aggregated(method))["useNbCycles"] == found["useNbCycles"]


def test_the_parts_of_the_page_are_those_of_the_answer(method: Method) -> None:
    """Families of stages, "for 100 g" aside: durability applied, and they add up."""
    garment = computed(method, SAID, official(method))
    found = detailed_of(method, SAID, official(method))
    sums = [sum(figures) for figures in zip(*garment.families.values(), strict=True)]
    for trigram, figure in zip(garment.served.table.trigrams, sums, strict=True):
        assert figure == exactly(found["impacts"][trigram]), trigram
    undivided = dict(zip(garment.served.table.trigrams, garment.undivided, strict=True))
    assert undivided == found["impactsWithoutDurability"]
    assert {name: points for name, points in garment.complements.items() if points} == {
        name: exactly(points * found["durability"])
        for name, points in found["complementsImpacts"].items()
        if points
    }


def test_what_is_not_served_is_nowhere_in_the_breakdown(method: Method) -> None:
    found = detailed_of(method, SAID, aggregated(method))

    def vectors(node: Any) -> Any:
        if isinstance(node, dict):
            if "ecs" in node:
                yield node
            for value in node.values():
                yield from vectors(value)
        elif isinstance(node, list):
            for value in node:
                yield from vectors(value)

    seen = list(vectors(found))
    # The garment with and without durability, trims, transport, and five vectors a step.
    assert len(seen) == 4 + 8 * 5
    for vector in seen:
        assert list(vector) == list(TRIGRAMS)
        assert {figure for name, figure in vector.items() if name not in SCORES} == {0.0}

"""Levers: what is said to lower the score does, by exactly what is said (decisions.md 2)."""

from typing import Any

import pytest

from scoring.engine.analysis.candidates import DESIGN, EXPLORATORY, MODES, REGULATORY
from scoring.engine.analysis.levers import Levers, find_levers
from scoring.engine.analysis.variants import Variants, score_of
from scoring.engine.method import Method
from scoring.engine.textile.query import parse
from scoring.engine.textile.simulate import simulate
from tests.engine.analysis.garments import garments

TSHIRT = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
# Fields that the regulatory form does not ask for.
ADVANCED = {
    "dyeingProcessType",
    "fabricProcess",
    "makingComplexity",
    "makingDeadStock",
    "makingWaste",
    "physicalDurability",
    "surfaceMass",
    "yarnSize",
    "trims",
    "disabledSteps",
}


def levers(method: Method, body: Any, **options: Any) -> Levers:
    return find_levers(Variants(method, body), **options)


@pytest.mark.parametrize("mode", MODES)
def test_each_change_scores_what_is_said_on_random_garments(method: Method, mode: str) -> None:
    seen = 0
    for body in garments(method, 12):
        found = levers(method, body, mode=mode)
        assert found.score == score_of(method, body)
        for lever in found.levers:
            assert score_of(method, body | lever.change) == lever.score
            assert lever.gain == found.score - lever.score > 0.0005 * abs(found.score)
            assert lever.share == lever.gain / abs(found.score)
            seen += 1
        for cost in found.defaults:
            for stated in (cost.best, cost.worst):
                assert score_of(method, body | stated.change) == stated.score
            assert cost.at_stake == cost.worst.score - cost.best.score > 0 <= cost.cost
        for threshold in found.thresholds:
            assert score_of(method, body | {threshold.field: threshold.at}) == threshold.score
        gains = [lever.gain for lever in found.levers]
        assert gains == sorted(gains, reverse=True)
        if found.levers:
            assert found.combined is not None
            assert score_of(method, body | found.combined.change) == found.combined.score
            assert found.combined.score <= found.levers[0].score
            assert 1 <= len(found.combined.levers) <= 3
        else:
            assert found.combined is None
    assert seen > 100


def test_a_field_has_at_most_three_levers_the_best_first(method: Method) -> None:
    by_field: dict[str, list[float]] = {}
    for lever in levers(method, TSHIRT, mode=EXPLORATORY).levers:
        by_field.setdefault(lever.field, []).append(lever.score)
    assert max(len(scores) for scores in by_field.values()) == 3
    assert by_field["countryDyeing"] == sorted(by_field["countryDyeing"])
    best = min(
        score_of(method, TSHIRT | {"countryDyeing": country.code})
        for country in method.dataset.countries.values()
        if "textile" in country.scopes
    )
    assert by_field["countryDyeing"][0] == best


def test_the_regulatory_mode_only_changes_what_its_form_asks_for(method: Method) -> None:
    found = levers(method, TSHIRT, mode=REGULATORY)
    assert {lever.key for lever in found.levers}.isdisjoint(ADVANCED)
    assert {cost.field for cost in found.defaults}.isdisjoint(ADVANCED)
    more = levers(method, TSHIRT, mode=EXPLORATORY)
    assert {"fabricProcess", "makingDeadStock"} <= {lever.key for lever in more.levers}


def test_fields_to_keep_do_not_change(method: Method) -> None:
    kept = ("materials", "mass", "price", "countryDyeing")
    found = levers(method, TSHIRT, keep=kept)
    changed = {name for lever in found.levers for name in lever.change}
    changed |= {cost.field for cost in found.defaults}
    changed |= {threshold.field for threshold in found.thresholds}
    assert found.combined is not None
    changed |= found.combined.change.keys()
    assert changed.isdisjoint(kept)
    assert "numberOfReferences" in changed


def test_what_is_silent_is_to_be_stated_and_what_is_stated_is_to_be_changed(
    method: Method,
) -> None:
    body = TSHIRT | {"countryMaking": "CN", "airTransportRatio": 1}
    kinds = {lever.field: lever.kind for lever in levers(method, body).levers}
    assert kinds["countryMaking"] == "origin"
    assert kinds["airTransportRatio"] == "transport"
    assert kinds["materials.0.id"] == "material"
    assert kinds["mass"] == "design"
    assert kinds["countryDyeing"] == kinds["price"] == "information"
    (making,) = [one for one in levers(method, body).levers if one.field == "countryMaking"][:1]
    assert (making.before, making.after, making.change) == ("CN", "FR", {"countryMaking": "FR"})


def test_a_default_costs_what_the_best_statement_saves(method: Method) -> None:
    costs = {cost.field: cost for cost in levers(method, TSHIRT).defaults}
    assert next(iter(costs)) == "numberOfReferences"
    price = costs["price"]
    assert (price.value, price.best.value, price.worst.value) == (10, 30, 1)
    assert price.cost == score_of(method, TSHIRT) - score_of(method, TSHIRT | {"price": 30})
    assert "price" not in {cost.field for cost in levers(method, TSHIRT | {"price": 10}).defaults}


def test_a_threshold_is_the_first_value_whose_coefficient_is_better(method: Method) -> None:
    def coefficient(**more: Any) -> float:
        query = parse(method.dataset, TSHIRT | more)
        return simulate(method.textile, query).durability.coefficient

    for threshold in levers(method, TSHIRT).thresholds:
        closer = threshold.at + (1 if threshold.field == "numberOfReferences" else -1)
        assert coefficient(**{threshold.field: threshold.at}) == threshold.coefficient
        assert coefficient(**{threshold.field: closer}) < threshold.coefficient
        assert threshold.gain > 0
    assert [one.field for one in levers(method, TSHIRT).thresholds] == [
        *["numberOfReferences"] * 3,
        *["price"] * 3,
    ]


def test_what_cannot_be_better_has_no_threshold(method: Method) -> None:
    best = TSHIRT | {"numberOfReferences": 1, "price": 1000, "business": "small-business"}
    assert levers(method, best).thresholds == ()
    # The physical coefficient caps the other.
    capped = TSHIRT | {"physicalDurability": 0.67}
    assert levers(method, capped).thresholds == ()


def test_accessories_can_be_fewer_in_the_exploratory_mode(method: Method) -> None:
    heavy = TSHIRT | {"trims": [{"id": "86b877ff-0d59-482f-bb34-3ff306b07496", "quantity": 1}]}
    trims = [one for one in levers(method, heavy, mode=EXPLORATORY).levers if one.key == "trims"]
    assert [(one.before, one.after, one.change) for one in trims] == [(1, 0, {"trims": []})]


def test_a_garment_whose_score_is_no_number_has_no_lever(method: Method) -> None:
    found = levers(method, TSHIRT | {"mass": 1.7e308})
    assert (found.levers, found.combined) == ((), None)


def test_a_lever_gains_more_than_five_hundredths_of_a_per_cent(method: Method) -> None:
    """Another country of cotton gains 0.16 % of a shirt of cotton, and less where it has less."""
    shares = [lever.share for lever in levers(method, TSHIRT).levers]
    assert 0.0005 < min(shares) < 0.002
    little = [{"id": "ei-pet", "share": 0.9}, {"id": "ei-coton", "share": 0.1}]
    found = levers(method, TSHIRT | {"materials": little}).levers
    assert "materials.1.country" not in {lever.field for lever in found}


def test_another_spinning_than_the_one_given_is_a_matter_of_design(method: Method) -> None:
    material = {"id": "ei-coton", "share": 1, "spinning": "ConventionalSpinning"}
    found = levers(method, TSHIRT | {"materials": [material]}, mode=EXPLORATORY)
    kinds = {lever.kind for lever in found.levers if lever.field == "materials.0.spinning"}
    assert kinds == {DESIGN}

"""The answer of a recipe: what each figure is made of (food.md 10.2)."""

import math
from collections.abc import Sequence
from typing import Any

import pytest

from scoring.answers.food import FOOD, answer, effects_of
from scoring.answers.levels import Served
from scoring.answers.products import CARROT_CAKE, MANGO
from scoring.answers.sector import compute
from scoring.engine.food.complements import Services
from scoring.engine.impacts import DETAILS, SCORES, TRIGRAMS
from scoring.engine.method import Method
from tests.answers.served import aggregated, official

# Frozen fish from far away, baked and kept cold: cooled legs, two preparations.
FROZEN = {
    "ingredients": [
        {"id": "8fb5024c-ceec-4201-b069-ea253c537ad6", "mass": 250, "country": "BR"},
        {"id": "db791ac8-02b9-41b0-bc2b-2913e745bd19", "mass": 80, "country": "FR"},
    ],
    "packaging": [{"id": "25595091-35b6-5c62-869f-a29c318c367e", "mass": 35}],
    "distribution": "frozen",
    "preparation": ["freezing", "oven"],
}
FLOWN = {"ingredients": [{"id": MANGO["ingredients"][0]["id"], "mass": 100, "byPlane": "byPlane"}]}
# Its density is not known: no volume in the shop, so no figure for the shop.
OIL = {
    "ingredients": [{"id": "61ede109-0eed-4aa3-93bb-aacf132b6bdd", "mass": 800}],
    "distribution": "ambient",
}
# Transported without cooling in every case.
DRY = {
    "ingredients": [{"id": "02878fcc-4c20-4d31-874d-169535443c6a", "mass": 80, "country": "FR"}],
    "distribution": "ambient",
}
RECIPES = [CARROT_CAKE, MANGO, FROZEN, FLOWN]


def results_of(method: Method, body: Any, served: Served) -> dict[str, Any]:
    found: dict[str, Any] = answer(compute(FOOD, method, body, served), "https://exemple.test")
    results: dict[str, Any] = found["results"]
    return results


def added(parts: Sequence[dict[str, float]]) -> dict[str, float]:
    return {trigram: sum(part[trigram] for part in parts) for trigram in TRIGRAMS}


def close(found: dict[str, float], expected: dict[str, float]) -> bool:
    return all(found[name] == pytest.approx(expected[name], rel=1e-12) for name in TRIGRAMS)


@pytest.mark.parametrize("body", RECIPES)
def test_every_total_is_the_sum_of_its_parts(method: Method, body: Any) -> None:
    found = results_of(method, body, official(method))
    recipe, shop = found["recipe"], found["distribution"]
    of_recipe = [recipe["ingredientsTotal"], recipe["transform"], recipe["transports"]["impacts"]]
    assert close(recipe["total"], added(of_recipe))
    others = [
        found["packaging"],
        found["preparation"],
        shop["total"],
        shop["transports"]["impacts"],
    ]
    assert close(found["total"], added([recipe["total"], *others]))
    moved = [recipe["transports"]["impacts"], shop["transports"]["impacts"]]
    assert close(found["transports"]["impacts"], added(moved))
    for mode in ("road", "roadCooled", "sea", "seaCooled", "air"):
        assert found["transports"][mode] == pytest.approx(
            recipe["transports"][mode] + shop["transports"][mode]
        )
    per_kg = {name: figure / found["preparedMass"] for name, figure in found["total"].items()}
    assert close(found["perKg"], per_kg)
    assert found["scoring"]["all"] == pytest.approx(found["perKg"]["ecs"], rel=1e-12)


@pytest.mark.parametrize("body", RECIPES)
def test_the_families_of_stages_add_up_to_the_total(method: Method, body: Any) -> None:
    recipe = compute(FOOD, method, body, official(method))
    sums = [sum(figures) for figures in zip(*recipe.families.values(), strict=True)]
    assert sums == pytest.approx(list(recipe.results.total), rel=1e-12)
    found = results_of(method, body, official(method))
    ecs = recipe.served.table.trigrams.index("ecs")
    assert {family: vector[ecs] for family, vector in recipe.families.items()} == {
        "materials": found["recipe"]["ingredientsTotal"]["ecs"],
        "transform": found["recipe"]["transform"]["ecs"],
        "packaging": found["packaging"]["ecs"],
        "transports": found["transports"]["impacts"]["ecs"],
        "distribution": found["distribution"]["total"]["ecs"],
        "usage": found["preparation"]["ecs"],
    }
    assert recipe.undivided == recipe.results.total


def test_kilometres_stand_under_the_mode_that_they_are_travelled_by(method: Method) -> None:
    def way(body: Any, part: str) -> dict[str, float]:
        moved = results_of(method, body, aggregated(method))[part]["transports"]
        return {mode: km for mode, km in moved.items() if mode != "impacts" and km}

    assert way(CARROT_CAKE, "recipe") == {"road": 480, "roadCooled": 160}
    assert way(MANGO, "recipe") == {"roadCooled": 660, "seaCooled": 8315}
    assert way(FLOWN, "recipe") == {"air": 18000, "roadCooled": 3160}
    assert way(FROZEN, "distribution") == {"roadCooled": 600}
    assert way(DRY, "recipe") == {"road": 660}
    assert way(DRY, "distribution") == {"road": 600}
    # Without distribution there is neither transport to a shop nor storage in it.
    assert way(FLOWN, "distribution") == {}
    shop = results_of(method, FLOWN, aggregated(method))["distribution"]
    assert set(shop["transports"]["impacts"].values()) == {0}


def test_a_bonus_is_told_as_a_negative_effect_under_its_own_name(method: Method) -> None:
    effects = effects_of(Services(1.0, 2.0, 3.0, 4.0, 5.0))
    assert effects == {
        "hedges": -1.0,
        "plotSize": -2.0,
        "cropDiversity": -3.0,
        "permanentPasture": -4.0,
        "livestockDensity": -5.0,
    }
    none = effects_of(Services())
    assert {math.copysign(1, points) for points in none.values()} == {1}
    recipe = compute(FOOD, method, FROZEN, aggregated(method))
    told = results_of(method, FROZEN, aggregated(method))["recipe"]["totalBonusImpact"]
    assert sum(told.values()) == pytest.approx(-recipe.simulation.services.bonus)
    assert {name: points for name, points in told.items() if points} == {
        name: points for name, points in recipe.complements.items() if points
    }


def test_the_bonus_is_taken_off_the_score_alone(method: Method) -> None:
    recipe = compute(FOOD, method, FROZEN, aggregated(method))
    found = results_of(method, FROZEN, aggregated(method))
    bonus = recipe.simulation.services.bonus
    assert bonus != 0
    ingredients = recipe.served.table.weigh(recipe.simulation.ingredients)
    for score, figure in zip(SCORES, ingredients, strict=True):
        expected = figure - bonus if score == "ecs" else figure
        assert found["recipe"]["ingredientsTotal"][score] == expected


def test_masses_are_at_packaging_and_on_the_plate(method: Method) -> None:
    found = results_of(method, CARROT_CAKE, aggregated(method))
    masses = compute(FOOD, method, CARROT_CAKE, aggregated(method)).simulation.masses
    assert found["totalMass"] == masses.total == pytest.approx(masses.transformed + 0.105)
    assert found["preparedMass"] == masses.prepared == pytest.approx(found["totalMass"] - 0.105)


def test_only_the_licensed_figures_give_sub_scores(method: Method) -> None:
    known = results_of(method, CARROT_CAKE, official(method))["scoring"]
    assert list(known) == ["all", "climate", "biodiversity", "health", "resources"]
    assert all(known.values())
    public = results_of(method, CARROT_CAKE, aggregated(method))["scoring"]
    assert public["all"] == known["all"]
    assert {points for name, points in public.items() if name != "all"} == {0}


@pytest.mark.parametrize("level", [aggregated, official])
def test_an_empty_recipe_has_no_figure_by_the_kilogram(method: Method, level: Any) -> None:
    found = results_of(method, {"ingredients": []}, level(method))
    assert set(found["total"].values()) == {0}
    assert set(found["scoring"].values()) == {None}
    for trigram in DETAILS:
        assert found["perKg"][trigram] is None
    for score in SCORES:
        assert math.isnan(found["perKg"][score])


@pytest.mark.parametrize("level", [aggregated, official])
def test_what_takes_no_known_room_in_the_shop_has_no_figure_there(
    method: Method, level: Any
) -> None:
    found = results_of(method, OIL, level(method))
    for part in (found["total"], found["perKg"], found["distribution"]["total"]):
        assert {part[trigram] for trigram in DETAILS} == {None}
    assert set(found["scoring"].values()) == {None}
    # The rest of the recipe still has its figures.
    assert found["recipe"]["total"]["ecs"] > 0

"""What a user would notice of the food calculation, beyond the reference's cases."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.food.fields import QUERY
from scoring.engine.food.query import parse
from scoring.engine.food.recipe import Recipe, simulate
from scoring.engine.food.results import Results, compute_results
from scoring.engine.method import Method

CARROT = "4d5198e7-413a-4ae2-8448-535aa3b302ae"
MANGO = "db0e5f44-34b4-4160-b003-77c828d75e60"
ORGANIC_FLOUR = "db791ac8-02b9-41b0-bc2b-2913e745bd19"
LENTILS = "02b2ed63-6246-446c-8cf3-224dbe698821"
COOKING = "83b897cf-9ed2-5604-83b4-67fab8606d35"
MIXING = "8d46c079-7f6a-5fc5-bf22-7b7d92d20b40"
CARDBOARD = "25595091-35b6-5c62-869f-a29c318c367e"
COUNTRIES = ("BR", "CN", "ES", "FR", "IT", "KE", "MA", "NZ", "PE", "US")

masses = st.floats(1, 5000)


def run(method: Method, ingredients: list[dict[str, Any]], **rest: Any) -> Recipe:
    return simulate(method.food, parse(method.dataset, {"ingredients": ingredients} | rest))


def figures(method: Method, ingredients: list[dict[str, Any]], **rest: Any) -> Results:
    return compute_results(run(method, ingredients, **rest), method.scores)


@st.composite
def recipes(draw: st.DrawFn, method: Method, at_least: int = 1) -> list[dict[str, Any]]:
    """Some ingredients, with or without a country."""
    visible = [one.id for one in method.dataset.ingredients.values() if one.visible]
    lines = draw(
        st.lists(
            st.tuples(st.sampled_from(visible), masses, st.sampled_from((None, *COUNTRIES))),
            min_size=at_least,
            max_size=6,
        )
    )
    return [{"id": one, "mass": mass, "country": country} for one, mass, country in lines]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_the_order_of_ingredients_does_not_change_the_score(
    method: Method, data: st.DataObject
) -> None:
    lines = data.draw(recipes(method, at_least=2))
    rest = {"distribution": "fresh", "preparation": ["oven"]}
    first = figures(method, lines, **rest)
    second = figures(method, data.draw(st.permutations(lines)), **rest)
    for one, other in zip(first.total, second.total, strict=True):
        assert math.isclose(one, other, rel_tol=1e-10, abs_tol=1e-9)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), factor=st.integers(2, 20))
def test_a_recipe_made_several_times_costs_as_much_per_kg(
    method: Method, data: st.DataObject, factor: int
) -> None:
    lines = data.draw(recipes(method, at_least=2))
    many = [line | {"mass": line["mass"] * factor} for line in lines]
    rest = {"distribution": "ambient", "preparation": ["microwave"]}
    one, several = figures(method, lines, **rest), figures(method, many, **rest)
    assert math.isclose(one.score, several.score, rel_tol=1e-9, abs_tol=1e-9)
    assert math.isclose(one.total[1] * factor, several.total[1], rel_tol=1e-9)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_the_parts_add_up_to_the_total(method: Method, data: st.DataObject) -> None:
    lines = data.draw(recipes(method, at_least=2))
    found = figures(
        method,
        lines,
        transform={"id": COOKING, "mass": 500},
        packaging=[{"id": CARDBOARD, "mass": 20}],
        distribution="frozen",
        preparation=["freezing", "frying"],
    )
    for score in range(2):
        parts = (
            found.ingredients,
            found.transform,
            found.packaging,
            found.transport,
            found.retail,
            found.preparation,
        )
        assert math.isclose(
            sum(part[score] for part in parts), found.total[score], rel_tol=1e-9, abs_tol=1e-9
        )


def test_more_packaging_costs_more_and_is_not_food(method: Method) -> None:
    light, heavy = (
        figures(
            method,
            [{"id": CARROT, "mass": 200}],
            packaging=[{"id": CARDBOARD, "mass": mass}],
            distribution="fresh",
        )
        for mass in (10, 100)
    )
    assert heavy.packaging[0] == pytest.approx(10 * light.packaging[0])
    assert heavy.retail == light.retail
    assert heavy.distribution_transport[0] > light.distribution_transport[0]


def test_the_cooking_ratio_counts_once_at_the_plant_or_at_home(method: Method) -> None:
    lines = [{"id": LENTILS, "mass": 100}]
    cooked = 0.1 * 2.33
    raw = run(method, lines, preparation=["pan-warming"]).masses
    at_home = run(method, lines, preparation=["pan-cooking"]).masses
    at_plant = run(
        method, lines, transform={"id": COOKING, "mass": 100}, preparation=["oven"]
    ).masses
    mixed = run(method, lines, transform={"id": MIXING, "mass": 100}).masses
    assert raw.prepared == mixed.prepared == pytest.approx(0.1)
    assert (at_home.total, at_home.prepared) == pytest.approx((0.1, cooked))
    assert (at_plant.total, at_plant.prepared) == pytest.approx((cooked, cooked))


def test_an_explicit_france_travels_500_km_more_than_the_default_one(method: Method) -> None:
    default = run(method, [{"id": CARROT, "mass": 100}]).ingredients_journey
    explicit = run(method, [{"id": CARROT, "mass": 100, "country": "FR"}]).ingredients_journey
    # A carrot is cooled once transformed.
    assert (default.road, default.road_cooled) == (160, 0)
    assert (explicit.road, explicit.road_cooled) == (160, 500)


@pytest.mark.parametrize(
    ("line", "modes"),
    [
        ({}, {"road_cooled": 3160, "sea_cooled": 0, "air": 18000}),
        ({"byPlane": "byPlane"}, {"road_cooled": 3160, "sea_cooled": 0, "air": 18000}),
        ({"byPlane": "noPlane"}, {"road_cooled": 3160, "sea_cooled": 18000, "air": 0}),
        ({"country": "ES"}, {"road_cooled": 660, "sea_cooled": 0, "air": 826}),
        (
            {"country": "ES", "byPlane": "noPlane"},
            {"road_cooled": 1480.8, "sea_cooled": 167.2, "air": 0},
        ),
    ],
)
def test_a_mango_flies_unless_told_otherwise(
    method: Method, line: dict[str, Any], modes: dict[str, float]
) -> None:
    journey = run(method, [{"id": MANGO, "mass": 100} | line]).ingredients_journey
    found = {mode: getattr(journey, mode) for mode in modes}
    assert found == pytest.approx(modes)


def test_hedges_and_fields_are_a_bonus_on_ecs_alone(method: Method) -> None:
    recipe = run(method, [{"id": ORGANIC_FLOUR, "mass": 1000, "country": "FR"}])
    found = compute_results(recipe, method.scores)
    assert recipe.services.bonus == pytest.approx(21.6385, rel=1e-5)
    assert found.ingredients[0] == pytest.approx(
        method.scores.weigh(recipe.ingredients)[0] - recipe.services.bonus
    )
    assert found.ingredients[1] == method.scores.weigh(recipe.ingredients)[1]


@pytest.mark.parametrize("name", ["transform", "packaging"])
def test_a_process_of_a_recipe_has_an_id_of_the_list_and_a_mass(name: str) -> None:
    record = QUERY.inner[name]
    assert {field.name: (field.required, field.catalogue) for field in record.fields} == {
        "id": (True, "processes"),
        "mass": (True, None),
    }

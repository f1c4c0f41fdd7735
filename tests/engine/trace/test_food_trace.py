"""The trace of a recipe: where its values come from, and nearly empty recipes."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.engine.food.explain import explain
from scoring.engine.food.query import parse
from scoring.engine.method import Method
from scoring.engine.records import TRANSPORT_COOLINGS, Ingredient
from scoring.engine.trace.lines import Origin, Sourced, Trace, public_form
from scoring.engine.vocabulary import food as vocabulary
from tests.conformance.test_food_trace import faults

MANGO = "db0e5f44-34b4-4160-b003-77c828d75e60"
CARROT = "4d5198e7-413a-4ae2-8448-535aa3b302ae"
LENTILS = "02b2ed63-6246-446c-8cf3-224dbe698821"
COOKING = "83b897cf-9ed2-5604-83b4-67fab8606d35"
MIXING = "8d46c079-7f6a-5fc5-bf22-7b7d92d20b40"
CARDBOARD = "25595091-35b6-5c62-869f-a29c318c367e"
COUNTRIES = ("BR", "CN", "ES", "FR", "IT", "KE", "MA", "NZ", "PE", "US")


def traced(method: Method, ingredients: list[dict[str, Any]], **rest: Any) -> Trace:
    """The trace of a recipe, once it has proved its score."""
    body = {"ingredients": ingredients} | rest
    assert faults(method, body, method.scores, "ecs") == []
    assert faults(method, body, method.scores, "pef") == []
    return explain(method.dataset, method.food, parse(method.dataset, body), method.scores, "ecs")


def oil(method: Method) -> Ingredient:
    """An ingredient without density."""
    return next(one for one in method.dataset.ingredients.values() if not one.density)


def told(known: Sourced) -> tuple[Any, ...]:
    """The value, origin, key and section of an input."""
    return known.value, known.origin, known.key, known.section


def test_what_the_request_leaves_out_is_a_default(method: Method) -> None:
    inputs = traced(method, [{"id": MANGO, "mass": 120}]).line("travelled.air.0").inputs
    origin = f"ingredients.{MANGO}.defaultOrigin"
    assert told(inputs["country"]) == (vocabulary.FROM_FAR_BY_PLANE, Origin.DEFAULT, origin, "")
    assert told(inputs["plane"]) == ("byPlane", Origin.DEFAULT, "method.byPlane", "4.1")
    assert told(inputs["leg"])[::3] == (18000, "4.2")


def test_what_the_request_says_is_the_requests(method: Method) -> None:
    line = {"id": MANGO, "mass": 283, "country": "ES", "byPlane": "noPlane"}
    trace = traced(method, [line])
    inputs = trace.line("travelled.road_cooled.0").inputs
    assert told(inputs["country"]) == ("ES", Origin.REQUEST, "ingredients.0.country", "")
    assert told(inputs["plane"]) == ("noPlane", Origin.REQUEST, "ingredients.0.byPlane", "")
    # The default origin still matters.
    assert inputs["default_origin"].value == vocabulary.FROM_FAR_BY_PLANE
    assert trace.line("leg.road_share.0").inputs["road"].key == "distances.ES/FR.road"
    assert trace.line("leg.road_share.0").value == 0.9
    mass = trace.line("mass.raw.ingredient.0").inputs["grams"]
    assert (mass.origin, mass.key, mass.unit) == (Origin.REQUEST, "ingredients.0.mass", "g")


def test_the_density_is_the_ingredients_when_it_is_sold_alone(method: Method) -> None:
    carrot = {"id": CARROT, "mass": 100}
    alone = traced(method, [carrot], distribution="fresh").line("retail.volume")
    assert told(alone.inputs["density"])[1:3] == (Origin.DATA, f"ingredients.{CARROT}.density")
    for ingredients, rest in (
        ([carrot, carrot], {}),
        ([], {}),
        ([carrot], {"transform": {"id": MIXING, "mass": 100}}),
    ):
        mixed = traced(method, ingredients, distribution="fresh", **rest).line("retail.volume")
        assert told(mixed.inputs["density"]) == (1, Origin.CONSTANT, "density", "6.1")


def test_the_lines_say_where_the_food_is_cooked(method: Method) -> None:
    lines = [{"id": LENTILS, "mass": 100}]
    cooking = {"transform": {"id": COOKING, "mass": 100}}
    mixing = {"transform": {"id": MIXING, "mass": 100}}
    for rest, cooked, prepared in (
        ({"preparation": ["pan-warming"]}, set(), 0.1),
        ({"preparation": ["oven", "oven"]}, {"mass.cooked.ingredient.0"}, 0.233),
        (cooking | {"preparation": ["oven"]}, {"mass.transformed.ingredient.0"}, 0.233),
        (mixing | {"preparation": ["oven"]}, {"mass.cooked.ingredient.0"}, 0.233),
        (mixing, set(), 0.1),
    ):
        trace = traced(method, lines, **rest)
        ratios = {line.id for line in trace.lines if "ratio" in line.inputs}
        assert ratios == cooked
        assert trace.line("mass.prepared").value == pytest.approx(prepared)


@pytest.mark.parametrize("country", [None, *COUNTRIES])
@pytest.mark.parametrize("cooling", TRANSPORT_COOLINGS)
def test_every_journey_is_explained(method: Method, country: str | None, cooling: str) -> None:
    for origin in vocabulary.ORIGIN_LABELS:
        found = next(
            (
                one
                for one in method.dataset.ingredients.values()
                if (one.default_origin, one.transport_cooling, one.visible)
                == (origin, cooling, True)
            ),
            None,
        )
        # The data have no ingredient of certain kinds.
        if found is None:
            continue
        planes = [None, "noPlane"]
        if origin == vocabulary.FROM_FAR_BY_PLANE:
            planes.append("byPlane")
        for plane in planes:
            line = {"id": found.id, "mass": 250, "country": country, "byPlane": plane}
            trace = traced(method, [line, line], distribution="frozen")
            assert any(one.id == "carried.distribution" for one in trace.lines)


def test_an_empty_recipe_has_a_trace(method: Method) -> None:
    trace = traced(method, [])
    assert trace.score == 0
    assert math.isnan(trace.line("per_kg").value)
    assert json.loads(json.dumps(public_form(trace)))["lines"][-1]["value"] is None
    full = traced(
        method,
        [],
        transform={"id": COOKING, "mass": 10},
        packaging=[{"id": CARDBOARD, "mass": 10}],
        distribution="ambient",
        preparation=["oven", "freezing"],
    )
    assert full.score > 0
    assert math.isinf(full.line("per_kg").value)


def test_an_infinite_volume_has_a_trace(method: Method) -> None:
    lines = [{"id": oil(method).id, "mass": 100}]
    trace = traced(method, lines, distribution="ambient")
    assert math.isinf(trace.line("retail.volume").value)
    shown = json.loads(json.dumps(public_form(trace)))
    assert shown["score"] is None
    assert math.isfinite(traced(method, lines).score)
    assert math.isfinite(traced(method, lines * 2, distribution="ambient").score)


@pytest.mark.parametrize("mass", [1e-9, 1e-300, 1e300, 1.7e308])
def test_masses_out_of_all_proportion_have_a_trace(method: Method, mass: float) -> None:
    lines = [{"id": CARROT, "mass": mass}, {"id": MANGO, "mass": 1}]
    traced(
        method,
        lines,
        transform={"id": COOKING, "mass": mass},
        packaging=[{"id": CARDBOARD, "mass": mass}],
        distribution="fresh",
        preparation=["pan-cooking"],
    )


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_recipe_has_a_trace(method: Method, data: st.DataObject) -> None:
    visible = [one.id for one in method.dataset.ingredients.values() if one.visible]
    processes = list(method.dataset.processes)
    mass = st.floats(0.001, 5000)
    line = st.fixed_dictionaries(
        {"id": st.sampled_from(visible), "mass": mass},
        optional={"country": st.sampled_from(COUNTRIES), "byPlane": st.just("noPlane")},
    )
    process = st.fixed_dictionaries({"id": st.sampled_from(processes), "mass": mass})
    body = data.draw(
        st.fixed_dictionaries(
            {"ingredients": st.lists(line, max_size=5)},
            optional={
                "transform": process,
                "packaging": st.lists(process, max_size=3),
                "distribution": st.sampled_from(vocabulary.DISTRIBUTIONS),
                "preparation": st.lists(st.sampled_from(vocabulary.PREPARATION_CODES), max_size=2),
            },
        )
    )
    traced(method, body.pop("ingredients"), **body)


def test_what_decides_a_mass_is_named_in_its_order(method: Method) -> None:
    ingredients = [{"id": CARROT, "mass": 100}]
    trace = traced(method, ingredients, preparation=["freezing", "oven"])
    inputs = trace.line("mass.prepared").inputs
    asked = {name: known.value for name, known in inputs.items() if known.origin is Origin.REQUEST}
    assert asked["preparation_1"] == "freezing"
    assert asked["preparation_2"] == "oven"

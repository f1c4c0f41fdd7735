"""Sets and garments in parts are sums of single garments, bit for bit (catalogue.md 6)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.answers.products import POLO, PYJAMAS
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.textile.composites.combination import (
    compute_combined,
    equivalent_durability,
    portal_score,
    simulate_garment,
    simulate_set,
    total_of,
)
from scoring.engine.textile.composites.query import parse_garment, parse_set
from scoring.engine.textile.composites.sharing import shared_prices
from scoring.engine.textile.query import parse
from scoring.engine.textile.results import Results, compute_results
from scoring.engine.textile.simulate import simulate

Body = dict[str, Any]
CATEGORIES = ("tshirt", "pull", "manteau", "chaussettes", "jean")
FIBRES = ("ei-coton", "ei-pet", "ei-laine-par-defaut")
NO_MAKING = {"makingComplexity": "not-applicable", "fading": False, "trims": []}


def single(method: Method, body: Body) -> Results:
    """The result of a call for one garment."""
    simulation = simulate(method.textile, parse(method.dataset, body))
    return compute_results(simulation, method.scores)


def ecs(method: Method, body: Body) -> float:
    return single(method, body).totals.impacts[0]


def durability(method: Method, body: Body) -> float:
    return simulate(method.textile, parse(method.dataset, body)).durability.coefficient


def of_set(method: Method, body: Body) -> float:
    combination = simulate_set(method.textile, parse_set(method.dataset, body))
    return total_of(combination, method.scores)[0]


def of_garment(method: Method, body: Body) -> float:
    combination = simulate_garment(method.textile, parse_garment(method.dataset, body))
    return total_of(combination, method.scores)[0]


def polo_parts() -> tuple[Body, Body]:
    """The parts of the notice's polo shirt as separate requests."""
    cotton, collar = POLO["components"]
    whole = {**cotton, "product": "tshirt"}
    del whole["mainComponent"]
    return whole, {**collar, "product": "tshirt", "countryMaking": "CN"}


def test_the_notices_polo_is_the_sum_of_its_parts(method: Method) -> None:
    main, collar = polo_parts()
    assert of_garment(method, POLO) == ecs(method, main) + ecs(method, collar | NO_MAKING)


def test_the_making_stage_and_the_trims_count_once(method: Method) -> None:
    combination = simulate_garment(method.textile, parse_garment(method.dataset, POLO))
    results = compute_combined(combination, method.scores)
    main, collar = polo_parts()
    alone = single(method, main)
    making = 4
    assert results.steps[making] == alone.steps[making].own
    assert results.totals.trims == alone.totals.trims
    # The collar's fabric is still cut and transported.
    assert results.pieces[1].steps[0].own == single(method, collar | NO_MAKING).steps[0].own


@pytest.mark.parametrize(
    ("form", "materials"),
    [
        (1, [{"id": "ei-coton", "share": 0.9}, {"id": "ei-pet", "share": 0.1}]),
        (2, [{"id": "ei-coton", "share": 1}]),
    ],
)
def test_the_simplified_forms_are_single_calls(
    method: Method, form: int, materials: list[Body]
) -> None:
    main, _collar = polo_parts()
    call = main | {"mass": 0.2, "materials": materials}
    assert of_garment(method, {**POLO, "simplification": form}) == ecs(method, call)


def test_the_mean_composition_joins_what_is_the_same_fibre(method: Method) -> None:
    half = [{"id": "ei-coton", "share": 0.5}, {"id": "ei-pet", "share": 0.5}]
    elsewhere = [{"id": "ei-coton", "share": 1, "country": "IN"}]
    parts = [
        {**POLO["components"][0], "materials": half},
        {**POLO["components"][1], "materials": half},
        {**POLO["components"][1], "materials": elsewhere},
    ]
    body = {**POLO, "components": parts, "simplification": 1}
    combination = simulate_garment(method.textile, parse_garment(method.dataset, body))
    (piece,) = combination.pieces
    found = [(item.material.id, item.share) for item in piece.simulation.query.materials]
    assert piece.simulation.query.mass == 0.22
    assert [name for name, _ in found] == ["ei-coton", "ei-pet", "ei-coton"]
    assert [share for _, share in found] == pytest.approx([5 / 11, 5 / 11, 1 / 11])


def test_the_portal_subtracts_the_making_stage_after_the_division(method: Method) -> None:
    main, collar = polo_parts()
    alone = single(method, collar | {"trims": []})
    making = alone.steps[4].own[0]
    theirs = ecs(method, main) + (alone.totals.impacts[0] - making)
    query = parse_garment(method.dataset, POLO)
    assert portal_score(method.textile, query, method.scores) == theirs
    coefficient = durability(method, main)
    assert theirs - of_garment(method, POLO) == pytest.approx(making / coefficient - making)


def test_a_set_is_the_sum_of_its_garments(method: Method) -> None:
    shirt, socks = ({**item} for item in PYJAMAS["products"])
    count = socks.pop("numberOfItem")
    assert count == 2
    economics = {"numberOfReferences": 3000}
    # Default prices: 10 for a T-shirt, 4 for socks. 60 is shared in proportion, over 18.
    first = shirt | economics | {"price": 60 * 10 / 18}
    second = socks | economics | {"price": 60 * 4 / 18}
    one, other = ecs(method, first), ecs(method, second)
    assert of_set(method, PYJAMAS) == one + other + other
    combination = simulate_set(method.textile, parse_set(method.dataset, PYJAMAS))
    weighted = one * durability(method, first) + 2 * other * durability(method, second)
    found = equivalent_durability(combination, method.scores)
    assert found == pytest.approx(weighted / (one + other + other), rel=1e-15)


def test_without_a_price_each_item_has_its_categorys(method: Method) -> None:
    items = PYJAMAS["products"]
    alone = [
        {name: value for name, value in one.items() if name != "numberOfItem"} for one in items
    ]
    found = ecs(method, alone[0]) + ecs(method, alone[1]) + ecs(method, alone[1])
    assert of_set(method, {"products": items}) == found


def test_repeating_an_item_is_naming_it_several_times(method: Method) -> None:
    shirt, socks = ({**item} for item in PYJAMAS["products"])
    socks |= {"numberOfItem": 1}
    repeated = {**PYJAMAS, "products": [shirt, *[socks] * 7]}
    counted = {**PYJAMAS, "products": [shirt, socks | {"numberOfItem": 7}]}
    assert of_set(method, repeated) == of_set(method, counted)


@pytest.mark.parametrize(
    ("price", "counts"),
    [(1, (1, 1)), (3, (5 / 3, 1)), (18, (10, 4)), (1801, (1000, 400.22222222222223))],
)
def test_a_part_of_the_price_counts_from_1_to_1000(
    method: Method, price: float, counts: tuple[float, float]
) -> None:
    query = parse_set(method.dataset, {**PYJAMAS, "price": price})
    assert shared_prices(query) == pytest.approx(counts, rel=1e-15)


def garments() -> st.SearchStrategy[Body]:
    return st.fixed_dictionaries(
        {
            "product": st.sampled_from(CATEGORIES),
            "mass": st.floats(0.01, 2),
            "materials": st.lists(
                st.fixed_dictionaries({"id": st.sampled_from(FIBRES), "share": st.floats(0, 1)}),
                min_size=1,
                max_size=3,
            ),
            "countryMaking": st.sampled_from(["FR", "CN", "BD"]),
        },
        optional={
            "fading": st.booleans(),
            "upcycled": st.booleans(),
            "trims": st.just([]),
            "disabledSteps": st.just(["spinning"]),
            "fabricProcess": st.sampled_from(["weaving", "knitting-integral"]),
        },
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(garments(), min_size=1, max_size=4), st.none() | st.floats(1, 3000))
def test_any_set_is_the_sum_of_single_calls(
    method: Method, bodies: list[Body], price: float | None
) -> None:
    usual = sum(method.dataset.products[body["product"]].price for body in bodies)
    expected = 0.0
    for body in bodies:
        call = dict(body)
        if price is not None:
            share = price * method.dataset.products[body["product"]].price / usual
            call["price"] = min(1000, max(1, share))
        expected += ecs(method, call)
    request: Body = {"products": bodies} | ({} if price is None else {"price": price})
    assert of_set(method, request) == expected


@settings(deadline=None, max_examples=40)
@given(st.lists(garments(), min_size=1, max_size=4), st.data())
def test_any_garment_in_parts_is_the_sum_of_single_calls(
    method: Method, bodies: list[Body], data: st.DataObject
) -> None:
    main = data.draw(st.integers(0, len(bodies) - 1))
    product = bodies[0]["product"]
    trims = bodies[0].get("trims")
    shared = {"product": product} | ({} if trims is None else {"trims": trims})
    expected = 0.0
    parts = []
    for position, body in enumerate(bodies):
        call = {**body, **shared}
        if trims is None:
            call.pop("trims", None)
        expected += ecs(method, call if position == main else call | NO_MAKING)
        part = {name: value for name, value in body.items() if name not in ("product", "trims")}
        parts.append(part | {"mainComponent": position == main})
    assert of_garment(method, shared | {"components": parts}) == expected


BAD_PART: Body = {"mass": -1, "materials": []}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"decoding"}),
        ({"products": {}}, {"decoding"}),
        ({"products": []}, {"products"}),
        ({"products": [PYJAMAS["products"][0]], "price": 0}, {"price"}),
        (
            {"price": 0, "products": [{**BAD_PART, "product": "robe"}, {**PYJAMAS["products"][0]}]},
            {"price", "products.0.mass", "products.0.materials", "products.0.product"},
        ),
        (
            {"products": [{**PYJAMAS["products"][0], "numberOfItem": 0}]},
            {"products.0.numberOfItem"},
        ),
        ({"products": [{**PYJAMAS["products"][0], "numberOfItem": 300}] * 2}, {"products"}),
        ({"products": [PYJAMAS["products"][0]] * 501}, {"products"}),
    ],
)
def test_a_set_is_refused_with_all_its_faults(method: Method, body: Body, fields: set[str]) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        parse_set(method.dataset, body)
    assert set(refusal.value.faults) == fields


def test_an_item_out_of_scope_makes_the_set_so(method: Method) -> None:
    items = [*PYJAMAS["products"], {**PYJAMAS["products"][0], "product": "parapluie"}]
    with pytest.raises(InvalidQuery) as refusal:
        parse_set(method.dataset, {"products": items})
    (message,) = refusal.value.faults.values()
    assert "parapluie" in message
    assert "Un lot dont un article est hors du champ" in message


MAIN = POLO["components"][0]
OTHER = POLO["components"][1]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"product": "tshirt"}, {"decoding"}),
        ({"product": "robe", "components": [], "price": 0}, {"components", "product", "price"}),
        ({"product": "tshirt", "components": [OTHER]}, {"components"}),
        ({"product": "tshirt", "components": [MAIN, MAIN]}, {"components"}),
        (
            {"product": "tshirt", "components": [MAIN | {"countryMaking": "---"}]},
            {"components.0.countryMaking"},
        ),
        (
            {
                "product": "robe",
                "components": [MAIN | {"countryMaking": "XX"}, BAD_PART],
                "simplification": 3,
            },
            {
                "product",
                "components.0.countryMaking",
                "components.1.mass",
                "components.1.materials",
                "simplification",
            },
        ),
        ({"product": "tshirt", "components": [MAIN, *[OTHER] * 50]}, {"components"}),
    ],
)
def test_a_garment_in_parts_is_refused_with_all_its_faults(
    method: Method, body: Body, fields: set[str]
) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        parse_garment(method.dataset, body)
    assert set(refusal.value.faults) == fields

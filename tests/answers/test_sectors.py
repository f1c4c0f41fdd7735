"""Every sector is completely defined, and none is mistaken for another."""

from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest

from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, POLO, PYJAMAS, TSHIRT
from scoring.answers.sector import Sector, compute
from scoring.answers.sectors import FOOD, OBJECT, SECTORS, TEXTILE, VELI
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from tests.answers.served import aggregated

PRODUCTS: dict[str, Any] = {
    "textile": TSHIRT,
    "food": CARROT_CAKE,
    "object": CHAIR,
    "veli": BOX,
}


def test_the_sectors_are_these_in_the_order_in_which_they_are_shown() -> None:
    assert list(SECTORS) == ["textile", "food", "object", "veli"]
    assert list(SECTORS.values()) == [TEXTILE, FOOD, OBJECT, VELI]
    assert all(name == sector.name for name, sector in SECTORS.items())


@pytest.mark.parametrize("field", ["name", "pages", "simulator", "fragment"])
def test_no_two_sectors_share_an_address(field: str) -> None:
    values = [getattr(sector, field) for sector in SECTORS.values()]
    assert len(set(values)) == len(SECTORS)
    assert all(value == value.strip("/") != "" for value in values)


def test_every_field_is_given_and_none_can_be_changed() -> None:
    for sector in SECTORS.values():
        for field in fields(sector):
            assert getattr(sector, field.name) is not None, (sector.name, field.name)
        with pytest.raises(FrozenInstanceError):
            sector.name = "autre"  # type: ignore[misc]


@pytest.mark.parametrize("name", SECTORS)
def test_a_request_goes_the_whole_way_through_its_sector(method: Method, name: str) -> None:
    sector: Sector[Any, Any, Any] = SECTORS[name]
    computed = compute(sector, method, PRODUCTS[name], aggregated(method))
    assert computed.sector is sector
    assert computed.method is method
    assert computed.impacts["ecs"] is not None
    assert computed.impacts["ecs"] > 0
    assert computed.description
    assert computed.cautions(computed.impacts) == []
    # The breakdown is computed once, when it is first requested.
    assert computed.results is computed.results
    for normalised in (sector.repeat(computed.query), sector.normalise(method, PRODUCTS[name])):
        again = compute(sector, method, normalised, aggregated(method))
        assert again.impacts == computed.impacts
        assert sector.repeat(again.query) == sector.repeat(computed.query)


@pytest.mark.parametrize("name", SECTORS)
def test_a_bad_request_is_refused_before_anything_is_computed(method: Method, name: str) -> None:
    with pytest.raises(InvalidQuery):
        compute(SECTORS[name], method, {"inconnu": 1}, aggregated(method))
    with pytest.raises(InvalidQuery):
        SECTORS[name].normalise(method, [])


def test_the_page_of_a_shared_link_names_its_impact() -> None:
    assert TEXTILE.page() == "textile/simulator/ecs"
    assert FOOD.page("pef") == "food/pef"
    assert OBJECT.page() == "object/simulator/ecs"
    assert VELI.page("pef") == "veli/simulator/pef"


def test_the_bonus_of_food_alone_takes_points_off(method: Method) -> None:
    flour = {"ingredients": [{"id": "db791ac8-02b9-41b0-bc2b-2913e745bd19", "mass": 1000}]}
    recipe = compute(FOOD, method, flour, aggregated(method))
    assert FOOD.bonus(recipe.simulation) == recipe.simulation.services.bonus > 0
    for name in ("textile", "object", "veli"):
        product = compute(SECTORS[name], method, PRODUCTS[name], aggregated(method))
        assert SECTORS[name].bonus(product.simulation) == 0
    for sector, body in ((TEXTILE_SET, PYJAMAS), (TEXTILE_GARMENT, POLO)):
        whole = compute(sector, method, body, aggregated(method))
        assert sector.bonus(whole.simulation) == 0


@pytest.mark.parametrize(
    ("name", "mass"), [("textile", TSHIRT["mass"]), ("object", None), ("food", None)]
)
def test_the_figures_of_a_mass_are_those_of_the_product_in_proportion(
    method: Method, name: str, mass: float | None
) -> None:
    computed = compute(SECTORS[name], method, PRODUCTS[name], aggregated(method))
    assert computed.mass > 0
    if mass is not None:
        assert computed.mass == mass
    for part, whole in zip(computed.for_mass(computed.mass / 4), computed.total, strict=True):
        assert part == pytest.approx(whole / 4)


def test_a_recipe_is_counted_for_what_it_weighs_once_prepared(method: Method) -> None:
    computed = compute(FOOD, method, CARROT_CAKE, aggregated(method))
    assert computed.mass == computed.simulation.masses.prepared
    (ecs, _pef) = computed.for_mass(1.0)
    assert ecs == pytest.approx(computed.results.per_kg[0])


def test_a_product_of_nothing_weighs_nothing(method: Method) -> None:
    empty = compute(OBJECT, method, {"components": []}, aggregated(method))
    assert empty.mass == 0

"""The answer of an object or a vehicle: pieces, elements, stages (api.md 6.1)."""

import itertools
import math
from typing import Any

import pytest

from scoring.answers.components import OBJECT, VELI, answer
from scoring.answers.levels import Served
from scoring.answers.products import BOX, CHAIR, INJECTION_MOULDING, POLYPROPYLENE, STEEL
from scoring.answers.sector import compute
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from tests.answers.served import aggregated, official

# Two pieces of one component of the data, three of one that the request makes of two elements.
MADE = {
    "components": [
        {"id": "ad9d7f23-076b-49c5-93a4-ee1cd7b53973", "quantity": 2},
        {
            "quantity": 3,
            "custom": {
                "name": "Bac cerclé",
                "elements": [
                    {
                        "amount": 0.6,
                        "material": POLYPROPYLENE,
                        "transforms": [INJECTION_MOULDING, INJECTION_MOULDING],
                    },
                    {"amount": 0.25, "material": STEEL},
                ],
            },
        },
    ]
}


def answer_of(method: Method, body: Any, served: Served) -> dict[str, Any]:
    found: dict[str, Any] = answer(compute(OBJECT, method, body, served), "https://exemple.test")
    return found


def added(parts: list[dict[str, float]]) -> dict[str, Any]:
    return {
        trigram: pytest.approx(sum(part[trigram] for part in parts), rel=1e-12)
        for trigram in TRIGRAMS
    }


@pytest.mark.parametrize("body", [CHAIR, MADE])
def test_a_product_is_the_sum_of_its_items_and_of_its_stages(method: Method, body: Any) -> None:
    found = answer_of(method, body, official(method))
    assert found["impacts"] == added([item["impacts"] for item in found["items"]])
    assert found["impacts"] == added(list(found["stages"].values()))
    assert found["mass"] == pytest.approx(sum(item["mass"] for item in found["items"]))
    assert list(found["stages"]) == ["material", "transformation"]


@pytest.mark.parametrize("body", [CHAIR, MADE])
def test_an_item_counts_its_pieces_and_its_elements_are_those_of_one(
    method: Method, body: Any
) -> None:
    found = answer_of(method, body, official(method))
    for item in found["items"]:
        piece = added([element["impacts"] for element in item["elements"]])
        for trigram, figure in item["impacts"].items():
            assert figure / item["quantity"] == piece[trigram]
        masses = sum(element["mass"] for element in item["elements"])
        assert item["mass"] == pytest.approx(item["quantity"] * masses)
        for element in item["elements"]:
            steps = [element["material"], *element["transforms"]]
            assert element["impacts"] == added([step["impacts"] for step in steps])
            # Each transform loses some; what is left at the end is the element.
            weights = [step["mass"] for step in steps]
            assert weights == sorted(weights, reverse=True)
            assert element["mass"] == weights[-1]


def test_the_stages_are_the_materials_and_the_transformations(method: Method) -> None:
    found = answer_of(method, MADE, official(method))
    elements = [
        (item["quantity"], element) for item in found["items"] for element in item["elements"]
    ]
    bought = sum(quantity * element["material"]["impacts"]["ecs"] for quantity, element in elements)
    made = sum(
        quantity * transform["impacts"]["ecs"]
        for quantity, element in elements
        for transform in element["transforms"]
    )
    assert found["stages"]["material"]["ecs"] == pytest.approx(bought)
    assert found["stages"]["transformation"]["ecs"] == pytest.approx(made)
    assert made > 0
    product = compute(OBJECT, method, MADE, official(method))
    ecs = product.served.table.trigrams.index("ecs")
    assert {family: vector[ecs] for family, vector in product.families.items()} == {
        "materials": found["stages"]["material"]["ecs"],
        "transform": found["stages"]["transformation"]["ecs"],
    }
    assert product.undivided == product.results.impacts
    assert product.complements == {}


def test_items_elements_and_processes_bear_their_names(method: Method) -> None:
    known, own = answer_of(method, MADE, aggregated(method))["items"]
    component = method.dataset.components[known["id"]]
    assert (known["name"], known["quantity"]) == (component.name, 2)
    assert [element["amount"] for element in known["elements"]] == [
        element.amount for element in component.elements
    ]
    assert (own["id"], own["name"], own["quantity"]) == (None, "Bac cerclé", 3)
    plastic, steel = own["elements"]
    assert (plastic["amount"], steel["amount"]) == (0.6, 0.25)
    processes = method.dataset.processes
    for element, material, transforms in (
        (plastic, POLYPROPYLENE, [INJECTION_MOULDING] * 2),
        (steel, STEEL, []),
    ):
        steps = [element["material"], *element["transforms"]]
        assert [step["id"] for step in steps] == [material, *transforms]
        assert [step["name"] for step in steps] == [processes[step["id"]].name for step in steps]


def test_an_integer_is_written_as_one(method: Method) -> None:
    (item,) = answer_of(method, {"components": [MADE["components"][0]]}, aggregated(method))[
        "items"
    ]
    assert isinstance(item["quantity"], int)


def test_a_product_that_weighs_something_has_figures_by_the_kilogram(method: Method) -> None:
    product = compute(OBJECT, method, MADE, official(method))
    results = product.results
    found = product.for_mass(1.0)
    assert results.mass_kg not in (0, 1)
    for figure, whole in itertools.zip_longest(found, results.impacts):
        assert figure == pytest.approx(whole / results.mass_kg, rel=1e-12)
    nothing = compute(OBJECT, method, {"components": []}, aggregated(method))
    assert all(math.isnan(figure) for figure in nothing.for_mass(1.0))


def test_a_vehicle_and_an_object_have_links_of_their_own(method: Method) -> None:
    for sector in (OBJECT, VELI):
        product = compute(sector, method, BOX, aggregated(method))
        found = answer(product, "https://exemple.test")
        path = f"/versions/v7.0.0/#/{sector.name}/simulator/ecs/"
        assert found["webUrl"].startswith(f"https://exemple.test{path}")
        assert found["query"] == sector.repeat(product.query)
        assert found["description"] == product.description

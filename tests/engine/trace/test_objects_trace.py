"""The trace of an object or a light vehicle proves its score, whatever it is made of."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.answers.products import BOX, CHAIR
from scoring.engine.method import Method
from scoring.engine.objects.explain import explain
from scoring.engine.objects.product import compute_results, simulate
from scoring.engine.objects.query import parse
from scoring.engine.records import Process
from scoring.engine.scopes import OBJECT, VELI
from scoring.engine.trace.lines import Origin
from tests.conformance.cases import synthetic_table
from tests.engine.trace.figures import figure_of
from tests.engine.trace.proof import faults_of, same

POLYPROPYLENE = "59b42284-3e45-5343-8a20-1d7d66137461"
INJECTION_MOULDING = "111539de-deea-588a-9581-6f6ceaa2dfa9"
SAWING = "c172d131-b5d1-5d9b-822b-5762afb91c66"
FOLDER = "ad9d7f23-076b-49c5-93a4-ee1cd7b53973"


def faults(method: Method, scope: str, body: Any, impact: str = "ecs") -> list[str]:
    """Every way in which the trace of a request does not prove the simulator's figures."""
    table = method.scores if impact in method.scores.trigrams else synthetic_table(method.dataset)
    query = parse(method.dataset, scope, body)
    results = compute_results(simulate(method.dataset.roles, query), table)
    trace = explain(method.dataset, query, table, impact)
    score = table.named(results.impacts)[impact]
    found = faults_of(trace, body, lambda path: figure_of(method.dataset, table, path), score)
    expected = {
        "product.mass": results.mass_kg,
        "stage.material": table.named(results.material)[impact],
        "stage.transformation": table.named(results.transformation)[impact],
    }
    for number, item in enumerate(results.items):
        expected[f"item.impact.{number}"] = table.named(item.impacts)[impact]
        expected[f"item.mass.{number}"] = item.mass_kg
        for position, element in enumerate(item.elements):
            at = f"{number}.{position}"
            expected[f"element.impact.{at}"] = table.named(element.impacts)[impact]
            expected[f"element.mass.{at}"] = element.mass_kg
    return found + [
        f"{name} is {trace.line(name).value}, not {value}"
        for name, value in expected.items()
        if not same(trace.line(name).value, value)
    ]


def custom(*elements: dict[str, Any], quantity: int = 1, **more: Any) -> dict[str, Any]:
    """An item with elements of its own."""
    return {"quantity": quantity, "custom": {"elements": list(elements)}, **more}


def first(method: Method, unit: str, *, dense: bool) -> Process:
    """A material of a unit, with or without a known density."""
    return next(
        one
        for one in method.dataset.processes.values()
        if one.unit == unit and "material" in one.categories and (one.density > 0) is dense
    )


@pytest.mark.parametrize("body", [BOX, CHAIR, {"components": []}])
@pytest.mark.parametrize("impact", ["ecs", "pef", "cch"])
def test_products_have_a_trace_for_every_impact(method: Method, body: Any, impact: str) -> None:
    assert faults(method, OBJECT, body, impact) == []


def test_every_component_of_the_data_has_a_trace(method: Method) -> None:
    for scope in (OBJECT, VELI):
        lines = [
            {"id": component.id, "quantity": quantity}
            for quantity, component in enumerate(method.dataset.components_of(scope), start=1)
        ]
        assert faults(method, scope, {"components": lines}) == []


def test_custom_elements_are_the_requests_and_others_the_datas(method: Method) -> None:
    plastic = {"amount": 0.4, "material": POLYPROPYLENE, "transforms": [INJECTION_MOULDING]}
    body = {
        "components": [
            {"id": FOLDER, "quantity": 2},
            {"id": FOLDER, "quantity": 1, "custom": {"name": "Chemise"}},
            custom(plastic, plastic, quantity=3, id=FOLDER),
            custom(),
        ]
    }
    assert faults(method, OBJECT, body) == []
    trace = explain(method.dataset, parse(method.dataset, OBJECT, body), method.scores, "ecs")
    for item, key in (
        (0, f"components.{FOLDER}.elements.0.amount"),
        (1, f"components.{FOLDER}.elements.0.amount"),
        (2, "components.2.custom.elements.0.amount"),
    ):
        amount = trace.line(f"element.bought.{item}.0").inputs["amount"]
        assert amount.key == key
        assert amount.origin is (Origin.REQUEST if "custom" in key else Origin.DATA)
    process = trace.line("impact.flow.2.1.1.0").inputs["process"]
    assert (process.key, process.value) == (
        "components.2.custom.elements.1.transforms.0",
        INJECTION_MOULDING,
    )
    assert trace.line("piece.impact.2").subject == method.dataset.components[FOLDER].name


@pytest.mark.parametrize("amount", [0, -2.5, 1e300, 1.7e308, 1e-300])
def test_odd_amounts_have_a_trace(method: Method, amount: float) -> None:
    for unit, dense in (("kg", False), ("m3", True), ("m2", False)):
        element = {"amount": amount, "material": first(method, unit, dense=dense).id}
        assert faults(method, OBJECT, {"components": [custom(element, quantity=1000)]}) == []


def test_wood_is_bought_by_the_cubic_metre_and_weighed(method: Method) -> None:
    wood = first(method, "m3", dense=True)
    element = {"amount": 0.01, "material": wood.id, "transforms": [SAWING, SAWING]}
    body = {"components": [custom(element, quantity=4)]}
    assert faults(method, OBJECT, body) == []
    trace = explain(method.dataset, parse(method.dataset, OBJECT, body), method.scores, "ecs")
    bought = trace.line("element.bought.0.0")
    assert (bought.formula, bought.unit) == ("amount / (1 - waste_2) / (1 - waste_1)", "m3")
    assert trace.line("element.mass.0.0").inputs["density"].value == wood.density


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_product_has_a_trace(method: Method, data: st.DataObject) -> None:
    """Transforms with losses and energy of their own, in the unit of the material."""
    processes = list(method.dataset.processes.values())
    materials = [one for one in processes if "material" in one.categories]
    lines = []
    for _ in range(data.draw(st.integers(1, 3))):
        elements = []
        for _ in range(data.draw(st.integers(0, 3))):
            material = data.draw(st.sampled_from(materials))
            fitting = [one for one in processes if one.unit == material.unit]
            transforms = data.draw(st.lists(st.sampled_from(fitting), max_size=3))
            elements.append(
                {
                    "amount": data.draw(st.floats(-10, 1000)),
                    "material": material.id,
                    "transforms": [one.id for one in transforms],
                }
            )
        lines.append(custom(*elements, quantity=data.draw(st.integers(1, 100))))
    assert faults(method, VELI, {"components": lines}) == []

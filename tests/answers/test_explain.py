"""Who may have which calculation explained, and which calculations are too long."""

from typing import Any

import pytest

from scoring.answers.explain import LARGEST_NUMBER_OF_FLOWS, explained, trace_of
from scoring.answers.products import BOX, CARROT_CAKE, CHAIR, TSHIRT
from scoring.answers.sector import compute
from scoring.answers.sectors import SECTORS, TEXTILE
from scoring.engine.errors import InvalidQuery
from scoring.engine.impacts import TRIGRAMS
from scoring.engine.method import Method
from tests.answers.served import aggregated, indicative, official


def refusal(call: Any) -> dict[str, str]:
    with pytest.raises(InvalidQuery) as caught:
        call()
    return caught.value.faults


@pytest.mark.parametrize(
    ("name", "body"),
    [("textile", TSHIRT), ("food", CARROT_CAKE), ("object", CHAIR), ("veli", BOX)],
)
@pytest.mark.parametrize("impact", ["ecs", "pef", "cch"])
def test_the_trace_ends_in_the_products_own_figure(
    method: Method, name: str, body: Any, impact: str
) -> None:
    product = compute(SECTORS[name], method, body, official(method))
    trace = trace_of(product, impact)
    assert trace.impact == impact
    assert trace.score == product.impacts[impact]
    assert trace.line(trace.result).value == pytest.approx(trace.score, rel=1e-12)
    answer = explained(product, impact)
    assert answer["score"] == trace.score
    assert answer["impact"] == impact
    assert [line["id"] for line in answer["lines"]] == [line.id for line in trace.lines]
    assert answer["meta"]["impactsLevel"] == "official"
    assert answer["meta"]["warnings"] == []


def test_an_unknown_impact_is_refused_with_those_that_there_are(method: Method) -> None:
    garment = compute(TEXTILE, method, TSHIRT, official(method))
    for word in ("xyz", "", "ECS", "ecs:whole"):
        faults = refusal(lambda word=word: trace_of(garment, word))
        assert list(faults) == ["impact"]
        assert f"« {word} »" in faults["impact"]
        assert all(trigram in faults["impact"] for trigram in TRIGRAMS)


def test_a_detailed_impact_needs_a_token_and_says_so(method: Method) -> None:
    garment = compute(TEXTILE, method, TSHIRT, aggregated(method))
    faults = refusal(lambda: trace_of(garment, "cch"))
    assert list(faults) == ["impact"]
    assert "« cch »" in faults["impact"]
    assert "jeton" in faults["impact"]
    assert "ecs et pef" in faults["impact"]


def test_an_impact_that_is_not_known_at_this_level_is_refused_otherwise(method: Method) -> None:
    garment = compute(TEXTILE, method, TSHIRT, indicative(method))
    assert trace_of(garment, "cch").score > 0
    (lacking, *_) = [trigram for trigram, value in garment.impacts.items() if value is None]
    faults = refusal(lambda: trace_of(garment, lacking))
    assert list(faults) == ["impact"]
    assert f"« {lacking} »" in faults["impact"]
    assert "jeton" not in faults["impact"]
    assert "n'est pas connu pour ce produit" in faults["impact"]


def test_a_known_category_of_a_product_that_lacks_too_much_is_refused(method: Method) -> None:
    figures = method.dataset.indicative
    assert figures is not None
    lacking = next(
        ingredient.id
        for ingredient in method.dataset.ingredients.values()
        if ingredient.visible and ingredient.process.index in figures.without_row
    )
    body = {"ingredients": [{"id": lacking, "mass": 100}]}
    product = compute(SECTORS["food"], method, body, indicative(method))
    assert product.impacts["cch"] is None
    assert "cch" in refusal(lambda: trace_of(product, "cch"))["impact"]
    assert trace_of(product, "ecs").score == product.impacts["ecs"]


def test_a_product_of_as_many_parts_as_can_be_read_is_explained_and_no_more(
    method: Method,
) -> None:
    def part(count: int) -> Any:
        line = {"amount": 0.001, "material": "39fd91f1-72b6-5fa3-89d4-ce25b352d107"}
        return {"components": [{"quantity": 1, "custom": {"elements": [line] * count}}]}

    sector = SECTORS["object"]
    one = compute(sector, method, part(1), aggregated(method))
    each = sum(1 for _ in sector.flows(one.simulation))
    most = LARGEST_NUMBER_OF_FLOWS // each
    assert most * each == LARGEST_NUMBER_OF_FLOWS
    largest = compute(sector, method, part(most), aggregated(method))
    assert trace_of(largest, "ecs").score == largest.impacts["ecs"]
    beyond = compute(sector, method, part(most + 1), aggregated(method))
    faults = refusal(lambda: trace_of(beyond, "ecs"))
    assert list(faults) == ["general"]
    assert f"{(most + 1) * each} quantités" in faults["general"]
    assert f"au plus {LARGEST_NUMBER_OF_FLOWS}" in faults["general"]


def test_a_score_that_is_not_finite_is_pointed_out(method: Method) -> None:
    garment = compute(TEXTILE, method, TSHIRT | {"mass": 1.7e308}, aggregated(method))
    answer = explained(garment, "ecs")
    assert answer["score"] is None
    codes = [warning["code"] for warning in answer["meta"]["warnings"]]
    assert codes == ["not-finite", "mass-unusual"]

"""The trace of a set, and of a garment in parts, proves its score (catalogue.md 6)."""

from typing import Any

import pytest

from scoring.answers.products import POLO, PYJAMAS
from scoring.answers.sector import Sector
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.engine.method import Method
from scoring.engine.trace.words.composites import RULES, SECTION
from tests.conformance.cases import synthetic_table
from tests.engine.trace.figures import figure_of
from tests.engine.trace.proof import faults_of
from tests.repository.test_citations import headings

ZIP = {"id": "86b877ff-0d59-482f-bb34-3ff306b07496", "quantity": 2}
SET: dict[str, Any] = {
    "products": [
        {**PYJAMAS["products"][0], "trims": [ZIP], "printing": {"kind": "pigment"}},
        {**PYJAMAS["products"][1], "upcycled": True, "numberOfItem": 5},
    ]
}
GARMENT: dict[str, Any] = {
    **POLO,
    "price": 45,
    "business": "small-business",
    "physicalDurability": 1.1,
    "trims": [ZIP],
    "components": [
        {**POLO["components"][1], "fading": True, "makingComplexity": "high"},
        {**POLO["components"][0], "fading": True},
        {
            "mass": 0.01,
            "materials": [{"id": "ei-coton", "share": 0.4}, {"id": "ei-pet", "share": 0.6}],
            "countryMaking": "FR",
        },
    ],
}


@pytest.mark.parametrize("impact", ["ecs", "pef", "cch"])
@pytest.mark.parametrize(
    ("sector", "body"),
    [
        (TEXTILE_SET, PYJAMAS),
        (TEXTILE_SET, SET),
        (TEXTILE_SET, SET | {"price": 5000, "numberOfReferences": 2}),
        (TEXTILE_SET, {"products": PYJAMAS["products"][1:]}),
        (TEXTILE_GARMENT, POLO),
        (TEXTILE_GARMENT, GARMENT),
        (TEXTILE_GARMENT, GARMENT | {"simplification": 1}),
        (TEXTILE_GARMENT, GARMENT | {"simplification": 2}),
    ],
)
def test_every_line_is_found_again_from_its_sources(
    method: Method, sector: Sector[Any, Any, Any], body: dict[str, Any], impact: str
) -> None:
    scores = impact in method.scores.trigrams
    table = method.scores if scores else synthetic_table(method.dataset)
    query = sector.parse(method, body)
    score = table.named(sector.total(sector.simulate(method, query), table))[impact]
    trace = sector.explain(method, query, table, impact)
    assert faults_of(trace, body, lambda path: figure_of(method.dataset, table, path), score) == []
    assert trace.lines[-1].id == trace.result


def test_the_lines_of_a_piece_are_those_of_the_garment_alone(method: Method) -> None:
    trace = TEXTILE_GARMENT.explain(
        method, TEXTILE_GARMENT.parse(method, POLO), method.scores, "ecs"
    )
    sewing = trace.line("components.1.making.sewing")
    assert sewing.value == 0
    assert sewing.inputs["complexity"].key == "parts.makingComplexity"
    assert trace.line("components.0.making.sewing").value > 0
    assert "product" not in trace.line("components.1.mass.making.input").inputs


def test_the_rules_cite_the_document_of_sets() -> None:
    document, _, section = SECTION.partition(" ")
    assert {rule.section for rule in RULES.values()} == {SECTION}
    assert section in headings(document)

"""The labels of lines: each rule cites a section of its sector's document."""

from collections.abc import Mapping

import pytest

from scoring.engine.trace.recorder import Rule
from scoring.engine.trace.words import food, objects, textile
from tests.repository.test_citations import headings


@pytest.mark.parametrize(
    ("rules", "document"),
    [(textile.RULES, "textile.md"), (food.RULES, "food.md"), (objects.RULES, "object.md")],
)
def test_every_rule_cites_a_section_of_its_document(
    rules: Mapping[str, Rule], document: str
) -> None:
    assert {rule.section for rule in rules.values()} <= headings(document)
    assert all(rule.label and not rule.label.endswith(".") for rule in rules.values())

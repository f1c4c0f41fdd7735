"""The calculations that a page of rules is drawn from."""

from typing import Any

import pytest

from scoring.answers.sample_traces import sample_lines
from scoring.answers.sectors import FOOD, OBJECT, TEXTILE, VELI
from scoring.engine.method import Method


@pytest.mark.parametrize("sector", [TEXTILE, FOOD])
def test_every_example_is_computed(method: Method, sector: Any) -> None:
    examples = [one for one in method.dataset.examples if one.scope == sector.scope]
    found = list(sample_lines(method, sector))
    assert len(found) == len(examples)
    assert all(lines[-1].rule for lines in found)


def test_an_object_is_made_of_components_and_of_a_transform(method: Method) -> None:
    (lines,) = sample_lines(method, OBJECT)
    pieces = [line.id for line in lines if line.rule == "item.impact"]
    # The three components of the version, and the first one's material with a transform.
    assert pieces == [f"item.impact.{n}" for n in range(4)]
    assert "element.heat" in {line.rule for line in lines}


def test_a_version_without_components_has_none(method: Method) -> None:
    assert list(sample_lines(method, VELI)) == []

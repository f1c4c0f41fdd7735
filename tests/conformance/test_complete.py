"""Complete answers are those kept in the repository, to the last bit of every figure."""

import math
from typing import Any

import pytest

from scoring.engine.method import Method
from tests.conformance.cases import SHARED, read_cases, read_shared
from tests.conformance.complete import ASKED, COMPLETE, Asked, answer_of, text_of

KEPT = {line["name"]: line for line in read_cases(COMPLETE.name)}


def leaves(value: Any, path: str = "") -> dict[str, str]:
    """Every figure and text of an answer by its path; a double is written in hexadecimal."""
    if isinstance(value, dict):
        pairs = [(f"{path}.{key}", item) for key, item in value.items()]
    elif isinstance(value, list | tuple):
        pairs = [(f"{path}[{position}]", item) for position, item in enumerate(value)]
    else:
        return {path: value.hex() if isinstance(value, float) else repr(value)}
    return {place: text for key, item in pairs for place, text in leaves(item, key).items()}


def test_the_file_has_what_is_asked() -> None:
    assert [(line["name"], line["sector"], line["query"]) for line in KEPT.values()] == [
        (asked.name, asked.sector, asked.query) for asked in ASKED
    ]
    sectors = [asked.sector for asked in ASKED]
    assert sectors.count("textile") == 5
    assert sectors.count("food") == 3
    assert sectors.count("object") + sectors.count("veli") == 3


@pytest.mark.parametrize("asked", ASKED, ids=[asked.name for asked in ASKED])
def test_every_figure_is_the_same_double(method: Method, asked: Asked) -> None:
    found, kept = answer_of(method, asked), KEPT[asked.name]["answer"]
    before, now = leaves(kept), leaves(found)
    changed = {key: (before.get(key), now.get(key)) for key in before.keys() | now.keys()}
    assert {key: pair for key, pair in changed.items() if pair[0] != pair[1]} == {}
    # The order of the keys too, and integers that are not written as doubles.
    assert text_of(found) == text_of(kept)


@pytest.mark.parametrize(
    ("name", "ecs"),
    [
        ("t-shirt of the portal", 1754.6384371121455),
        ("pullover of the portal", 2318.326247789541),
    ],
)
def test_the_portals_garments_have_the_doubles_that_the_portal_publishes(
    name: str, ecs: float
) -> None:
    assert KEPT[name]["answer"]["impacts"]["ecs"].hex() == ecs.hex()


def test_one_bit_is_a_difference() -> None:
    (kept, *_) = KEPT.values()
    ecs = kept["answer"]["impacts"]["ecs"]
    assert leaves({"ecs": ecs}) != leaves({"ecs": math.nextafter(ecs, 0)})
    assert text_of(ecs) != text_of(math.nextafter(ecs, 0))


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the reference's complete answers are not beside the repository"
)
def test_where_the_reference_has_the_recipe_its_scores_are_the_same_doubles() -> None:
    records = list(read_shared("food-examples.jsonl"))
    known = [
        (line["answer"]["results"], record["response"]["results"])
        for line in KEPT.values()
        for record in records
        if line["query"] == record["query"]
    ]
    assert known
    for ours, theirs in known:
        for part in ("total", "perKg"):
            for score in ("ecs", "pef"):
                assert ours[part][score].hex() == float(theirs[part][score]).hex()

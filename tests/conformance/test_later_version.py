"""The moving method of November 2025, shipped as v8.1.0, against what upstream published."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from scoring.engine.food.query import parse as parse_recipe
from scoring.engine.food.recipe import simulate as simulate_recipe
from scoring.engine.food.results import compute_results
from scoring.engine.method import Method, load_method
from tests.conformance import test_food_trace, test_textile_trace
from tests.conformance.published import garment_ecs, published, six_digits

REPOSITORY = Path(__file__).parents[2]
SHIPPED = REPOSITORY / "scoring" / "data" / "v8.1.0"
REFERENCE = REPOSITORY.parent / "shared" / "reference" / "v8.1.0"


@pytest.fixture(scope="module")
def later() -> Method:
    return load_method(SHIPPED)


@pytest.mark.parametrize(("body", "expected"), published("textile"))
def test_garments_cost_what_was_published(later: Method, body: dict, expected: dict) -> None:
    assert six_digits(garment_ecs(later, body)) == expected["ecs"]


@pytest.mark.parametrize(("body", "expected"), published("food"))
def test_recipes_cost_what_was_published(later: Method, body: dict, expected: dict) -> None:
    recipe = simulate_recipe(later.food, parse_recipe(later.dataset, body))
    results = compute_results(recipe, later.scores)
    assert [six_digits(figure) for figure in results.total] == [expected["ecs"], expected["pef"]]
    assert six_digits(results.per_kg[0]) == expected["per_kg"]


def test_every_published_example_computes_and_proves_its_score(later: Method) -> None:
    proof = {"textile": test_textile_trace.faults, "food": test_food_trace.faults}
    assert {example.scope for example in later.dataset.examples} == set(proof)
    for example in later.dataset.examples:
        wrong = proof[example.scope](later, dict(example.query), later.scores, "ecs")
        assert wrong == [], example.name


def test_old_and_new_ids_give_the_same_doubles(later: Method) -> None:
    former = {now: name for name, now in later.dataset.aliases["materials"].items()}
    assert len(former) == len(later.dataset.materials)
    for body, _expected in published("textile"):
        old = [{**item, "id": former[item["id"]]} for item in body["materials"]]
        assert garment_ecs(later, body | {"materials": old}) == garment_ecs(later, body)


def test_it_says_what_it_is_and_what_nobody_checked(later: Method) -> None:
    manifest = later.dataset.manifest
    assert (manifest.status, manifest.regulatory) == ("current", ())
    assert "pas pour les déclarations" in manifest.notices[0].fr
    assert {notice.sector for notice in manifest.unchecked} == {"object", "veli"}
    assert all(source.licence == "MIT" for source in manifest.sources)


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="upstream's files are not beside the repository")
def test_the_shipped_version_is_what_the_command_makes(tmp_path: Path) -> None:
    destination = tmp_path / "v8.1.0"
    arguments = {"version": "v8.1.0", "destination": destination, "stdout": StringIO()}
    call_command("install_method", str(REFERENCE), **arguments)
    assert {path.name: path.read_bytes() for path in destination.iterdir()} == {
        path.name: path.read_bytes() for path in SHIPPED.iterdir()
    }


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="upstream's files are not beside the repository")
def test_the_cases_are_those_that_were_published() -> None:
    cases = json.loads((REFERENCE / "published-cases.json").read_text(encoding="utf-8"))
    assert [body for body, _ in published("textile")] == [one["query"] for one in cases["textile"]]
    assert [found["ecs"] for _, found in published("textile")] == [
        one["ecs"] for one in cases["textile"]
    ]
    assert [found["per_kg"] for _, found in published("food")] == [
        one["scoring"]["all"] for one in cases["food"]
    ]

"""Requests in the ids of another version (api.md 5.5)."""

from pathlib import Path

from scoring.answers.sectors import FOOD
from scoring.answers.versions.identifiers import in_ids_of
from scoring.engine.method import Method, load_method

LATER = Path(__file__).parents[2] / "scoring" / "data" / "v8.1.0"


def test_an_id_in_capitals_is_the_same_id(method: Method) -> None:
    later = load_method(LATER)
    former, current = next(
        (former, current)
        for former, current in later.dataset.aliases["processes"].items()
        if former in method.dataset.processes and current in later.dataset.processes
    )
    for typed in (former, former.upper()):
        body = {"ingredients": [], "packaging": [{"id": typed, "mass": 1}]}
        found = in_ids_of(FOOD.request, body, method, later)
        assert found.body["packaging"] == [{"id": current, "mass": 1}]
        assert [one.current for one in found.renamed] == [current]
    # An id that is right already stays as it was typed.
    body = {"ingredients": [], "packaging": [{"id": current.upper(), "mass": 1}]}
    assert in_ids_of(FOOD.request, body, method, later).body == body

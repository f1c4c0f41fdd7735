"""The portal's own example files, if there are any next to the repository."""

from pathlib import Path

import pytest

from scoring.engine.method import Method
from tests.catalogue.files import SCORE, needs, score

PORTAL = Path(__file__).parents[3] / "shared" / "reference" / "declaration-portal"


def read(name: str) -> bytes:
    if not PORTAL.is_dir():
        pytest.skip("the portal's files are not beside the repository")
    return (PORTAL / name).read_bytes()


@pytest.mark.parametrize(
    "name", ["exemple.csv", "exemple-en.csv", "exemple-ecobalyse.csv", "exemple.xlsx"]
)
def test_each_form_of_the_example_has_the_declared_score(method: Method, name: str) -> None:
    if name.endswith("xlsx"):
        needs("python_calamine")
    [result] = score(read(name), method)
    assert result.score == SCORE
    assert round(result.score) == result.declared_score == 2318
    assert result.declared_check == "ok"


def test_its_longer_example_is_refused_where_the_portal_refuses_it(method: Method) -> None:
    results = score(read("e2e-exemple.csv"), method)
    assert [result.line for result in results if result.status == 400] == [3, 7, 8, 13, 14]
    assert [result.score for result in results if result.line in (2, 4, 11)] == [SCORE] * 3
    differing = [result.line for result in results if result.declared_check == "differs"]
    assert differing == [2, 11]

"""Search is tolerant of how people type, with the same rules on the server and in the browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from foundation.searching import folded, rank, searched, words_of
from scoring.web.explorer.tables import table_of

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["search"])
def test_the_best_matches_come_first(case: dict[str, Any]) -> None:
    wanted = words_of(case["search"])
    ranks = [(rank(wanted, searched(name)), name) for name in case["names"]]
    found = sorted([one for one in ranks if one[0]], key=lambda one: one[0] or ())
    assert [name for _, name in found] == case["found"]


def test_what_is_beside_a_name_comes_last() -> None:
    wanted = words_of("légumes")
    beside = rank(wanted, searched("Carotte", "Légumes frais"))
    named = rank(wanted, searched("Légumes en conserve"))
    assert beside is not None
    assert named is not None
    assert named < beside
    assert rank(wanted, searched("Carotte", "Fruits")) is None


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("lait", "Lait"),
        ("boeuf", "Bœuf"),
        ("bœuf", "Bœuf"),
        ("huile d’olive", "Huile d'olive"),
        ("olives huile", "Huile d'olive"),
    ],
)
def test_the_explorer_shows_the_best_matches_first(client: Client, search: str, first: str) -> None:
    table = table_of("v7.0.0", "alimentaire", "ingredients", entitled=False)
    assert table is not None
    found = table.search(search)
    assert folded(found[0].title).startswith(folded(first)), [row.title for row in found[:5]]
    page = client.get("/explorateur/alimentaire/ingredients/", {"q": search}).content.decode()
    assert page.index(found[0].id) < page.index(found[-1].id) or len(found) == 1


def test_an_ingredient_typed_without_scripts_is_found_whatever_its_accents(client: Client) -> None:
    table = table_of("v7.0.0", "alimentaire", "ingredients", entitled=False)
    assert table is not None
    oil = next(row for row in table.rows if row.title.startswith("Huile d'olive"))
    carrot = "4d5198e7-413a-4ae2-8448-535aa3b302ae"
    typed = oil.title.upper().replace("'", "’")
    form = {
        "ingredient-0-id": carrot,
        "ingredient-0-shown": carrot,
        "ingredient-0-typed": typed,
        "ingredient-0-mass": "100",
    }
    answer = client.post("/alimentaire/", form)
    assert answer.status_code == 200
    assert answer.context["query"]["ingredients"] == [{"id": oil.id, "mass": 100}]

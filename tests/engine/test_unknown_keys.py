"""The warnings about unknown keys of a request (api.md 4)."""

from typing import Any

import pytest

from scoring.engine.food.fields import QUERY as FOOD
from scoring.engine.textile.fields import QUERY as TEXTILE
from scoring.engine.unknown_keys import MOST_KEYS, unknown_keys

GARMENT: dict[str, Any] = {
    "mass": 0.17,
    "product": "tshirt",
    "materials": [{"id": "ei-coton", "share": 1}],
}


def said(body: Any) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one.code, one.field, dict(one.values)) for one in unknown_keys(TEXTILE, body)]


@pytest.mark.parametrize("body", [GARMENT, {}, None, [], "mass", GARMENT | {"materials": None}])
def test_nothing_is_said_of_what_is_known_or_no_object(body: Any) -> None:
    assert said(body) == []


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("countryMakin", "countryMaking"),
        ("country_making", "countryMaking"),
        ("country-making", "countryMaking"),
        ("Country Making", "countryMaking"),
        ("COUNTRYMAKING", "countryMaking"),
        ("yarnsize", "yarnSize"),
    ],
)
def test_a_name_in_another_style_is_told_with_the_one_meant(key: str, known: str) -> None:
    assert said(GARMENT | {key: "FR"}) == [("misspelt-key", key, {"key": key, "known": known})]


@pytest.mark.parametrize("key", ["xyz", "", "countryMaking" * 3])
def test_a_key_like_no_other_is_told_alone(key: str) -> None:
    assert said(GARMENT | {key: 1}) == [("unknown-key", key, {"key": key})]


def test_a_key_within_a_list_is_told_with_its_place_and_once() -> None:
    line = {"id": "ei-coton", "share": 0.5, "contry": "FR"}
    body = GARMENT | {"materials": [line, line], "printing": {"kind": "pigment", "rat": 0.2}}
    assert {(code, field) for code, field, _values in said(body)} == {
        ("misspelt-key", "materials[].contry"),
        ("misspelt-key", "printing.rat"),
    }
    assert len(said(body)) == 2
    (found,) = unknown_keys(FOOD, {"ingredients": [{"id": "x", "masse": 3}]})
    assert (found.field, found.values["known"]) == ("ingredients[].masse", "mass")


def test_a_long_key_is_repeated_cut() -> None:
    ((code, field, values),) = said(GARMENT | {"k" * 61: 1})
    assert (code, field) == ("unknown-key", "k" * 60 + "…")
    assert values == {"key": "k" * 60 + "…"}
    ((_code, field, _values),) = said(GARMENT | {"k" * 60: 1})
    assert field == "k" * 60


def test_many_keys_are_told_a_few_times_and_counted() -> None:
    found = said(GARMENT | {f"{number}x": 1 for number in range(MOST_KEYS + 3)})
    assert len(found) == MOST_KEYS + 1
    assert found[-1] == ("unknown-keys", "", {"count": "3"})
    exactly = said(GARMENT | {f"{number}x": 1 for number in range(MOST_KEYS)})
    assert [code for code, _field, _values in exactly] == ["unknown-key"] * MOST_KEYS

"""Whole answers are those of the file, to the last bit and word (``tests.answers.whole``)."""

import json
from types import ModuleType

import pytest

from scoring.answers import json_text
from scoring.answers.names import named_in
from scoring.engine.trace.words import composites, food, objects, textile
from tests.answers.whole import ASKED, Methods, methods, read, text_of
from tests.conformance.trace_file import TRACE_FILE

KEPT = read()


@pytest.fixture(scope="module")
def both() -> Methods:
    return methods()


def test_the_file_has_what_is_asked() -> None:
    assert list(KEPT) == list(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_every_figure_and_word_is_the_same(both: Methods, name: str) -> None:
    """If answers are meant to change, run ``python -m tests.answers.whole``."""
    assert text_of(ASKED[name](both)).splitlines() == text_of(KEPT[name]).splitlines()


@pytest.mark.parametrize("rules", [composites, food, objects, textile])
def test_each_rule_of_a_calculation_is_told_somewhere(rules: ModuleType) -> None:
    """A proof says that figures are right, not that they have the right words."""
    told = TRACE_FILE.read_text(encoding="utf-8") + json.dumps(KEPT, ensure_ascii=False)
    assert [name for name, rule in rules.RULES.items() if rule.label not in told] == []


TEXTS = (
    b'{"a":[1,2.5,"\xc3\xa9",null]}',
    b"",
    b"{",
    b"[1,]\n",
    b"\xff",
    b'"\\ud800"',
    b"NaN",
    b'{\n "a" 1}',
)


@pytest.mark.parametrize("text", TEXTS)
def test_json_is_read_alike_with_the_standard_library(text: bytes) -> None:
    if json_text._orjson is None:
        pytest.skip("orjson is an extra that is not installed")

    def outcome(read: object) -> object:
        try:
            return read(text)  # type: ignore[operator]
        except json_text.InvalidJson:
            return "refused"

    found = outcome(json_text.loads_slowly)
    assert found == outcome(json_text.loads)
    if found != "refused":
        assert json_text.dumps_slowly(found) == json_text.dumps(found) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'{\n "a" 1}', "ligne 2, colonne 6"),
        (b"\xff", "le texte n'est pas en UTF-8"),
        (b'"\\ud800"', "le texte n'est pas en UTF-8"),
        (b"NaN", "NaN n'est pas une valeur de JSON"),
        (b"[" * 100_000, "trop de niveaux imbriqués"),
    ],
)
def test_json_that_is_none_is_refused_with_its_place(text: bytes, message: str) -> None:
    with pytest.raises(json_text.InvalidJson, match=f"^{message}$"):
        json_text.loads_slowly(text)


def test_characters_are_written_as_they_are_and_without_spaces() -> None:
    assert json_text.dumps_slowly({"é": [1, "a"]}) == '{"é":[1,"a"]}'.encode()
    assert json.loads(json_text.dumps_slowly({"é": 1})) == {"é": 1}


@pytest.mark.parametrize(("language", "name"), [("en", "China"), ("fr", "Chine"), ("de", "Chine")])
def test_a_name_of_the_data_is_english_in_english_alone(language: str, name: str) -> None:
    assert named_in(language, "Chine") == name

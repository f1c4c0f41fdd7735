"""Numbers typed into forms in the language of the page; parsing is tested with the answers."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers.typed_numbers import KILOGRAMS, NUMBER, PIECES, WHOLE, YARN_SIZE, Kind
from scoring.web.typed_numbers import (
    Limits,
    plain_number,
    refusal,
    shown_number,
    typed_number,
    understood,
)

LANGUAGES = ("fr", "en")


def test_a_field_is_written_and_read_as_its_language_does() -> None:
    with override("fr"):
        assert (shown_number(0.25), typed_number("1,250", KILOGRAMS)) == ("0,25", 1.25)
        assert plain_number("1,250", KILOGRAMS) == "1.250"
    with override("en"):
        assert (shown_number(0.25), typed_number("1,250", KILOGRAMS)) == ("0.25", "1,250")
        assert plain_number("1.250", KILOGRAMS) == "1.250"


@pytest.mark.parametrize(
    ("language", "text", "kind", "shown"),
    [
        ("fr", "0.25", KILOGRAMS, "0,25\u202fkg"),
        ("en", "0,25", KILOGRAMS, "0.25\u202fkg"),
        ("fr", "0,25", KILOGRAMS, ""),
        ("fr", "1 250", WHOLE, "1\u202f250"),
        ("fr", "250 Dtex", YARN_SIZE, "40\u202fNm"),
        ("fr", "3 pièces", PIECES, "3\u202fpièce(s)"),
        ("en", "3 pieces", PIECES, "3\u202fitem(s)"),
    ],
)
def test_what_was_understood_is_said_with_its_unit(
    language: str, text: str, kind: Kind, shown: str
) -> None:
    with override(language):
        assert understood(text, kind) == shown


@pytest.mark.parametrize(
    ("language", "text", "kind", "words"),
    [
        ("fr", "douze", NUMBER, "« douze » n'est pas un nombre."),
        ("en", "douze", NUMBER, "“douze” is not a number."),
        ("en", "3 lb", PIECES, "“3 lb”: “lb” is not a unit of this field, which is in item(s)."),
        ("fr", "1.250", NUMBER, "« 1.250 » se lit 1,250 ou 1250 selon les pays"),
        ("en", "12", NUMBER, "“12” is not between 0 and 10."),
    ],
)
def test_a_refusal_is_in_the_language_of_the_page(
    language: str, text: str, kind: Kind, words: str
) -> None:
    with override(language):
        assert refusal(text, Limits(0, 10, kind)).startswith(words)


@given(text=st.text(max_size=12), language=st.sampled_from(LANGUAGES))
def test_a_text_that_is_no_number_is_refused(text: str, language: str) -> None:
    with override(language):
        for kind in (NUMBER, KILOGRAMS, YARN_SIZE, WHOLE):
            refused = refusal(text, Limits(0, 10, kind))
            assert refused or not isinstance(typed_number(text, kind), str)


@pytest.mark.parametrize("text", ["0,67", "1,45"])
def test_a_number_may_be_its_limit(text: str) -> None:
    with override("fr"):
        assert refusal(text, Limits(0.67, 1.45, NUMBER)) == ""
        assert refusal("0,669", Limits(0.67, 1.45, NUMBER))
        assert refusal("1,4501", Limits(0.67, 1.45, NUMBER))

"""The parser of typed numbers: what it accepts, what it rejects by name, and the way back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers.typed_numbers import (
    EUROS,
    GRAMS,
    KILOGRAMS,
    NUMBER,
    PERCENT,
    PIECES,
    SURFACE_MASS,
    WHOLE,
    YARN_SIZE,
    Kind,
    Unread,
    kind_of_unit,
    plain_number,
    read_number,
    shown_number,
    typed_number,
    understood,
)

# The decimal separators of French and English.
MARKS = (",", ".")
SPACES = " \u00a0\u202f\u2009\u2007\u3000\t"
READ: list[tuple[str, Kind, float]] = [
    ("0,25", KILOGRAMS, 0.25),
    ("0.25", KILOGRAMS, 0.25),
    (" 0,25\u00a0", KILOGRAMS, 0.25),
    ("+0,17", KILOGRAMS, 0.17),
    (",5", KILOGRAMS, 0.5),
    ("5,", KILOGRAMS, 5),
    ("0,170", KILOGRAMS, 0.17),
    ("170 g", KILOGRAMS, 0.17),
    ("170g", KILOGRAMS, 0.17),
    ("0,17\u202fkg", KILOGRAMS, 0.17),
    ("0.17 KG", KILOGRAMS, 0.17),
    ("0,2 kg", GRAMS, 200),
    ("15 %", PERCENT, 0.15),
    ("33,3%", PERCENT, 0.333),
    ("7", PERCENT, 0.07),
    ("12,5 €", EUROS, 12.5),
    ("€12.5", EUROS, 12.5),
    ("12.5 euros", EUROS, 12.5),
    ("150 g/m2", SURFACE_MASS, 150),
    ("150 g/m²", SURFACE_MASS, 150),
    ("0,15 kg/m²", SURFACE_MASS, 150),
    ("40 Nm", YARN_SIZE, 40),
    ("250 Dtex", YARN_SIZE, 40),
    ("3 pièces", PIECES, 3),
    ("10.0", WHOLE, 10),
    ("1'250,5", NUMBER, 1250.5),
    ("1,250.50", NUMBER, 1250.5),
    ("1.250,50", NUMBER, 1250.5),
    ("1,250,000", NUMBER, 1250000),
    ("1 250,500", NUMBER, 1250.5),
    ("-3", NUMBER, -3),
    ("\u22123", NUMBER, -3),
    ("\ufeff12\u200b", NUMBER, 12),
    ("1,5 kWh", kind_of_unit("MJ"), 5.4),
    ("2 m³", kind_of_unit("m3"), 2),
    ("2 t⋅km", kind_of_unit("t⋅km"), 2),
]
REFUSED: list[tuple[str, Kind, str]] = [
    ("douze", NUMBER, "douze"),
    ("nan", NUMBER, "nan"),
    ("inf", NUMBER, "inf"),
    ("1_0", NUMBER, "_0"),
    ("1e5", NUMBER, "e5"),
    ("0x10", NUMBER, "x10"),
    ("\u0661\u0662", NUMBER, "\u0661\u0662"),
    ("\uff11\uff12", NUMBER, "\uff11\uff12"),
    ("--1", NUMBER, "--1"),
    ("1 2", NUMBER, "1 2"),
    ("12 50", NUMBER, "12 50"),
    ("1,2,3", NUMBER, "1,2,3"),
    ("1..5", NUMBER, "1..5"),
    ("5 lb", KILOGRAMS, "lb"),
    ("12,5 €", KILOGRAMS, "€"),
    ("170 g", WHOLE, "g"),
    ("12 $", EUROS, "$"),
    ("0 Dtex", YARN_SIZE, "0 Dtex"),
    ("9" * 400, NUMBER, "999"),
    ("9" * 5000, NUMBER, "999"),
]


def plainly(item: object) -> str:
    """A name of a test in plain letters: pytest escapes others anew each time it collects them."""
    return "".join(sign for sign in str(item) if " " <= sign <= "~" and sign != "\\")[:20]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(("text", "kind", "value"), READ, ids=plainly)
def test_what_people_write_is_read(mark: str, text: str, kind: Kind, value: float) -> None:
    assert read_number(text, kind, mark) == value


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(("text", "kind", "named"), REFUSED, ids=plainly)
def test_the_rest_is_refused_by_name(mark: str, text: str, kind: Kind, named: str) -> None:
    with pytest.raises(Unread) as refused:
        read_number(text, kind, mark)
    assert named in str(refused.value)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    ("mark", "text", "value"),
    [(",", "1,250", 1.25), (".", "1.250", 1.25), (",", "1.250", None), (".", "1,250", None)],
)
def test_a_lone_sign_before_three_digits_is_the_languages_own_or_refused(
    mark: str, text: str, value: float | None
) -> None:
    if value is not None:
        assert read_number(text, KILOGRAMS, mark) == value
        return
    with pytest.raises(Unread) as refused:
        read_number(text, KILOGRAMS, mark)
    own = f"1{mark}250"
    assert own in str(refused.value)
    assert "1250" in str(refused.value)


@pytest.mark.parametrize(("mark", "text"), [(",", "100.000"), (".", "100,000")])
def test_where_only_whole_numbers_make_sense_it_is_thousands(mark: str, text: str) -> None:
    assert read_number(text, WHOLE, mark) == 100_000
    assert understood(text, WHOLE, mark)


@pytest.mark.parametrize(
    ("mark", "text", "kind", "shown"),
    [
        (",", "0,25", KILOGRAMS, ""),
        (",", "0.25", KILOGRAMS, "0,25"),
        (".", "0,25", KILOGRAMS, "0.25"),
        (",", "170 g", KILOGRAMS, "0,17"),
        (",", "1250000", KILOGRAMS, ""),
        (",", "1 250", WHOLE, "1\u202f250"),
        (".", "1 250", WHOLE, "1,250"),
        (",", "250 Dtex", YARN_SIZE, "40"),
        (",", "douze", KILOGRAMS, ""),
    ],
)
def test_what_was_understood_is_said_where_it_is_written_otherwise(
    mark: str, text: str, kind: Kind, shown: str
) -> None:
    assert understood(text, kind, mark) == shown


@given(
    value=st.floats(min_value=-1e308, max_value=1e308).filter(math.isfinite),
    mark=st.sampled_from(MARKS),
)
def test_a_field_gives_back_the_very_number_it_shows(value: float, mark: str) -> None:
    shown = shown_number(value, NUMBER, mark)
    assert read_number(shown, NUMBER, mark) == value
    assert understood(shown, NUMBER, mark) == ""


@given(hundredths=st.integers(0, 10**6), mark=st.sampled_from(MARKS))
def test_a_percentage_gives_back_its_ratio(hundredths: int, mark: str) -> None:
    ratio = hundredths / 10**6
    assert read_number(shown_number(ratio, PERCENT, mark), PERCENT, mark) == ratio


@given(
    whole=st.integers(0, 10**9),
    decimals=st.integers(0, 99),
    space=st.sampled_from(SPACES),
    sign=st.sampled_from(",."),
    mark=st.sampled_from(MARKS),
)
def test_spaces_and_signs_of_all_kinds_say_the_same(
    whole: int, decimals: int, space: str, sign: str, mark: str
) -> None:
    typed = f"{space}+{whole:,}{{}}{decimals:02}{space}%".replace(",", space).format(sign)
    assert read_number(typed, Kind("%", PERCENT.units), mark) == float(f"{whole}.{decimals:02}")


@given(text=st.text(max_size=12), mark=st.sampled_from(MARKS))
def test_any_text_is_a_finite_number_or_refused(text: str, mark: str) -> None:
    for kind in (NUMBER, KILOGRAMS, YARN_SIZE, WHOLE):
        read = typed_number(text, kind, mark)
        assert isinstance(read, str) or math.isfinite(read)


def test_a_number_without_more_is_a_french_one() -> None:
    assert read_number("1,250") == 1.25
    with pytest.raises(Unread):
        read_number("1.250")
    assert plain_number("1,250") == "1.250"
    assert understood("1000,50") == "1\u202f000,5"
    assert shown_number(1250.5) == "1250,5"

"""The formulas of a calculation, in words and numbers, are those that give its values."""

import re

import pytest
from django.utils.translation import override

from scoring.answers.explain import trace_of
from scoring.engine.method import Method
from scoring.engine.trace.formula import evaluate, parse_formula
from scoring.engine.trace.lines import Line, Origin, Sourced
from scoring.web.trace.formulas import spelt
from tests.web.test_explanations import PRODUCTS, computed_of

# What each function is called in either language.
FUNCTIONS = {
    "fr": {
        "arrondi": "round",
        "partie entière": "floor",
        "le plus petit de": "min",
        "le plus grand de": "max",
    },
    "en": {"rounded": "round", "whole part of": "floor", "smallest of": "min", "largest of": "max"},
}
CONDITIONS = {
    "fr": re.compile(r"si (.+?) : (.+?) ; sinon (.+)"),
    "en": re.compile(r"if (.+?): (.+?); otherwise (.+)"),
}
SEPARATORS = {"fr": ("\u202f", ","), "en": (",", r".")}
SUMS = {"fr": "somme de {} valeurs", "en": "sum of {} values"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_formula_is_written_with_the_numbers_that_give_its_value(
    method: Method, language: str
) -> None:
    """Typing the formula on the page into a calculator gives the line's value."""
    said = ""
    for parameter in PRODUCTS:
        sector, body = parameter.values
        assert isinstance(sector, str)
        for line in trace_of(computed_of(method, sector, body), "ecs").lines:
            with override(language):
                written = spelt(line)
            said += written
            if len(line.inputs) > 8:
                assert written == SUMS[language].format(len(line.inputs))
            elif written:
                value = read_back(written, language)
                expected = pytest.approx(line.value, rel=1e-4, abs=1e-4)
                assert value == expected, (line.id, written)
    # Each word occurred, except one that no rule of the method currently uses.
    unused = {"partie entière", "whole part of"}
    assert all(word in said for word in FUNCTIONS[language] if word not in unused)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("formula", "value"), [("floor(a / b)", 3.0), ("abs(b - a)", 5.0), ("a - (b - 1)", 6.0)]
)
def test_every_word_of_a_formula_says_what_it_does(
    language: str, formula: str, value: float
) -> None:
    inputs = {
        name: Sourced(value=number, origin=Origin.REQUEST, key=name)
        for name, number in (("a", 7.0), ("b", 2.0))
    }
    line = Line(
        id="x",
        rule="x",
        stage="total",
        label="x",
        section="",
        formula=formula,
        inputs=inputs,
        value=value,
        unit="",
    )
    with override(language):
        assert read_back(spelt(line), language) == value


def read_back(written: str, language: str) -> float:
    """Evaluate a formula as written for people."""
    thousands, point = SEPARATORS[language]
    text = re.sub(rf"(?<=\d){thousands}(?=\d{{3}})", "", written).replace(point, ".")
    for word, function in FUNCTIONS[language].items():
        text = text.replace(f"{word} (", f"{function}(")
    text = conditions(text, language).replace(" ; ", ", ")
    for sign, operator in SIGNS:
        text = text.replace(sign, operator)
    text = re.sub(r"\|([^|]+)\|", r"abs(\1)", text)
    text = re.sub(r"([\d.]+)e(-?\d+)", lambda found: f"{float(found[0]):.30f}", text)
    return evaluate(parse_formula(text), {})


SIGNS = (
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    (" = ", " == "),
)


def conditions(text: str, language: str) -> str:
    """Rewrite each condition in the language of formulas, from the outermost."""
    found = CONDITIONS[language].fullmatch(text)
    if found is None:
        return text
    condition, then, otherwise = found.groups()
    return f"if({condition}, {then}, {conditions(otherwise, language)})"

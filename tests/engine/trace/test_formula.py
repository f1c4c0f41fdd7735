"""The language of formulas: what it accepts, what it rejects, and what it computes."""

import math

import pytest

from scoring.engine.trace.formula import FormulaError, evaluate, names_of, parse_formula


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 5 / 2", 10),
        ("2 * -x", -10),
        ("-x - -x", 0),
        ("1 - x / 10", 0.5),
        ("round(2.5)", 3),
        ("round(-2.5)", -2),
        ("floor(2.9)", 2),
        ("floor(-2.1)", -3),
        ("abs(-2.5)", 2.5),
        ("min(3, x, 4)", 3),
        ("max(3, x, 4)", 5),
        ("min(x)", 5),
        ("if(x <= 5, 1, 2)", 1),
        ("if(x < 5, 1, 2)", 2),
        ("if(x >= 5, 1, 2)", 1),
        ("if(x > 5, 1, 2)", 2),
        ("if(x == 5, 1, 2)", 1),
        ("if(x != 5, 1, 2)", 2),
        ("if(x > 10, 1, if(x > 4, 20 + 1, 3))", 21),
        ("if(x > 0, 2, 1 / 0)", 2),
        ("1/0", math.inf),
        ("0.25", 0.25),
    ],
)
def test_a_formula_gives_its_value(text: str, expected: float) -> None:
    assert evaluate(parse_formula(text), {"x": 5}) == expected


def test_operations_keep_their_order_to_the_last_bit() -> None:
    inputs = {"a": 0.1, "b": 0.2, "c": 0.3}
    assert evaluate(parse_formula("a + b + c"), inputs) == 0.1 + 0.2 + 0.3
    assert evaluate(parse_formula("a + (b + c)"), inputs) == 0.1 + (0.2 + 0.3)
    assert evaluate(parse_formula("a * b / c"), inputs) == 0.1 * 0.2 / 0.3


def test_a_sum_of_thousands_of_terms_is_worked_out() -> None:
    names = [f"term_{n}" for n in range(5000)]
    formula = parse_formula(" + ".join(names))
    assert evaluate(formula, dict.fromkeys(names, 1.0)) == 5000
    assert names_of(formula) == set(names)


def test_only_the_inputs_are_names() -> None:
    formula = parse_formula("if(n <= 1000, min(a, -b_2), round(n / 6000))")
    assert names_of(formula) == {"n", "a", "b_2"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "1 2",
        "a b",
        "if",
        "if + 1",
        "if(1, 2)",
        "round(1, 2)",
        "sqrt(4)",
        "__import__(1)",
        "a.b",
        "2 ** 3",
        "1 < 2 < 3",
        "'text'",
        "1e5",
        "1,5",
        "min()",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a +", "« a + » : « fin » n'est pas attendu ici (élément 3)"),
        ("a b", "« a b » : « b » n'est pas attendu ici (élément 2)"),
        ("1 + * 2", "« 1 + * 2 » : « * » n'est pas attendu ici (élément 3)"),
        ("if(a, b)", "« if(a, b) » : if reçoit 2 arguments"),
        ("sqrt(4)", "« sqrt(4) » : la fonction sqrt n'existe pas"),
        ("a ! b", "« a ! b » : « ! » n'a pas de sens"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert str(caught.value) == message


def test_a_value_that_is_not_given_is_said_to_be_missing() -> None:
    with pytest.raises(FormulaError, match="mass"):
        evaluate(parse_formula("mass * 2"), {"waste": 1})

"""The formula of a line, written with the numbers used in it, or with their names."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.engine.trace.formula import (
    Call,
    Formula,
    Name,
    Negative,
    Number,
    Operation,
    parse_formula,
)
from scoring.engine.trace.lines import Line
from scoring.web import figures

_SIGNS = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_COMPARISON, _SUM, _PRODUCT, _ATOM = range(4)
_STRENGTH = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
# A longer sum would be unreadable: its terms are listed below it.
_MOST_TERMS = 8
# Inputs of a sum whose terms are alike.
_TERM = "term_"
# Delimiters of the names in a formula in words: these characters occur in no text of the site.
_OPEN, _CLOSE = "\x02", "\x03"
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")


class _Spelt(NamedTuple):
    """A written formula, and its precedence, which decides where parentheses are needed."""

    text: str
    strength: int


def spelt(line: Line) -> str:
    """A line's formula with its numbers, in the language of the page; "" for a plain value."""
    formula = parse_formula(line.formula)
    if isinstance(formula, Name | Number):
        return ""
    terms = list(line.inputs)
    if len(terms) > _MOST_TERMS and line.formula == " + ".join(terms):
        count = len(terms)
        return ngettext("somme de {number} valeur", "somme de {number} valeurs", count).format(
            number=count
        )
    numbers = {
        name: figures.significant(known.value)
        for name, known in line.inputs.items()
        if isinstance(known.value, int | float)
    }
    return _spell(formula, numbers).text


class FormulaPart(NamedTuple):
    """A piece of a formula in words: the name of a value, or the text between two names."""

    text: str
    is_name: bool


def terms_of(line: Line) -> list[str]:
    """The inputs that a line adds up, if it is a sum of similar terms; else none."""
    terms = line.formula.split(" + ")
    alike = len(terms) > 1 and all(term.startswith(_TERM) for term in terms)
    return terms if alike else []


def in_words(line: Line, names: Mapping[str, str]) -> list[FormulaPart]:
    """A line's formula with the names of its inputs."""
    held = {name: f"{_OPEN}{text}{_CLOSE}" for name, text in names.items()}
    text = _spell(parse_formula(line.formula), held).text
    pieces = _MARKS.split(text)
    return [
        FormulaPart(piece, is_name=place % 2 == 1) for place, piece in enumerate(pieces) if piece
    ]


def _spell(formula: Formula, numbers: Mapping[str, str]) -> _Spelt:
    match formula:
        case Number(text):
            return _Spelt(figures.significant(float(text)), _ATOM)
        case Name(name):
            return _signed(numbers[name])
        case Negative(term):
            return _Spelt(f"−{_held(_spell(term, numbers), _ATOM)}", _SUM)
        case Operation():
            return _chain(formula, numbers)
        case Call("if", (condition, then, otherwise)):
            text = _("si {condition} : {then} ; sinon {otherwise}").format(
                condition=_spell(condition, numbers).text,
                then=_spell(then, numbers).text,
                otherwise=_spell(otherwise, numbers).text,
            )
            return _Spelt(text, _COMPARISON)
        case Call("abs", (argument,)):
            return _Spelt(f"|{_spell(argument, numbers).text}|", _ATOM)
        case Call(function, arguments):
            words = {
                "round": _("arrondi"),
                "floor": _("partie entière"),
                "min": _("le plus petit de"),
                "max": _("le plus grand de"),
            }
            inside = " ; ".join(_spell(argument, numbers).text for argument in arguments)
            return _Spelt(f"{words[function]} ({inside})", _ATOM)


def _chain(formula: Operation, numbers: Mapping[str, str]) -> _Spelt:
    """Convert a chain iteratively, so that long sums do not recurse too deeply."""
    operations = []
    first: Formula = formula
    while isinstance(first, Operation):
        operations.append(first)
        first = first.left
    written = _spell(first, numbers)
    for operation in reversed(operations):
        strength = _STRENGTH.get(operation.sign, _COMPARISON)
        # The right operands of - and / need parentheses at equal precedence.
        least = strength + 1 if operation.sign in "-/" else strength
        right = _held(_spell(operation.right, numbers), least)
        sign = _SIGNS.get(operation.sign, operation.sign)
        written = _Spelt(f"{_held(written, strength)} {sign} {right}", strength)
    return written


def _held(spelt_: _Spelt, least: int) -> str:
    return spelt_.text if spelt_.strength >= least else f"({spelt_.text})"


def _signed(number: str) -> _Spelt:
    """A negative number has a minus sign, and is parenthesised in a product."""
    if number.startswith("-"):
        return _Spelt(f"−{number[1:]}", _SUM)
    return _Spelt(number, _ATOM)

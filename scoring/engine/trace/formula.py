"""Parser and evaluator for the formulas that a trace shows.

Names, decimal numbers, ``+ - * /``, parentheses, comparisons, ``min``, ``max``, ``round`` (half
up), ``floor``, ``abs`` and ``if(condition, a, b)``; nothing else. Used to check a trace and to
export it to other programs. The calculation itself never uses this.
"""

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scoring.engine.errors import EngineError
from scoring.engine.numbers import divide, round_half_up

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<sign><=|>=|==|!=|[-+*/(),<>]))"
)
COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_OPERATIONS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": divide,
    **COMPARISONS,
}
# Each function with its number of arguments; None means any number.
FUNCTIONS: Mapping[str, int | None] = {
    "abs": 1,
    "floor": 1,
    "if": 3,
    "max": None,
    "min": None,
    "round": 1,
}


class FormulaError(EngineError):
    """A formula that cannot be parsed, or that uses an undefined name."""


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number, as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an input."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """The negation of a term."""

    term: "Formula"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation or a comparison of two terms."""

    sign: str
    left: "Formula"
    right: "Formula"


@dataclass(frozen=True, slots=True)
class Call:
    """A function call with one or more arguments."""

    function: str
    arguments: tuple["Formula", ...]


Formula = Number | Name | Negative | Operation | Call


@lru_cache(maxsize=1024)
def parse_formula(text: str) -> Formula:
    """Parse a formula. Raises ``FormulaError`` with the position of the first error."""
    return _Parser(text).formula()


def evaluate(formula: Formula, inputs: Mapping[str, float]) -> float:
    """Evaluate a formula in double precision; of an ``if``, only the selected branch.

    >>> evaluate(parse_formula("mass / (1 - waste)"), {"mass": 0.17, "waste": 0.15})
    0.2
    >>> evaluate(parse_formula("if(n <= 1000, 1, round(n / 7))"), {"n": 1004.5})
    144.0
    """
    match formula:
        case Number(text):
            return float(text)
        case Name(name):
            if name not in inputs:
                raise FormulaError(f"La valeur « {name} » manque")
            return float(inputs[name])
        case Negative(term):
            return -evaluate(term, inputs)
        case Operation():
            return _chain(formula, inputs)
        case Call("if", (condition, then, otherwise)):
            return evaluate(then if evaluate(condition, inputs) else otherwise, inputs)
        case Call(function, arguments):
            return _apply(function, [evaluate(argument, inputs) for argument in arguments])


def names_of(formula: Formula) -> set[str]:
    """The inputs that a formula uses.

    >>> sorted(names_of(parse_formula("mass / (1 - waste)")))
    ['mass', 'waste']
    """
    names = set()
    ahead = [formula]
    while ahead:
        match ahead.pop():
            case Name(name):
                names.add(name)
            case Negative(term):
                ahead.append(term)
            case Operation(_, left, right):
                ahead += (left, right)
            case Call(_, arguments):
                ahead += arguments
    return names


def _chain(formula: Formula, inputs: Mapping[str, float]) -> float:
    """Evaluate a left-nested chain iteratively, so that long sums do not recurse too deeply."""
    operations = []
    while isinstance(formula, Operation):
        operations.append(formula)
        formula = formula.left
    value = evaluate(formula, inputs)
    for operation in reversed(operations):
        value = float(_OPERATIONS[operation.sign](value, evaluate(operation.right, inputs)))
    return value


def _apply(function: str, values: list[float]) -> float:
    match function:
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "abs":
            return abs(values[0])
        case "floor":
            return float(math.floor(values[0])) if math.isfinite(values[0]) else values[0]
    return round_half_up(values[0])


class _Parser:
    """Recursive descent: comparison, sum, product, sign, atom, in increasing precedence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.position = 0

    def formula(self) -> Formula:
        found = self.comparison()
        if self.peek():
            raise self.error()
        return found

    def comparison(self) -> Formula:
        left = self.sum()
        if self.peek() in COMPARISONS:
            return Operation(self.take(), left, self.sum())
        return left

    def sum(self) -> Formula:
        left = self.product()
        while self.peek() in ("+", "-"):
            left = Operation(self.take(), left, self.product())
        return left

    def product(self) -> Formula:
        left = self.signed()
        while self.peek() in ("*", "/"):
            left = Operation(self.take(), left, self.signed())
        return left

    def signed(self) -> Formula:
        if self.peek() == "-":
            self.take()
            return Negative(self.signed())
        return self.atom()

    def atom(self) -> Formula:
        start = self.take()
        if start == "(":
            inside = self.comparison()
            self.expect(")")
            return inside
        if start[:1].isdigit():
            return Number(start)
        if not start[:1].isalpha():
            self.position -= 1
            raise self.error()
        if self.peek() == "(":
            return self.call(start)
        if start == "if":
            raise self.error()
        return Name(start)

    def call(self, function: str) -> Formula:
        if function not in FUNCTIONS:
            raise FormulaError(f"« {self.text} » : la fonction {function} n'existe pas")
        self.expect("(")
        arguments = [self.comparison()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.comparison())
        self.expect(")")
        expected = FUNCTIONS[function]
        if expected is not None and len(arguments) != expected:
            raise FormulaError(f"« {self.text} » : {function} reçoit {len(arguments)} arguments")
        return Call(function, tuple(arguments))

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.position += 1
        return token

    def expect(self, sign: str) -> None:
        if self.take() != sign:
            self.position -= 1
            raise self.error()

    def error(self) -> FormulaError:
        return FormulaError(
            f"« {self.text} » : « {self.peek() or 'fin'} » n'est pas attendu ici "
            f"(élément {self.position + 1})"
        )


def _tokens(text: str) -> Iterator[str]:
    position = 0
    text = text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise FormulaError(f"« {text} » : « {text[position:].strip()[:1]} » n'a pas de sens")
        yield found.group().strip()
        position = found.end()

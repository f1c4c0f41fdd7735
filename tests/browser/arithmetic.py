"""Evaluates numbers and formulas as a French page writes them."""

import ast
import operator
import re
from collections.abc import Callable

_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def figure(text: str) -> float:
    """The first number of a text: ``1 586 Pts`` is 1586, ``+48,38`` is 48.38."""
    found = re.search(r"[+−-]?\d[\d\u202f\u00a0]*(?:,\d+)?(?:e-?\d+)?", text)
    assert found, text
    return float(_plain(found[0]))


def worked_out(written: str) -> float:
    """The value of ``0,2488 × 1 ÷ (1 − 0,12)``; units are ignored."""
    text = re.sub(r"(?<=\d)[\s\u202f\u00a0]*[a-zA-Z][^×÷+−()]*", " ", written)
    text = _plain(text).replace("×", "*").replace("÷", "/")
    return _value(ast.parse(text.strip(), mode="eval").body)


def _plain(text: str) -> str:
    joined = re.sub(r"(?<=\d)[\u202f\u00a0](?=\d)", "", text)
    return joined.replace(",", ".").replace("−", "-").replace("\u202f", " ").replace("\u00a0", " ")


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=sign, right=right):
            return _SIGNS[type(sign)](_value(left), _value(right))
    raise AssertionError(ast.dump(node))

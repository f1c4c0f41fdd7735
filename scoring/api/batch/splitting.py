"""Locates the items of a batch in its body: elements of a JSON array, or lines of JSON.

A body of many megabytes is not parsed as a whole: that would take ten times its size in memory, and
hold the GIL meanwhile. Only the ends of the items are searched for here, in bounded steps; each
item is then parsed on its own.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

# Maximum number of bytes that a regular expression matches at once.
_REACH = 65_536
_SPACE = re.compile(rb"[ \t\r\n]*+")
_SCALAR = re.compile(rb'[^\s,\[\]{}"]*+')
# Within an element: everything but brackets, including whole strings.
_STRING = rb'[^"\\]*+(?:\\.[^"\\]*+)*+'
_INSIDE = re.compile(rb'[^"\[\]{}]*+(?:"' + _STRING + rb'"[^"\[\]{}]*+)*+', re.DOTALL)
_IN_STRING = re.compile(_STRING, re.DOTALL)
_OPENING = frozenset(b"[{")
_BRACKETS = _OPENING | frozenset(b"]}")
_QUOTE = ord('"')
# Brackets of one element between two pauses.
_ROW = 1000


class Span(NamedTuple):
    """The location of an item in its body, in bytes."""

    start: int
    end: int


class NotAnArray(ValueError):
    """The body is not a JSON array; ``position`` is that of the first invalid byte."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(position)


def elements_of(body: bytes, pause: Callable[[], None] = lambda: None) -> Iterator[Span]:
    """The elements of a JSON array, located but not parsed. Raises ``NotAnArray``.

    ``pause`` is called from time to time within a long element.

    >>> [bytes(b'[{"a": "]"}, 2]'[place.start : place.end]) for place in elements_of(
    ...     b'[{"a": "]"}, 2]')]
    [b'{"a": "]"}', b'2']
    """
    position = _after_space(body, _after(body, _start(body), b"["))
    if body[position : position + 1] != b"]":
        while True:
            end = _end_of_value(body, position, pause)
            yield Span(position, end)
            position = _after_space(body, end)
            if body[position : position + 1] != b",":
                break
            position = _after_space(body, position + 1)
    position = _after_space(body, _after(body, position, b"]"))
    if position < len(body):
        raise NotAnArray(position)


def is_array(body: bytes) -> bool:
    """Whether a body starts like a JSON array.

    >>> is_array(b" [1"), is_array(b"{}")
    (True, False)
    """
    return body.startswith(b"[", _start(body))


def lines_of(body: bytes) -> Iterator[Span]:
    """The lines that are not blank.

    >>> list(lines_of(b"1\\n\\n 2"))
    [Span(start=0, end=1), Span(start=3, end=5)]
    """
    start = len(codecs.BOM_UTF8) if body.startswith(codecs.BOM_UTF8) else 0
    while start < len(body):
        end = body.find(b"\n", start)
        if end < 0:
            end = len(body)
        if _after_space(body, start) < end:
            yield Span(start, end)
        start = end + 1


def _start(body: bytes) -> int:
    mark = codecs.BOM_UTF8
    return _after_space(body, len(mark) if body.startswith(mark) else 0)


def _after(body: bytes, position: int, sign: bytes) -> int:
    if body[position : position + 1] != sign:
        raise NotAnArray(position)
    return position + 1


def _after_space(body: bytes, position: int) -> int:
    return _run(_SPACE, body, position)


def _run(expression: re.Pattern[bytes], body: bytes, position: int) -> int:
    """The end of a match, extended in bounded steps."""
    while True:
        match = expression.match(body, position, position + _REACH)
        end = match.end() if match else position
        if end < position + _REACH - 1:
            return end
        position = end


def _end_of_value(body: bytes, start: int, pause: Callable[[], None]) -> int:
    first = body[start : start + 1]
    if not first or first in b",]}":
        raise NotAnArray(start)
    if first == b'"':
        return _end_of_string(body, start)
    if first not in b"[{":
        return _run(_SCALAR, body, start)
    depth, position, brackets = 1, start + 1, 0
    size, inside = len(body), _INSIDE.match
    while depth:
        match = inside(body, position, position + _REACH)
        position = match.end() if match else position
        if position >= size:
            raise NotAnArray(size)
        sign = body[position]
        if sign in _BRACKETS:
            depth += 1 if sign in _OPENING else -1
            position += 1
            brackets += 1
            if not brackets % _ROW:
                pause()
        elif sign == _QUOTE:
            # The string is too long for one step, or unterminated.
            position = _end_of_string(body, position)
    return position


def _end_of_string(body: bytes, start: int) -> int:
    position = _run(_IN_STRING, body, start + 1)
    return _after(body, position, b'"')

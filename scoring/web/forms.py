"""What the forms of all sectors have: the impact shown, the way back, rows that repeat."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.http import QueryDict

_MOST_DIGITS = 6


@dataclass(slots=True, kw_only=True)
class SectorForm:
    """What the controls of a sector's form hold, as texts.

    ``initial`` is the request, as JSON, that "reset" comes back to.
    """

    impact: str = "ecs"
    initial: str = ""

    def body(self) -> dict[str, Any]:
        """The request that the API takes; what cannot be read as a number stays a text."""
        raise NotImplementedError

    def reset_to(self, opened: Self) -> Self:
        """The form that "reset" draws, of what ``initial`` opens."""
        opened.initial = self.initial
        return opened


@dataclass(slots=True)
class Line:
    """A row: the id it is about, and its other controls by name, as texts."""

    id: str
    values: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """What a control of the row holds, "" when it is empty."""
        return self.values.get(name, "")


def posted_lines(data: QueryDict, prefix: str, names: Sequence[str]) -> list[Line]:
    """The rows ``prefix-0``, ``prefix-1``, ... of a form as a browser sends it."""
    lines = []
    for position in range(len(data)):
        identifier = data.get(f"{prefix}-{position}-id")
        if identifier is None:
            break
        texts = {name: data.get(f"{prefix}-{position}-{name}", "").strip() for name in names}
        lines.append(Line(identifier, {name: text for name, text in texts.items() if text}))
    return lines


def position_in(items: Sequence[object], text: str) -> int | None:
    """The place in a list that a button or an address names; None where there is none.

    >>> position_in("abc", "2"), position_in("abc", "3"), position_in("abc", "-1")
    (2, None, None)
    """
    # Python refuses to read more than some thousands of digits.
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() and int(text) < len(items):
        return int(text)
    return None


def delete_line(lines: list[Line], position: str) -> None:
    """Take off the row that a button names; a position that is none changes nothing."""
    found = position_in(lines, position)
    if found is not None:
        del lines[found]

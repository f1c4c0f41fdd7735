"""What the forms of all sectors share: the impact shown, reset, repeated rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.http import QueryDict

_MOST_DIGITS = 6


@dataclass(slots=True, kw_only=True)
class SectorForm:
    """The values of the controls of a sector's form, as text.

    ``initial`` is the request, as JSON, that "reset" restores.
    """

    impact: str = "ecs"
    initial: str = ""

    def body(self) -> dict[str, Any]:
        """The API request; anything that is not a valid number is left as text."""
        raise NotImplementedError

    def reset_to(self, opened: Self) -> Self:
        """The form to show after "reset", given the form that ``initial`` opens."""
        opened.initial = self.initial
        return opened


@dataclass(slots=True)
class FormLine:
    """A row: the id it is about, and its other controls by name, as text."""

    id: str
    values: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The value of a control of the row, "" if empty."""
        return self.values.get(name, "")


def posted_lines(data: QueryDict, prefix: str, names: Sequence[str]) -> list[FormLine]:
    """The rows ``prefix-0``, ``prefix-1``, ... of a posted form."""
    lines = []
    for position in range(len(data)):
        identifier = data.get(f"{prefix}-{position}-id")
        if identifier is None:
            break
        texts = {name: data.get(f"{prefix}-{position}-{name}", "").strip() for name in names}
        lines.append(FormLine(identifier, {name: text for name, text in texts.items() if text}))
    return lines


def position_in(items: Sequence[object], text: str) -> int | None:
    """The list index given by a button or a URL; None if invalid.

    >>> position_in("abc", "2"), position_in("abc", "3"), position_in("abc", "-1")
    (2, None, None)
    """
    # int() rejects strings of more than a few thousand digits.
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit() and int(text) < len(items):
        return int(text)
    return None


def delete_line(lines: list[FormLine], position: str) -> None:
    """Delete the row that a button names; an invalid position is ignored."""
    found = position_in(lines, position)
    if found is not None:
        del lines[found]

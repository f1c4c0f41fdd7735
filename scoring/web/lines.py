"""Rows of a form that repeat: materials, ingredients, packagings, components."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict


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


def delete_line(lines: list[Line], position: str) -> None:
    """Take off the row that a button names; a position that is none changes nothing."""
    if position.isdecimal() and int(position) < len(lines):
        del lines[int(position)]

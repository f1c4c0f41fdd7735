"""Controls of a form as templates draw them (``simulators/_control.html``).

A control holds text alone: what was typed, even if it cannot be read, comes back as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: Any
    group: Any = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A labelled control.

    ``kind`` is number, text, slider, select, picker, search or check; a search is a picker of a
    long list, which is a typed name where there are no scripts. ``default`` words the value in
    force when the control is left empty, ``default_value`` is that value as the control would
    hold it. ``locked`` says why the control cannot be changed. ``dialog`` lets a picker search its
    options; ``wide`` gives long options the place of two controls. ``help`` is the path of the
    page that tells more, in the explorer of the sector.
    """

    name: str
    label: Any
    kind: str
    value: str = ""
    options: Sequence[Option] = ()
    unit: str = ""
    minimum: str = ""
    maximum: str = ""
    step: str = "any"
    default: str = ""
    default_value: str = ""
    error: str = ""
    locked: Any = ""
    dialog: str = ""
    wide: bool = False
    help: str = ""

    @property
    def id(self) -> str:
        """Its HTML id."""
        return f"field-{self.name}"

    @property
    def row(self) -> str:
        """The row of a list that the control is in: its name without the last part."""
        return self.name.rpartition("-")[0]

    @property
    def is_number(self) -> bool:
        """Whether it is a number that can be typed."""
        return self.kind in ("number", "slider") and not self.locked

    @property
    def checked(self) -> bool:
        """Whether a check box is ticked."""
        return bool(self.value)

    @property
    def position(self) -> str:
        """Where a slider stands."""
        return self.value or self.default_value

    @property
    def chosen(self) -> Any:
        """The label of the option chosen."""
        return next((option.label for option in self.options if option.value == self.value), "")


def typed_number(text: str) -> int | float | str:
    """What a person typed as a number, with a comma or a point; the text itself if it is none.

    >>> typed_number("0,17"), typed_number("1 000"), typed_number("douze")
    (0.17, 1000, 'douze')
    """
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def typed_percentage(text: str) -> int | float | str:
    """A percentage typed, as a ratio: the double nearest to what was typed.

    >>> typed_percentage("33,3"), typed_percentage("x")
    (0.333, 'x')
    """
    number = typed_number(text)
    if isinstance(number, str):
        return number
    try:
        return float(Decimal(str(number)) / 100)
    except InvalidOperation:
        return text


def shown_number(value: float) -> str:
    """A number as a control holds it, with nothing lost.

    >>> shown_number(0.17), shown_number(30.0)
    ('0.17', '30')
    """
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def shown_percentage(ratio: float) -> str:
    """A ratio as a percentage a control holds, with nothing lost.

    >>> shown_percentage(0.07), shown_percentage(1)
    ('7', '100')
    """
    percentage = (Decimal(repr(float(ratio))) * 100).normalize()
    return f"{percentage:f}"

"""Controls of a form as templates draw them (``simulators/_control.html``).

A control holds text alone: what was typed, even if it cannot be read, comes back as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from scoring.answers.typed_numbers import NUMBER, Kind
from scoring.web.labels import labels
from scoring.web.typed_numbers import plain_number, understood


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: Any
    group: Any = ""


def options_of(records: Iterable[Any], key: str = "id") -> list[Option]:
    """The choices that records of the data are, by what names them in requests."""
    found = list(records)
    names = labels(found)
    return [Option(getattr(one, key), name) for one, name in zip(found, names, strict=True)]


def coded_options(words: Mapping[str, Any]) -> list[Option]:
    """The choices that codes are, in words."""
    return [Option(code, text) for code, text in words.items()]


@dataclass(frozen=True, slots=True)
class Control:
    """A labelled control.

    ``kind`` is number, text, slider, select, picker, search or check; a search is a picker of a
    long list, which is a typed name where there are no scripts. A number is typed as a text, and
    ``reads`` is what it may be. ``default`` words the value in force when the control is left
    empty, ``default_value`` is that value as the control would hold it. ``minimum`` and
    ``maximum`` are those of a slider, ``step`` is what an arrow key adds. ``warning`` is what to
    know of a value that is no error. ``locked`` says why the control cannot be changed.
    ``dialog`` lets a picker search its options; ``wide`` gives long options the place of two
    controls. ``help`` is the path of the page that tells more, in the explorer of the sector.
    """

    name: str
    label: Any
    kind: str
    value: str = ""
    options: Sequence[Option] = ()
    unit: str = ""
    minimum: str = ""
    maximum: str = ""
    step: str = "1"
    default: str = ""
    default_value: str = ""
    error: str = ""
    warning: str = ""
    locked: Any = ""
    dialog: str = ""
    wide: bool = False
    help: str = ""
    reads: Kind = NUMBER

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
        """Where a slider stands, as programs write it; at its default when it can be nowhere."""
        return plain_number(self.value, self.reads) or self.default_position

    @property
    def default_position(self) -> str:
        """Where a slider stands when nothing is typed."""
        return plain_number(self.default_value, self.reads)

    @property
    def understood(self) -> str:
        """What was read of the number typed, where it is written in another way."""
        return "" if self.error else understood(self.value, self.reads)

    @property
    def chosen(self) -> Any:
        """The label of the option chosen."""
        return next((option.label for option in self.options if option.value == self.value), "")


class Controls:
    """Makes the controls of a form, each with its error and what is to know of it."""

    def __init__(self, errors: Mapping[str, str], warnings: Mapping[str, str]) -> None:
        self.errors = errors
        self.warnings = warnings

    def control(self, name: str, label: Any, kind: str, value: str = "", **more: Any) -> Control:
        """A control of a kind, with what it holds."""
        told = {"error": self.errors.get(name, ""), "warning": self.warnings.get(name, "")}
        return Control(name=name, label=label, kind=kind, value=value, **{**told, **more})

    def error(self, name: str, field: str, position: int) -> str:
        """The error of a row's control, or of its whole list on the first row."""
        return self.errors.get(name, "") or (self.errors.get(field, "") if position == 0 else "")


def by_default(value: object) -> Option:
    """The choice of the value in force when nothing is said."""
    return Option("", _("Par défaut ({value})").format(value=value))

"""Form controls as templates render them (``simulators/_control.html``).

A control's value is always text: what was typed is shown again unchanged, even if invalid.
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
    """One choice of a select; a dialog also shows its ``note``, such as what a unit costs."""

    value: str
    label: Any
    group: Any = ""
    note: str = ""


def options_of(records: Iterable[Any], key: str = "id") -> list[Option]:
    """Options for data records, valued by their id in requests."""
    found = list(records)
    names = labels(found)
    return [Option(getattr(one, key), name) for one, name in zip(found, names, strict=True)]


def coded_options(words: Mapping[str, Any]) -> list[Option]:
    """Options for codes, labelled with their words."""
    return [Option(code, text) for code, text in words.items()]


@dataclass(frozen=True, slots=True)
class Control:
    """A labelled control.

    ``kind`` is number, text, slider, select, picker, search or check; a search is a picker of a
    long list, which falls back to a typed name without scripts. A number is typed as text, and
    ``reads`` is the kind of number it accepts. ``default`` describes the effective value when the
    control is empty, ``default_value`` is that value in the control's format. ``minimum`` and
    ``maximum`` are those of a slider, ``step`` is the arrow key increment. ``warning`` is a caution
    about a valid value. ``locked`` says why the control cannot be changed. ``dialog`` makes a
    picker's options searchable; ``wide`` gives long options the width of two controls.
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
    reads: Kind = NUMBER

    @property
    def id(self) -> str:
        """The control's HTML id."""
        return f"field-{self.name}"

    @property
    def row(self) -> str:
        """The list row that contains the control: its name without the last part."""
        return self.name.rpartition("-")[0]

    @property
    def is_number(self) -> bool:
        """Whether it is an editable number."""
        return self.kind in ("number", "slider") and not self.locked

    @property
    def checked(self) -> bool:
        """Whether a check box is ticked."""
        return bool(self.value)

    @property
    def position(self) -> str:
        """A slider's position in machine notation; the default if its value is invalid."""
        return plain_number(self.value, self.reads) or self.default_position

    @property
    def default_position(self) -> str:
        """A slider's position when it has no value."""
        return plain_number(self.default_value, self.reads)

    @property
    def understood(self) -> str:
        """How the typed number was interpreted, if that differs from what was typed."""
        return "" if self.error else understood(self.value, self.reads)

    @property
    def chosen(self) -> Any:
        """The label of the selected option."""
        return next((option.label for option in self.options if option.value == self.value), "")


class Controls:
    """Builds the controls of a form, each with its error and its caution."""

    def __init__(self, errors: Mapping[str, str], warnings: Mapping[str, str]) -> None:
        self.errors = errors
        self.warnings = warnings

    def control(self, name: str, label: Any, kind: str, value: str = "", **more: Any) -> Control:
        """Build a control of a kind, with its value."""
        told = {"error": self.errors.get(name, ""), "warning": self.warnings.get(name, "")}
        return Control(name=name, label=label, kind=kind, value=value, **{**told, **more})

    def error(self, name: str, field: str, position: int) -> str:
        """The error of a row's control, or on the first row, of the whole list."""
        return self.errors.get(name, "") or (self.errors.get(field, "") if position == 0 else "")


def by_default(value: object) -> Option:
    """The option that stands for the default value."""
    return Option("", _("Par défaut ({value})").format(value=value))

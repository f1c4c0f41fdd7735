"""The contents of a trace: lines, and where each of their inputs comes from."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scoring.engine.numbers import as_double, plain

# A number in a formula. Texts and lists of texts (a country, the disabled steps) explain a choice:
# they are inputs of the line that depends on them, but not part of its formula.
Quantity = float | str | bool | tuple[str, ...]


class Origin(StrEnum):
    """Where an input comes from."""

    REQUEST = "request"
    # The category's or the method's default, because the request omits the field.
    DEFAULT = "default"
    DATA = "data"
    CONSTANT = "constant"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A value and where it comes from.

    ``key`` is the field of the request, the path of the figure in the data, or the id of a line;
    ``section`` is that of the method document, for a constant or a default of the method.
    ``process`` and ``source`` are the names of a process and of where its figures come from.
    """

    value: Quantity
    origin: Origin
    key: str
    unit: str = ""
    section: str = ""
    process: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A value computed by the calculation, with the formula that reproduces it.

    ``label`` combines the French words of ``rule`` and of ``subject``, the name of the material,
    process or country it is about: pages translate each separately.
    """

    id: str
    rule: str
    stage: str
    label: str
    section: str
    formula: str
    inputs: Mapping[str, Sourced]
    value: float
    unit: str
    subject: str = ""

    @property
    def words(self) -> str:
        """The French words of the rule alone."""
        return self.label.removesuffix(f" : {self.subject}") if self.subject else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All lines of a calculation, in computation order; ``result`` is the id of the last one."""

    impact: str
    unit: str
    score: float
    result: str
    lines: tuple[Line, ...]

    def line(self, identifier: str) -> Line:
        """The line with this id. Raises ``KeyError`` if there is none."""
        for line in self.lines:
            if line.id == identifier:
                return line
        raise KeyError(identifier)


def public_form(trace: Trace) -> dict[str, Any]:
    """A trace as JSON; non-finite numbers become null, whole numbers are written without a decimal
    point.
    """
    return {
        "score": _finite(trace.score),
        "impact": trace.impact,
        "unit": trace.unit,
        "result": trace.result,
        "lines": [_public_line(line) for line in trace.lines],
    }


def _public_line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "stage": line.stage,
        "label": line.label,
        "section": line.section,
        "formula": line.formula,
        "inputs": [_public_input(name, known) for name, known in line.inputs.items()],
        "value": _finite(line.value),
        "unit": line.unit,
    }


def _public_input(name: str, known: Sourced) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": name,
        "value": _finite(known.value),
        "unit": known.unit,
        "from": known.origin.value,
        "key": known.key,
    }
    for extra in ("section", "process", "source"):
        if text := getattr(known, extra):
            shown[extra] = text
    return shown


def _finite(value: Quantity) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, str | bool):
        return value
    # An integer in a request may be larger than JSON writers support.
    number = as_double(value)
    return plain(number) if math.isfinite(number) else None

"""How a figure came about: intermediate values with their formula, then processes with their
amounts (``simulators/_explanation.html``). Every number is the engine's own.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from scoring.engine.impacts import Flow
from scoring.engine.records import Process
from scoring.web import figures
from scoring.web.labels import label, unit_label
from scoring.web.weighing import Shown


class Row(NamedTuple):
    """An intermediate value: what it is, the formula with its numbers, the value with its unit."""

    label: Any
    formula: str
    value: str


class FlowLine(NamedTuple):
    """An amount of a process and what it weighs."""

    name: str
    source: str
    amount: str
    unit_impact: str
    impact: str


class Explanation(NamedTuple):
    """Rows, flows, their sum, and the complements that are added to it."""

    rows: list[Row]
    lines: list[FlowLine]
    sum: str
    complements: list[Row]
    total: str


def n(value: float) -> str:
    """A number in a formula."""
    return figures.significant(value)


def row(text: Any, formula: str, value: float, unit: str = "") -> Row:
    """An intermediate value that is a number."""
    return Row(text, formula, figures.with_unit(figures.significant(value), unit))


def flow_lines(processes: list[Process], shown: Shown, flows: Iterable[Flow]) -> list[FlowLine]:
    """The processes that take part, amounts of the same process added up."""
    amounts: dict[int, float] = {}
    for index, amount in flows:
        amounts[index] = amounts.get(index, 0.0) + amount
    lines = []
    for index, amount in amounts.items():
        if not amount:
            continue
        process = processes[index]
        lines.append(
            FlowLine(
                label(process),
                f"{process.source}, {process.source_name}"
                if process.source_name
                else process.source,
                figures.with_unit(n(amount), unit_label(process.unit)),
                figures.significant(shown.of_flows([(index, 1.0)])),
                shown.text(shown.of_flows([(index, amount)])),
            )
        )
    return lines

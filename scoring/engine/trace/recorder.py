"""The recorder: the engine's functions hand it each value as they find it.

Functions take ``trace: Recorder | None = None``; a rule computes, then says
``if trace is not None: trace.line(...)`` beside the computation. The recorder works nothing out
by itself: it holds what it was told, and finds earlier values by their name.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from scoring.engine.impacts import Flow, ImpactTable
from scoring.engine.records import Process
from scoring.engine.trace.data import impact_of
from scoring.engine.trace.lines import Line, Origin, Sourced, Trace

# Stands in a rule's unit for the unit of the impact that is explained.
IMPACT_UNIT = "{impact}"


class Rule(NamedTuple):
    """What is said of the lines of one rule of a method.

    ``stage`` and ``unit`` are empty where they differ from line to line. ``label`` is in French.
    """

    stage: str
    section: str
    unit: str
    label: str


class Recorder:
    """Collects the lines of one calculation, for one impact.

    ``rules`` has the words of every rule, ``table`` the figures of the impact alone.
    """

    def __init__(
        self,
        rules: Mapping[str, Rule],
        processes: Iterable[Process],
        table: ImpactTable,
        impact_unit: str,
    ) -> None:
        (self.impact,) = table.trigrams
        self.impact_unit = impact_unit
        self._rules = rules
        self._table = table
        self._processes = {process.index: process for process in processes}
        self._known: dict[str, Sourced] = {}
        self._flows: dict[str, list[tuple[Sourced, Mapping[str, Sourced]]]] = {}
        self._lines: list[Line] = []

    def know(self, name: str, value: Sourced) -> None:
        """Keep a value in force under a name, for the lines that follow."""
        self._known[name] = value

    def known(self, name: str) -> Sourced:
        """A value in force by its name, or an earlier line by its id."""
        return self._known[name]

    def line(
        self,
        rule: str,
        formula: str,
        value: float,
        /,
        *,
        at: str | int = "",
        stage: str = "",
        unit: str = "",
        subject: str = "",
        more: Mapping[str, Sourced] = MappingProxyType({}),
        **inputs: str | Sourced,
    ) -> Sourced:
        """Record a value; gives it back as later lines refer to it.

        ``at`` tells lines of the same rule apart: it follows the rule's name in the line's id.
        An input is a ``Sourced`` value, or the name of one that is known; ``more`` are inputs
        whose names the rule makes up.
        """
        words = self._rules[rule]
        identifier = f"{rule}.{at}" if at != "" else rule
        if identifier in self._known:
            raise ValueError(f"the line {identifier} is recorded twice")
        unit = (unit or words.unit).replace(IMPACT_UNIT, self.impact_unit)
        self._lines.append(
            Line(
                id=identifier,
                rule=rule,
                stage=stage or words.stage,
                label=f"{words.label} : {subject}" if subject else words.label,
                section=words.section,
                formula=formula,
                inputs={name: self._sourced(known) for name, known in {**inputs, **more}.items()},
                value=value,
                unit=unit,
                subject=subject,
            )
        )
        result = Sourced(value=value, origin=Origin.LINE, key=identifier, unit=unit)
        self._known[identifier] = result
        return result

    def sum(
        self,
        rule: str,
        terms: Iterable[str | Sourced],
        value: float,
        /,
        *,
        at: str | int = "",
        stage: str = "",
        unit: str = "",
        subject: str = "",
        more: Mapping[str, Sourced] = MappingProxyType({}),
        **inputs: str | Sourced,
    ) -> Sourced:
        """Record the sum of earlier values, added in their order; of none, it is 0."""
        named = {f"term_{n}": self._sourced(term) for n, term in enumerate(terms, start=1)}
        return self.line(
            rule,
            " + ".join(named) or "0",
            value,
            at=at,
            stage=stage,
            unit=unit,
            subject=subject,
            more={**named, **more},
            **inputs,
        )

    def flow(
        self,
        group: str,
        *amounts: str | Sourced,
        choice: Mapping[str, Sourced] = MappingProxyType({}),
    ) -> None:
        """Say what the amounts of the next flows of a group are, in the order of the flows.

        ``choice`` is what decided which process it is, a country for instance.
        """
        flows = self._flows.setdefault(group, [])
        flows += [(self._sourced(amount), choice) for amount in amounts]

    def flows_of(self, group: str, other: str) -> None:
        """The next flows of a group are those of another one."""
        self._flows.setdefault(group, []).extend(self._flows.get(other, ()))

    def amounts(self, group: str) -> tuple[Sourced, ...]:
        """The amounts of a group so far."""
        return tuple(amount for amount, _ in self.told(group))

    def told(self, group: str) -> tuple[tuple[Sourced, Mapping[str, Sourced]], ...]:
        """The amounts of a group so far, each with its choice."""
        return tuple(self._flows.get(group, ()))

    def weighed(
        self,
        rule: str,
        group: str,
        flows: Iterable[Flow],
        value: float,
        /,
        *,
        at: str = "",
        stage: str = "",
    ) -> Sourced:
        """Record the weighing of a group: ``value`` is the sum of its flows times their figures.

        The lines of the flows have the rule ``rule.flow``.
        """
        terms = []
        told = self._flows.get(group, [])
        for n, (flow, (amount, choice)) in enumerate(zip(flows, told, strict=True)):
            process = self._processes[flow[0]]
            (weight,) = self._table.weigh((flow,))
            figure = impact_of(process, self._table, self.impact_unit)
            terms.append(
                self.line(
                    f"{rule}.flow",
                    "amount * figure",
                    weight,
                    at=f"{at}.{n}" if at else n,
                    stage=stage,
                    subject=process.name,
                    amount=amount,
                    figure=figure,
                    more=choice,
                )
            )
        return self.sum(rule, terms, value, at=at, stage=stage)

    def trace(self, result: str) -> Trace:
        """Close the trace: ``result`` is the id of the line that has the score."""
        (score,) = (line.value for line in self._lines if line.id == result)
        return Trace(
            impact=self.impact,
            unit=self.impact_unit,
            score=score,
            result=result,
            lines=tuple(self._lines),
        )

    def _sourced(self, known: str | Sourced) -> Sourced:
        return self._known[known] if isinstance(known, str) else known

"""The recorder to which the engine's functions pass each value as they compute it.

Functions take ``trace: Recorder | None = None``; a rule computes, then calls ``if trace is not
None: trace.line(...)`` next to the computation. The recorder computes nothing itself: it stores
what it receives, and looks up earlier values by name.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from scoring.engine.impacts import Flow, ImpactTable
from scoring.engine.records import Process
from scoring.engine.trace.data import impact_of
from scoring.engine.trace.lines import Line, Origin, Sourced, Trace

# Placeholder, in a rule's unit, for the unit of the impact being explained.
IMPACT_UNIT = "{impact}"


class Rule(NamedTuple):
    """How the lines of one rule of a method are described.

    ``stage`` and ``unit`` are empty if they differ from line to line. ``label`` is in French.
    """

    stage: str
    section: str
    unit: str
    label: str


class Recorder:
    """Collects the lines of one calculation, for one impact.

    ``rules`` has the words of every rule, ``table`` the figures of that impact only.
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
        """Store an effective value under a name, for the lines that follow."""
        self._known[name] = value

    def known(self, name: str) -> Sourced:
        """An effective value by its name, or an earlier line by its id."""
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
        """Record a value and return it in the form that later lines use to refer to it.

        ``at`` distinguishes lines of the same rule: it is appended to the rule's name in the line's
        id. An input is a ``Sourced`` value, or the name of a known one; ``more`` are inputs whose
        names are built at run time.
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
        """Record the sum of earlier values, added in order; an empty sum is 0."""
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
        """Describe the amounts of the next flows of a group, in the order of the flows.

        ``choice`` is what determined the process, for instance a country.
        """
        flows = self._flows.setdefault(group, [])
        flows += [(self._sourced(amount), choice) for amount in amounts]

    def flows_of(self, group: str, other: str) -> None:
        """Append the flows of another group to a group."""
        self._flows.setdefault(group, []).extend(self._flows.get(other, ()))

    def amounts(self, group: str) -> tuple[Sourced, ...]:
        """The amounts recorded so far for a group."""
        return tuple(amount for amount, _ in self.told(group))

    def told(self, group: str) -> tuple[tuple[Sourced, Mapping[str, Sourced]], ...]:
        """The amounts recorded so far for a group, each with its choice."""
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
        """Record the weighting of a group: ``value`` is the sum of its flows times their figures.

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
        """Finish the trace: ``result`` is the id of the line that has the score."""
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

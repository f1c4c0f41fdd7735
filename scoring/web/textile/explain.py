"""The explanation of each textile step, from the engine's own breakdown (textile.md 5 to 10).

A formula shows the numbers in force; read with the amounts of the processes below it, it lets
anyone compute the step again.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.engine.textile import complements, vocabulary
from scoring.engine.textile.simulate import Simulation, Step
from scoring.web import figures
from scoring.web.explanations import Explanation, Row, flow_lines, n, row
from scoring.web.labels import label
from scoring.web.textile.rows import Rows, kilograms
from scoring.web.weighing import Shown


class Explainer(NamedTuple):
    """Explains the steps of one simulation for the impact shown."""

    method: Method
    simulation: Simulation
    shown: Shown

    def step(self, step: Step) -> Explanation:
        """How the figure of a step came about."""
        shown = self.shown
        rows = [] if step.listed else Rows(self.method, self.simulation).of(step)
        added = []
        points = 0.0
        if shown.is_score:
            added = self._complements(step)
            points = step.microfibers + step.out_of_europe_eol
        weighed = shown.of_flows(step.work.flows)
        total = None if weighed is None else weighed + points
        return Explanation(
            rows,
            flow_lines(self._processes, shown, step.work.flows),
            shown.text(weighed),
            added,
            shown.text(total),
        )

    def journey(self, step: Step) -> Explanation:
        """How the figure of the transport that leaves a step came about."""
        shown = self.shown
        moved = step.journey
        rows = [
            row(_("Distance par route"), "", moved.road_km, "km"),
            row(_("Distance par mer"), "", moved.sea_km, "km"),
            row(_("Distance par avion"), "", moved.air_km, "km"),
        ]
        if step.code == vocabulary.MAKING and step.air_ratio:
            rows.append(Row(_("Part du transport aérien"), "", figures.percentage(step.air_ratio)))
        if step.code == vocabulary.MATERIAL:
            rows.append(
                Row(
                    _("Masse transportée"),
                    _("chaque matière selon sa part"),
                    kilograms(step.mass.output),
                )
            )
        else:
            rows.append(Row(_("Masse transportée"), "", kilograms(self.carried(step))))
        weighed = shown.text(shown.of_flows(moved.flows))
        return Explanation(
            rows, flow_lines(self._processes, shown, moved.flows), weighed, [], weighed
        )

    def trims(self) -> Explanation:
        """How the figure of the trims came about."""
        rows = [
            Row(
                label(line.component),
                "",
                ngettext("{number} pièce", "{number} pièces", line.quantity).format(
                    number=line.quantity
                ),
            )
            for line in self.simulation.trims
        ]
        rows.append(row(_("Masse des accessoires"), "", self.simulation.trims_mass, "kg"))
        flows = self.simulation.trims_flows
        weighed = self.shown.text(self.shown.of_flows(flows))
        lines = flow_lines(self._processes, self.shown, flows)
        return Explanation(rows, lines, weighed, [], weighed)

    def carried(self, step: Step) -> float:
        """Mass in kg that leaves a step (textile.md 8.1)."""
        finished = step.code == vocabulary.MAKING
        return self.simulation.query.mass if finished else step.mass.output

    @property
    def _processes(self) -> list[Process]:
        return list(self.method.dataset.processes.values())

    def _complements(self, step: Step) -> list[Row]:
        query = self.simulation.query
        if step.code == vocabulary.MATERIAL:
            parts = " + ".join(
                f"{n(complements.MICROFIBRES[item.material.origin])} × {n(query.mass)}"
                f" × {n(item.share)}"
                for item in query.materials
            )
            return [Row(_("Complément microfibres"), parts, signed(step.microfibers))]
        if step.code == vocabulary.END_OF_LIFE:
            points = complements.OUT_OF_EUROPE_POINTS
            mass = query.mass * points
            probability = step.out_of_europe_eol / mass if mass else 0.0
            formula = f"{n(probability)} × {n(query.mass)} × {n(points)}"
            return [
                Row(
                    _("Complément fin de vie hors d'Europe"),
                    formula,
                    signed(step.out_of_europe_eol),
                )
            ]
        return []


def signed(points: float) -> str:
    """A complement by its effect: + is a malus, - a bonus."""
    sign = "+" if points > 0 else ""
    return f"{sign}{figures.quantity(points, 'Pts')}"

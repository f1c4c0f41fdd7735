"""The explanation of each textile step, from the engine's own breakdown (textile.md 5 to 10).

A formula shows the numbers in force; read with the amounts of the processes below it, it lets
anyone compute the step again.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.engine.textile import complements, vocabulary
from scoring.engine.textile.durability import base_cycles
from scoring.engine.textile.masses import (
    DEFAULT_DEAD_STOCK,
    SPINNING_WASTE,
    making_waste,
    spinning_process,
)
from scoring.engine.textile.simulate import Simulation, Step
from scoring.engine.textile.stages.end_of_life import CAR_BOOT_M3
from scoring.engine.textile.stages.fabric import WEAVING_KWH_PER_PICK_METRE, YARN_TAKE_UP
from scoring.engine.textile.stages.making import KWH_PER_MINUTE, making_complexity
from scoring.engine.textile.stages.spinning import NORMALIZATION, REFERENCE_YARN_SIZE
from scoring.engine.textile.stages.work import MJ_PER_KWH
from scoring.web import figures
from scoring.web.explanations import Explanation, Row, flow_lines, n, row
from scoring.web.labels import label
from scoring.web.textile import words
from scoring.web.textile.in_force import fabric_area, surface_mass, yarn_size
from scoring.web.weighing import Shown


class Explainer(NamedTuple):
    """Explains the steps of one simulation for the impact shown."""

    method: Method
    simulation: Simulation
    shown: Shown

    def step(self, step: Step) -> Explanation:
        """How the figure of a step came about."""
        shown = self.shown
        rows = [] if step.listed else self._rows(step)
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
                    _("Masse transportée"), _("chaque matière selon sa part"), _kg(step.mass.output)
                )
            )
        else:
            rows.append(Row(_("Masse transportée"), "", _kg(self.carried(step))))
        weighed = shown.text(shown.of_flows(moved.flows))
        return Explanation(
            rows, flow_lines(self._processes, shown, moved.flows), weighed, [], weighed
        )

    def trims(self) -> Explanation:
        """How the figure of the trims came about."""
        rows = [
            Row(label(line.component), "", _("{number} pièce(s)").format(number=line.quantity))
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

    def _rows(self, step: Step) -> list[Row]:
        match step.code:
            case vocabulary.MATERIAL:
                return self._material(step)
            case vocabulary.SPINNING:
                return self._spinning(step)
            case vocabulary.FABRIC:
                return self._fabric(step)
            case vocabulary.ENNOBLING:
                return self._ennobling(step)
            case vocabulary.MAKING:
                return self._making(step)
            case vocabulary.USE:
                return self._use(step)
            case vocabulary.END_OF_LIFE:
                return self._end_of_life(step)
        return []

    def _material(self, step: Step) -> list[Row]:
        mass = step.mass.output
        rows = [*self._trims_taken_off(mass), Row(_("Masse de fibres"), "m", _kg(mass))]
        for item in self.simulation.query.materials:
            material = item.material
            rows.append(
                row(label(material), f"{n(mass)} × {n(item.share)}", mass * item.share, "kg")
            )
            allocation, quality = material.manufacturer_allocation, material.recycled_quality_ratio
            if material.virgin_process and allocation is not None and quality is not None:
                rows.append(
                    row(
                        _("Facteur de la matière recyclée (CFF), A"),
                        "A",
                        allocation,
                    )
                )
                rows.append(
                    row(
                        _("Facteur de la matière vierge remplacée, (1 − A) × Q"),
                        f"(1 − {n(allocation)}) × {n(quality)}",
                        (1 - allocation) * quality,
                    )
                )
        return rows

    def _spinning(self, step: Step) -> list[Row]:
        query = self.simulation.query
        mass, trims = step.mass, self.simulation.trims_mass
        yarn = yarn_size(query)
        needed = mass.output + trims
        rows = []
        for item in query.materials:
            code = spinning_process(item)
            waste = SPINNING_WASTE[code]
            rows.append(
                row(
                    _("{material} : masse avant filature").format(material=label(item.material)),
                    f"{n(needed)} × {n(item.share)} ÷ (1 − {n(waste)})",
                    needed * item.share / (1 - waste),
                    "kg",
                )
            )
            rows.append(
                row(
                    _("{material} : électricité").format(material=label(item.material)),
                    f"{n(yarn)} ÷ {n(REFERENCE_YARN_SIZE)} × {n(NORMALIZATION[code])}"
                    f" × {n(mass.output)} × {n(item.share)}",
                    yarn / REFERENCE_YARN_SIZE * NORMALIZATION[code] * mass.output * item.share,
                    "kWh",
                )
            )
        return [*self._trims_taken_off(mass.output), *rows]

    def _fabric(self, step: Step) -> list[Row]:
        query, tables = self.simulation.query, self.method.textile
        mass, trims = step.mass, self.simulation.trims_mass
        code = query.fabric_process or query.product.fabric
        process = tables.fabrics[code]
        rows = [
            Row(_("Procédé"), "", label(process)),
            row(
                _("Masse de fil"),
                f"{n(mass.output + trims)} ÷ (1 − {n(process.waste)})",
                mass.input + trims,
                "kg",
            ),
            *self._trims_taken_off(mass.output),
        ]
        if code != vocabulary.WEAVING:
            rows.append(
                row(
                    _("Électricité"),
                    f"{n(mass.output)} × {n(process.elec_mj)} ÷ {n(MJ_PER_KWH)}",
                    step.work.elec_kwh,
                    "kWh",
                )
            )
            return rows
        grams = surface_mass(query)
        yarn = yarn_size(query)
        surface = fabric_area(query, mass.output)
        density, picking = step.work.thread_density or 0.0, step.work.picking or 0.0
        return [
            *rows,
            row(_("Surface d'étoffe"), f"{n(mass.output)} × 1000 ÷ {n(grams)}", surface, "m²"),
            row(
                _("Densité de fils"),
                f"{n(grams)} × {n(yarn)} ÷ 100 ÷ 2 ÷ {n(YARN_TAKE_UP)}",
                density,
                _("fils/cm"),
            ),
            row(
                _("Duites (arrondies)"),
                f"{n(density)} × {n(surface)} × 100",
                picking,
                _("duites.m"),
            ),
            row(
                _("Électricité"),
                f"{n(WEAVING_KWH_PER_PICK_METRE)} × {n(picking)}",
                step.work.elec_kwh,
                "kWh",
            ),
        ]

    def _ennobling(self, step: Step) -> list[Row]:
        query, mass = self.simulation.query, step.mass.output
        rows = [
            *self._trims_taken_off(mass),
            Row(_("Masse traitée"), "m", _kg(mass)),
            Row(
                _("Part des rejets toxiques qui atteint l'eau"),
                label(step.country),
                figures.percentage(step.country.aquatic_pollution_ratio),
            ),
            row(_("Prétraitements : électricité"), "", step.work.pre_treatments.elec_kwh, "kWh"),
            row(_("Prétraitements : chaleur"), "", step.work.pre_treatments.heat_mj, "MJ"),
        ]
        if query.printing is not None:
            grams = surface_mass(query)
            rows.append(
                row(
                    _("Surface imprimée"),
                    f"{n(mass)} × 1000 ÷ {n(grams)} × {n(query.printing.ratio)}",
                    fabric_area(query, mass) * query.printing.ratio,
                    "m²",
                )
            )
        together = _("prétraitements + teinture + impression + finition")
        return [
            *rows,
            row(_("Électricité"), together, step.work.elec_kwh, "kWh"),
            row(_("Chaleur"), together, step.work.heat_mj, "MJ"),
        ]

    def _making(self, step: Step) -> list[Row]:
        query, mass = self.simulation.query, step.mass
        waste = making_waste(query)
        stock = DEFAULT_DEAD_STOCK if query.making_dead_stock is None else query.making_dead_stock
        complexity = making_complexity(query)
        minutes = vocabulary.MAKING_MINUTES[complexity]
        rows = [
            row(
                _("Masse avec les pertes de confection"),
                f"{n(query.mass)} ÷ (1 − {n(waste)})",
                mass.output,
                "kg",
            ),
            row(
                _("Masse avec les stocks dormants"),
                f"{n(mass.output)} ÷ (1 − {n(stock)})",
                mass.input,
                "kg",
            ),
            row(_("Temps de confection"), str(words.COMPLEXITIES[complexity]), minutes, "min"),
            row(
                _("Électricité de la confection"),
                f"{n(KWH_PER_MINUTE)} × {n(minutes)}",
                KWH_PER_MINUTE * minutes,
                "kWh",
            ),
        ]
        if query.fading:
            fading = self.method.textile.roles["fading"]
            rows += [
                row(
                    _("Électricité du délavage"),
                    f"{n(mass.output)} × {n(fading.elec_mj)} ÷ {n(MJ_PER_KWH)}",
                    mass.output * fading.elec_mj / MJ_PER_KWH,
                    "kWh",
                ),
                row(
                    _("Chaleur du délavage"),
                    f"{n(mass.output)} × {n(fading.heat_mj)}",
                    step.work.heat_mj,
                    "MJ",
                ),
            ]
        return rows

    def _use(self, step: Step) -> list[Row]:
        query, durability = self.simulation.query, self.simulation.durability
        product = query.product
        cycles = base_cycles(product)
        return [
            row(
                _("Jours portés (arrondis)"),
                f"{n(product.days_of_wear)} × {n(durability.coefficient)}",
                durability.days_of_wear,
                _("jours"),
            ),
            row(
                _("Cycles d'entretien de référence (arrondis)"),
                f"{n(product.days_of_wear)} ÷ {n(max(1, product.wears_per_cycle))}",
                cycles,
            ),
            row(
                _("Cycles d'entretien (arrondis)"),
                f"{n(cycles)} × {n(durability.coefficient)}",
                durability.care_cycles,
            ),
            Row(_("Procédé d'entretien"), "", label(product.care_process)),
            row(
                _("Électricité : repassage et entretien"),
                f"{n(durability.care_cycles)} × ({n(product.ironing_elec_mj)} + {n(query.mass)}"
                f" × {n(product.care_process.elec_mj)}) ÷ {n(MJ_PER_KWH)}",
                step.work.elec_kwh,
                "kWh",
            ),
        ]

    def _end_of_life(self, step: Step) -> list[Row]:
        volume = self.simulation.query.product.volume
        return [
            row(
                _("Part d'un coffre de voiture"),
                f"{n(volume)} m³ ÷ {n(CAR_BOOT_M3)} m³",
                volume / CAR_BOOT_M3,
            ),
            Row(_("Masse traitée"), "", _kg(step.mass.output)),
        ]

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

    def _trims_taken_off(self, mass: float) -> list[Row]:
        trims = self.simulation.trims_mass
        if not trims:
            return []
        return [
            row(
                _("Masse sortante, accessoires ôtés"),
                f"{n(mass + trims)} − {n(trims)}",
                mass,
                "kg",
            )
        ]


def signed(points: float) -> str:
    """A complement by its effect: + is a malus, - a bonus."""
    sign = "+" if points > 0 else ""
    return f"{sign}{figures.quantity(points, 'Pts')}"


def _kg(mass: float) -> str:
    return figures.quantity(mass, "kg", 3)

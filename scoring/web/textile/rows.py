"""The intermediate values of each textile step, with their formulas (textile.md 5 to 7)."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from scoring.engine.method import Method
from scoring.engine.records import Process
from scoring.engine.textile import vocabulary
from scoring.engine.textile.durability import base_cycles
from scoring.engine.textile.masses import SPINNING_WASTE
from scoring.engine.textile.resolve import (
    DEFAULT_DEAD_STOCK,
    DEFAULT_DYEING,
    default_spinning,
    making_complexity,
    making_waste,
)
from scoring.engine.textile.simulate import Simulation, Step
from scoring.engine.textile.stages.end_of_life import CAR_BOOT_M3
from scoring.engine.textile.stages.fabric import WEAVING_KWH_PER_PICK_METRE, YARN_TAKE_UP
from scoring.engine.textile.stages.making import KWH_PER_MINUTE
from scoring.engine.textile.stages.spinning import NORMALIZATION, REFERENCE_YARN_SIZE
from scoring.engine.units import MJ_PER_KWH
from scoring.web import figures
from scoring.web.explanations import Row, n, row
from scoring.web.labels import label
from scoring.web.textile import words
from scoring.web.textile.in_force import fabric_area, surface_mass, yarn_size


def kilograms(mass: float) -> str:
    """A mass with its unit."""
    return figures.quantity(mass, "kg", 3)


class Rows(NamedTuple):
    """Finds the intermediate values of one simulation."""

    method: Method
    simulation: Simulation

    def of(self, step: Step) -> list[Row]:
        """The intermediate values of a step, in the order they are computed in."""
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
        rows = [*self._trims_taken_off(mass), Row(_("Masse de fibres"), "m", kilograms(mass))]
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
            code = item.spinning or default_spinning(item.material)
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
        query, tables, mass = self.simulation.query, self.method.textile, step.mass.output
        polluting = step.country.aquatic_pollution_ratio
        rows = [
            *self._trims_taken_off(mass),
            Row(
                _("Part des rejets toxiques qui atteint l'eau"),
                label(step.country),
                figures.percentage(polluting),
            ),
        ]
        for item in query.materials:
            treated = mass * item.share
            for process in tables.pre_treatments[item.material.origin]:
                name = f"{label(process)} ({label(item.material)})"
                rows += _energy(name, process, treated)
                rows.append(_release(name, treated, polluting, "kg"))
        rows += _energy(*_named(tables.dyeings[query.dyeing_process_type or DEFAULT_DYEING]), mass)
        for item in query.materials:
            name = _("Rejets de teinture ({material})").format(material=label(item.material))
            rows.append(_release(name, mass * item.share, polluting, "kg"))
        if query.printing is not None:
            area = fabric_area(query, mass) * query.printing.ratio
            formula = f"{n(mass)} × 1000 ÷ {n(surface_mass(query))} × {n(query.printing.ratio)}"
            process, paste = tables.printings[query.printing.kind]
            rows.append(row(_("Surface imprimée"), formula, area, "m²"))
            rows += _energy(*_named(process), area)
            rows.append(_release(label(paste), area, polluting, "m²"))
        rows += _energy(*_named(tables.roles["finishing"]), mass)
        return [
            *rows,
            row(_("Électricité, en tout"), "", step.work.elec_kwh, "kWh"),
            row(_("Chaleur, en tout"), "", step.work.heat_mj, "MJ"),
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
            Row(_("Masse traitée"), "", kilograms(step.mass.output)),
        ]

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


def _named(process: Process) -> tuple[str, Process]:
    return label(process), process


def _energy(name: str, process: Process, amount: float) -> list[Row]:
    """Electricity and heat of an amount of a process."""
    electricity = _("{process} : électricité").format(process=name)
    heat = _("{process} : chaleur").format(process=name)
    return [
        row(
            electricity,
            f"{n(amount)} × {n(process.elec_mj)} ÷ {n(MJ_PER_KWH)}",
            amount * process.elec_mj / MJ_PER_KWH,
            "kWh",
        ),
        row(heat, f"{n(amount)} × {n(process.heat_mj)}", amount * process.heat_mj, "MJ"),
    ]


def _release(name: str, amount: float, polluting: float, unit: str) -> Row:
    """The part of a process's releases that reaches water."""
    text = _("{process} : quantité qui atteint l'eau").format(process=name)
    return row(text, f"{n(amount)} × {n(polluting)}", amount * polluting, unit)

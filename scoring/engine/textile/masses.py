"""Masses of each step, computed backwards from the finished garment (textile.md 5)."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from scoring.engine.textile.resolve import Garment
from scoring.engine.textile.tables import TextileTables
from scoring.engine.trace.data import constant, waste_of
from scoring.engine.trace.recorder import Recorder
from scoring.engine.vocabulary import textile as vocabulary

# Loss of each spinning method (textile.md 7.2).
SPINNING_WASTE = {
    vocabulary.CONVENTIONAL_SPINNING: 0.12,
    vocabulary.UNCONVENTIONAL_SPINNING: 0.12,
    vocabulary.SYNTHETIC_SPINNING: 0.03,
}


class StepMass(NamedTuple):
    """Masses of a step in kg; ``input`` and ``output`` may be negative (textile.md pitfall 13)."""

    input: float
    output: float
    waste: float = 0.0
    dead_stock: float = 0.0


# Takes all the fields, in half the time that the class takes: a garment has six.
step_mass: Callable[[tuple[float, float, float, float]], StepMass] = partial(
    tuple.__new__, StepMass
)


class Masses(NamedTuple):
    """Masses of the first five steps; the other three use the garment's own mass."""

    material: StepMass
    spinning: StepMass
    fabric: StepMass
    ennobling: StepMass
    making: StepMass


def compute_masses(
    garment: Garment, tables: TextileTables, trims_mass: float, trace: Recorder | None = None
) -> Masses:
    """Apply textile.md 5 to a garment.

    Only the steps that the request itself disables have no loss: those disabled by upcycling keep
    their figures (textile.md 4). ``trims_mass`` in kg is subtracted from the first four steps.
    """
    making = _making(garment, trace)
    cut = making.input
    yarn = _yarn(garment, tables, cut, trace)
    fibres, spun, spinning_waste = _spinning(garment, yarn, trace)
    grown, kept, material_waste = _material(garment, fibres, trace)
    # Trims are sewn on at making: their mass is not fibre (textile.md 5.6).
    masses = Masses(
        step_mass((grown - trims_mass, kept - trims_mass, material_waste, 0.0)),
        step_mass((fibres - trims_mass, spun - trims_mass, spinning_waste, 0.0)),
        step_mass((yarn - trims_mass, cut - trims_mass, yarn - cut, 0.0)),
        step_mass((cut - trims_mass, cut - trims_mass, 0.0, 0.0)),
        making,
    )
    if trace is not None:
        trace.line(
            "wasted.fabric",
            "yarn - cut",
            masses.fabric.waste,
            yarn="needed.fabric",
            cut="mass.making.input",
        )
        _record_without_trims(trace, masses)
    return masses


def _making(garment: Garment, trace: Recorder | None) -> StepMass:
    """Cutting loss, then dead stock (textile.md 5.1 and 5.2)."""
    mass = garment.mass
    if vocabulary.MAKING in garment.listed:
        if trace is not None:
            trace.line("mass.making.output", "mass", mass, mass="mass", steps="disabledSteps")
            trace.line("mass.making.input", "mass", mass, mass="mass", steps="disabledSteps")
        return step_mass((mass, mass, 0.0, 0.0))
    sewn = mass / (1 - garment.making_waste)
    cut = sewn / (1 - garment.making_dead_stock)
    found = step_mass((cut, sewn, sewn - mass, cut - sewn))
    if trace is not None:
        trace.line(
            "mass.making.output", "mass / (1 - waste)", sewn, mass="mass", waste="makingWaste"
        )
        trace.line(
            "mass.making.input",
            "sewn / (1 - stock)",
            cut,
            sewn="mass.making.output",
            stock="makingDeadStock",
        )
        trace.line(
            "wasted.making", "sewn - mass", found.waste, sewn="mass.making.output", mass="mass"
        )
        trace.line(
            "wasted.making.stock",
            "cut - sewn",
            found.dead_stock,
            cut="mass.making.input",
            sewn="mass.making.output",
        )
    return found


def _yarn(garment: Garment, tables: TextileTables, cut: float, trace: Recorder | None) -> float:
    """Yarn required to make the fabric (textile.md 5.3)."""
    if vocabulary.FABRIC in garment.listed:
        if trace is not None:
            trace.line(
                "needed.fabric",
                "mass",
                cut,
                mass="mass.making.input",
                steps="disabledSteps",
            )
        return cut
    process = tables.fabrics[garment.fabric_process]
    yarn = cut / (1 - process.waste)
    if trace is not None:
        trace.line(
            "needed.fabric",
            "mass / (1 - waste)",
            yarn,
            mass="mass.making.input",
            waste=waste_of(process),
            fabric="fabricProcess",
        )
    return yarn


def _spinning(garment: Garment, yarn: float, trace: Recorder | None) -> tuple[float, float, float]:
    """Input, output and loss: each fibre with its own spinning method (textile.md 5.4)."""
    if vocabulary.SPINNING in garment.listed:
        if trace is not None:
            for line in ("needed.spinning", "left.spinning"):
                trace.line(line, "mass", yarn, mass="needed.fabric", steps="disabledSteps")
        return yarn, yarn, 0.0
    needed = wasted = 0.0
    for position, fibre in enumerate(garment.fibres):
        spun = yarn * fibre.share
        bought = spun / (1 - SPINNING_WASTE[fibre.spinning])
        needed += bought
        wasted += bought - spun
        if trace is not None:
            loss = SPINNING_WASTE[fibre.spinning]
            trace.line(
                "needed.spinning.fibre",
                "mass * share / (1 - waste)",
                bought,
                at=position,
                subject=fibre.material.name,
                mass="needed.fabric",
                share=f"materials.{position}.share",
                waste=constant(loss, "7.2", f"spinning.{fibre.spinning}.waste"),
                spinning=f"materials.{position}.spinning",
            )
            trace.line(
                "wasted.spinning.fibre",
                "bought - mass * share",
                bought - spun,
                at=position,
                subject=fibre.material.name,
                bought=f"needed.spinning.fibre.{position}",
                mass="needed.fabric",
                share=f"materials.{position}.share",
            )
    left = needed - wasted
    if trace is not None:
        _record_sums(trace, "spinning", len(garment.fibres), needed, wasted, left)
    return needed, left, wasted


def _material(
    garment: Garment, fibres: float, trace: Recorder | None
) -> tuple[float, float, float]:
    """Input, output and loss of the raw materials (textile.md 5.5)."""
    needed = wasted = 0.0
    for position, fibre in enumerate(garment.fibres):
        used = fibres * fibre.share
        grown = used / (1 - fibre.material.process.waste)
        needed += grown
        wasted += grown - used
        if trace is not None:
            trace.line(
                "needed.material.fibre",
                "mass * share / (1 - waste)",
                grown,
                at=position,
                subject=fibre.material.name,
                mass="needed.spinning",
                share=f"materials.{position}.share",
                waste=waste_of(fibre.material.process),
            )
            trace.line(
                "wasted.material.fibre",
                "bought - mass * share",
                grown - used,
                at=position,
                subject=fibre.material.name,
                bought=f"needed.material.fibre.{position}",
                mass="needed.spinning",
                share=f"materials.{position}.share",
            )
    left = needed - wasted
    if trace is not None:
        _record_sums(trace, "material", len(garment.fibres), needed, wasted, left)
    return needed, left, wasted


def _record_sums(
    trace: Recorder, step: str, fibres: int, needed: float, wasted: float, left: float
) -> None:
    for name, value in (("needed", needed), ("wasted", wasted)):
        terms = [f"{name}.{step}.fibre.{position}" for position in range(fibres)]
        trace.sum(f"{name}.{step}", terms, value)
    trace.line(
        f"left.{step}", "needed - wasted", left, needed=f"needed.{step}", wasted=f"wasted.{step}"
    )


def _record_without_trims(trace: Recorder, masses: Masses) -> None:
    for line, value, whole in (
        ("mass.material.input", masses.material.input, "needed.material"),
        ("mass.material.output", masses.material.output, "left.material"),
        ("mass.spinning.input", masses.spinning.input, "needed.spinning"),
        ("mass.spinning.output", masses.spinning.output, "left.spinning"),
        ("mass.fabric.input", masses.fabric.input, "needed.fabric"),
        ("mass.fabric.output", masses.fabric.output, "mass.making.input"),
        ("mass.ennobling.input", masses.ennobling.input, "mass.making.input"),
        ("mass.ennobling.output", masses.ennobling.output, "mass.making.input"),
    ):
        trace.line(line, "mass - trims", value, mass=whole, trims="trims.mass")

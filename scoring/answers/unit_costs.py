"""What one unit of a version's records costs, and what its default fabrics are made of.

For the tables of the data, and the lists to choose from; products have ``scoring.answers.sector``.
"""

from collections.abc import Iterable, Mapping

from scoring.answers.levels import served_to
from scoring.answers.sector import compute
from scoring.answers.sectors import SECTORS
from scoring.engine.components import (
    Assembly,
    ComponentError,
    assemble,
    element_steps,
    kilograms_per_unit,
)
from scoring.engine.impacts import Flow
from scoring.engine.method import Method
from scoring.engine.records import Component, Element, Example, Material, Process, Product
from scoring.engine.textile.stages.fabric import pick_metres, thread_density
from scoring.engine.vocabulary.textile import WEAVING


def scores_of(method: Method, flows: Iterable[Flow]) -> Mapping[str, float]:
    """The scores of some flows, by trigram."""
    return method.scores.named(method.scores.weigh(tuple(flows)))


def points_of(method: Method, flows: Iterable[Flow]) -> float:
    """The points of ``ecs`` of some flows."""
    return scores_of(method, flows)["ecs"]


def points_per_kg(method: Method, process: Process) -> float | None:
    """Points of 1 kg of a process; None if it is not measured by mass."""
    kilograms = kilograms_per_unit(process)
    return points_of(method, [(process.index, 1 / kilograms)]) if kilograms else None


def fibre_points_per_kg(method: Method, material: Material) -> float:
    """Points of 1 kg of a fibre, before the microfibres complement."""
    return points_of(method, method.textile.material_flows[material.id])


def transform_points(method: Method, material: Process, transform: Process) -> float | None:
    """Points of a transform per unit of material that enters it, energy included.

    None for one that leaves nothing.
    """
    if not transform.waste < 1:
        return None
    # Per unit entering the transform rather than per unit left after it.
    element = Element(1 - transform.waste, material, (transform,))
    _purchase, step = element_steps(element, method.dataset.roles)
    return points_of(method, step.flows)


def piece_of(method: Method, component: Component) -> Assembly | None:
    """What one piece of a component requires; None if the data do not allow computing it."""
    try:
        return assemble(component.elements, method.dataset.roles)
    except ComponentError:
        return None


def example_points(method: Method, example: Example, mass_kg: float | None = None) -> float | None:
    """Points of an example, in total or for a mass of it; None if it weighs nothing."""
    computed = compute(SECTORS[example.scope], method, example.query, served_to(method, None))
    if mass_kg is None:
        return computed.impacts["ecs"]
    return method.scores.named(computed.for_mass(mass_kg))["ecs"] if computed.mass else None


def default_density(product: Product) -> float | None:
    """Threads per cm of a category's own fabric, if it is woven."""
    if product.fabric != WEAVING:
        return None
    return thread_density(product.surface_mass, product.yarn_size)


def default_picks(product: Product) -> float | None:
    """Pick-metres of 1 m² of that fabric."""
    density = default_density(product)
    return None if density is None else pick_metres(density, 1.0)

"""The same breakdown for every sector: families of stages, shares, points of each impact.

Pages, comparisons and files show these figures. Divisions and sums made for display are all done
here, so that every page shows the same values.
"""

from collections.abc import Iterable, Mapping

from scoring.answers.levels import Impacts
from scoring.engine.impacts import DETAILS, Vector
from scoring.engine.numbers import divide
from scoring.engine.records import ImpactDefinition
from scoring.engine.subscores import sub_scores
from scoring.engine.weighting import weighed_points

# In display order; each sector has only some of them.
TRIMS, MATERIALS, TRANSFORM, PACKAGING, TRANSPORTS, DISTRIBUTION, USAGE, END_OF_LIFE = FAMILIES = (
    "trims",
    "materials",
    "transform",
    "packaging",
    "transports",
    "distribution",
    "usage",
    "endOfLife",
)
# The sum of the complements, listed next to the sub-scores.
COMPLEMENTS = "complements"
# The mass in kg for which garments are compared.
COMPARED_KG = 0.1
Families = Mapping[str, Vector]
# Points of ``ecs`` by complement: a malus is positive, a bonus negative.
Complements = Mapping[str, float]


def total(vectors: Iterable[Vector], zero: Vector) -> Vector:
    """The sum of vectors; ``zero`` is a vector of zeros of the same width.

    >>> total([(1.0, 2.0), (3.0, 4.0)], (0.0, 0.0))
    (4.0, 6.0)
    """
    sums = list(zero)
    for vector in vectors:
        for position, figure in enumerate(vector):
            sums[position] += figure
    return tuple(sums)


def divided(vector: Vector, divisor: float) -> Vector:
    """Divide a vector by a number.

    >>> divided((1.0, 3.0), 2)
    (0.5, 1.5)
    """
    return tuple([divide(figure, divisor) for figure in vector])


def for_mass(vector: Vector, mass_kg: float, wanted_kg: float) -> Vector:
    """Scale the figures of a product that weighs ``mass_kg`` to ``wanted_kg`` of it.

    >>> for_mass((340.0,), 0.5, 0.25)
    (170.0,)
    """
    return tuple([divide(figure * wanted_kg, mass_kg) for figure in vector])


def points_by_impact(
    definitions: Mapping[str, ImpactDefinition], impacts: Impacts
) -> dict[str, float | None]:
    """What each detailed impact adds to ``ecs``, in points; None if unknown."""
    points: dict[str, float | None] = {}
    for trigram in DETAILS:
        definition = definitions[trigram]
        if definition.ecs_weighting:
            impact = impacts[trigram]
            points[trigram] = None if impact is None else weighed_points(definition, "ecs", impact)
    return points


def points_by_theme(
    definitions: Mapping[str, ImpactDefinition], impacts: Impacts, complements: float
) -> dict[str, float]:
    """Points that each theme adds to ``ecs``, then the complements; for official figures only."""
    known = {trigram: figure or 0.0 for trigram, figure in impacts.items()}
    return {**sub_scores(definitions, known), COMPLEMENTS: complements}

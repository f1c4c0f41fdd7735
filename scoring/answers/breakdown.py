"""The same breakdown for every sector: families of stages, shares, points of each impact.

Pages, comparisons and files show these figures. What is divided or added up for people is here,
once, so that what one page shows is what the next one does.
"""

from collections.abc import Iterable, Mapping

from scoring.answers.levels import Impacts
from scoring.engine.impacts import DETAILS, Vector
from scoring.engine.numbers import divide
from scoring.engine.records import ImpactDefinition
from scoring.engine.subscores import sub_scores
from scoring.engine.weighting import weighed_points

# In the order in which they are shown; a sector has some of them.
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
# What complements add up to, beside the sub-scores.
COMPLEMENTS = "complements"
# The mass in kg that a garment is compared for.
COMPARED_KG = 0.1
Families = Mapping[str, Vector]
# Points of ``ecs`` by complement: a malus is positive, a bonus negative.
Complements = Mapping[str, float]


def total(vectors: Iterable[Vector], zero: Vector) -> Vector:
    """The sum of vectors, of which ``zero`` is one of zeros.

    >>> total([(1.0, 2.0), (3.0, 4.0)], (0.0, 0.0))
    (4.0, 6.0)
    """
    sums = list(zero)
    for vector in vectors:
        for position, figure in enumerate(vector):
            sums[position] += figure
    return tuple(sums)


def divided(vector: Vector, divisor: float) -> Vector:
    """A vector divided by a number."""
    return tuple([divide(figure, divisor) for figure in vector])


def for_mass(vector: Vector, mass_kg: float, wanted_kg: float) -> Vector:
    """The figures of ``wanted_kg`` of a product that weighs ``mass_kg``.

    >>> for_mass((340.0,), 0.5, 0.25)
    (170.0,)
    """
    return tuple([divide(figure * wanted_kg, mass_kg) for figure in vector])


def points_by_impact(
    definitions: Mapping[str, ImpactDefinition], impacts: Impacts
) -> dict[str, float | None]:
    """What each detailed impact adds to ``ecs``, in points; None where it is not known."""
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
    """What each theme adds to ``ecs``, in points, then the complements: of official figures."""
    known = {trigram: figure or 0.0 for trigram, figure in impacts.items()}
    return {**sub_scores(definitions, known), COMPLEMENTS: complements}

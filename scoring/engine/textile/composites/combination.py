"""The calculation of a set or of a garment in parts: the sum of its garments (catalogue.md 6).

Each is computed exactly as a single garment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from scoring.engine.impacts import Flow, ImpactTable, Vector
from scoring.engine.numbers import divide, running_sum
from scoring.engine.textile.complements import Complements
from scoring.engine.textile.composites.parts import counted, rounded, simplified, stated
from scoring.engine.textile.composites.query import GarmentQuery, SetQuery
from scoring.engine.textile.composites.sharing import priced
from scoring.engine.textile.results import Results, Totals, compute_results, compute_totals
from scoring.engine.textile.simulate import Simulation, simulate
from scoring.engine.textile.tables import TextileTables
from scoring.engine.vocabulary import textile as vocabulary

Asked = TypeVar("Asked", SetQuery, GarmentQuery)


class Piece(NamedTuple):
    """A garment to compute, and the number of units."""

    simulation: Simulation
    number: int = 1


@dataclass(frozen=True, slots=True)
class Combination(Generic[Asked]):
    """What the garments of a set, or the parts of a garment, require."""

    query: Asked
    pieces: tuple[Piece, ...]

    @property
    def mass(self) -> float:
        """The mass of all pieces, in kg."""
        return rounded(running_sum(piece.simulation.query.mass for piece in self.units()))

    def units(self) -> Iterator[Piece]:
        """Each piece repeated by its number of units."""
        for piece in self.pieces:
            for _ in range(piece.number):
                yield piece

    def counted_flows(self) -> Iterator[Flow]:
        """All flows included in the totals."""
        for piece in self.units():
            yield from piece.simulation.counted_flows()


class CombinedResults(NamedTuple):
    """The sum of the pieces, and the figures of one unit of each.

    ``steps`` are the own figures of the eight steps before durability, for the enabled ones.
    """

    totals: Totals
    steps: tuple[Vector, ...]
    pieces: tuple[Results, ...]


def simulate_set(tables: TextileTables, query: SetQuery) -> Combination[SetQuery]:
    """Compute each garment of a set, with its share of the price."""
    pieces = [
        Piece(simulate(tables, one), item.number)
        for one, item in zip(priced(query), query.items, strict=True)
    ]
    return Combination(query, tuple(pieces))


def simulate_garment(tables: TextileTables, query: GarmentQuery) -> Combination[GarmentQuery]:
    """Compute each part of a garment, or the simplified form requested."""
    asked = counted(query)
    if query.simplification is not None:
        asked = (simplified(query, query.simplification),)
    return Combination(query, tuple([Piece(simulate(tables, one)) for one in asked]))


def compute_combined(
    combination: Combination[SetQuery] | Combination[GarmentQuery], table: ImpactTable
) -> CombinedResults:
    """The figures of each piece and their sum, unit by unit in the order of the request."""
    found = tuple([compute_results(piece.simulation, table) for piece in combination.pieces])
    units = [
        (piece.simulation, results)
        for piece, results in zip(combination.pieces, found, strict=True)
        for _ in range(piece.number)
    ]
    totals = [results.totals for _, results in units]
    zero = table.zero
    places = range(len(vocabulary.STEPS))
    return CombinedResults(
        totals=Totals(
            added([each.impacts for each in totals], zero),
            added([each.without_durability for each in totals], zero),
            added([each.trims for each in totals], zero),
            added([each.transport for each in totals], zero),
            Complements(
                running_sum(each.complements.microfibers for each in totals),
                running_sum(each.complements.out_of_europe_eol for each in totals),
            ),
        ),
        steps=tuple(
            [
                added(
                    [
                        results.steps[place].own
                        for simulation, results in units
                        if simulation.steps[place].enabled
                    ],
                    zero,
                )
                for place in places
            ]
        ),
        pieces=found,
    )


def total_of(
    combination: Combination[SetQuery] | Combination[GarmentQuery], table: ImpactTable
) -> Vector:
    """Only the sum of the pieces: the same doubles as ``compute_combined``."""
    vectors: list[Vector] = []
    for piece in combination.pieces:
        vectors += [compute_totals(piece.simulation, table).impacts] * piece.number
    return added(vectors, table.zero)


def added(vectors: list[Vector], zero: Vector) -> Vector:
    """Add vectors in order.

    >>> added([(1.0, 2.0), (3.0, 4.0)], (0.0, 0.0))
    (4.0, 6.0)
    """
    sums = list(zero)
    for vector in vectors:
        for place, figure in enumerate(vector):
            sums[place] += figure
    return tuple(sums)


def equivalent_durability(
    combination: Combination[SetQuery] | Combination[GarmentQuery], scores: ImpactTable
) -> float:
    """The mean durability of the pieces weighted by ``ecs``; exact if all are equal.

    ``scores`` includes the column ``ecs``.
    """
    coefficients = {piece.simulation.durability.coefficient for piece in combination.pieces}
    if len(coefficients) == 1:
        return coefficients.pop()
    place = scores.trigrams.index("ecs")
    weighted = score = 0.0
    for piece in combination.pieces:
        points = compute_totals(piece.simulation, scores).impacts[place]
        for _ in range(piece.number):
            weighted += points * piece.simulation.durability.coefficient
            score += points
    return divide(weighted, score)


def portal_score(tables: TextileTables, query: GarmentQuery, scores: ImpactTable) -> float:
    """The score in points that the government's portal gives to a garment in parts.

    For a part other than the main one, it subtracts the making stage before durability from the
    total after it, whereas the method subtracts it before the division.
    """
    place = scores.trigrams.index("ecs")
    making = vocabulary.STEPS.index(vocabulary.MAKING)
    total = 0.0
    for position in range(len(query.parts)):
        results = compute_results(simulate(tables, stated(query, position)), scores)
        points = results.totals.impacts[place]
        if position != query.main:
            points -= results.steps[making].own[place]
        total += points
    return total

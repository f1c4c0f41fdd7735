"""Impact categories, tables of process impacts, and the weighting of flows (textile.md 1 and 12).

A *flow* is an amount of a process; a figure is the sum of the flows times the process's impacts.
Every formula of the method is linear in these impacts, so the same code computes two scores or all
21 impacts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

TRIGRAMS = (
    "acd",
    "cch",
    "etf",
    "etf-c",
    "fru",
    "fwe",
    "htc",
    "htc-c",
    "htn",
    "htn-c",
    "ior",
    "ldu",
    "mru",
    "ozd",
    "pco",
    "pma",
    "swe",
    "tre",
    "wtu",
    "ecs",
    "pef",
)
SCORES = ("ecs", "pef")
DETAILS = tuple(trigram for trigram in TRIGRAMS if trigram not in SCORES)

_SCORES_ALONE = len(SCORES)
_PAIR = 2

# A flow: the index of a process in the tables, and an amount in that process's unit.
Flow = tuple[int, float]
Flows = Sequence[Flow]

# One figure per trigram of a table, in the table's order.
Vector = tuple[float, ...]


class ImpactTable(NamedTuple):
    """Impacts of every process for some categories: one column per trigram, one row per process."""

    trigrams: tuple[str, ...]
    columns: tuple[tuple[float, ...], ...]

    def weigh(self, flows: Flows) -> Vector:
        """Sum the impacts of ``flows``, in order."""
        return self.weigh_each((flows,))[0] if flows else self.zero

    def weigh_each(self, groups: Iterable[Flows]) -> list[Vector]:
        """Sum the impacts of each group of flows, in order: one vector a group."""
        figures: list[Vector] = []
        if len(self.columns) == _SCORES_ALONE:
            # Fast path for the two-column table, which nearly all callers use.
            first, second = self.columns
            for flows in groups:
                one = two = 0.0
                for index, amount in flows:
                    one += amount * first[index]
                    two += amount * second[index]
                figures.append((one, two))
            return figures
        columns = self.columns
        zero = self.zero
        for flows in groups:
            # An amount of zero adds nothing to a sum: most transports are by one mode alone.
            counted = [flow for flow in flows if flow[1]]
            if not counted:
                figures.append(zero)
            elif len(counted) == 1:
                ((process, quantity),) = counted
                vector = [0.0 + quantity * column[process] for column in columns]
                figures.append(tuple(vector))
            elif len(counted) == _PAIR:
                # The same sums in the same order as below, in half the time.
                (process, quantity), (other, its_quantity) = counted
                vector = [
                    0.0 + quantity * column[process] + its_quantity * column[other]
                    for column in columns
                ]
                figures.append(tuple(vector))
            else:
                vector = []
                for column in columns:
                    total = 0.0
                    for index, amount in counted:
                        total += amount * column[index]
                    vector.append(total)
                figures.append(tuple(vector))
        return figures

    def add_up(self, steps: Sequence[tuple[Vector, Vector]]) -> tuple[list[float], list[float]]:
        """Sum steps, in order: each with its own figures, then those of its outgoing transport.

        The second list has the transports alone.
        """
        if len(self.columns) == _SCORES_ALONE:
            first = second = first_moved = second_moved = 0.0
            for (one, two), (one_moved, two_moved) in steps:
                first = first + one + one_moved
                second = second + two + two_moved
                first_moved += one_moved
                second_moved += two_moved
            return [first, second], [first_moved, second_moved]
        life_cycle = []
        transport = []
        for i in range(len(self.columns)):
            total = carried = 0.0
            for own, moved in steps:
                total = total + own[i] + moved[i]
                carried += moved[i]
            life_cycle.append(total)
            transport.append(carried)
        return life_cycle, transport

    @property
    def zero(self) -> Vector:
        """A vector of zeros with one figure per trigram of this table."""
        return (0.0,) * len(self.trigrams)

    def named(self, vector: Vector) -> dict[str, float]:
        """Map each trigram to its figure."""
        return dict(zip(self.trigrams, vector, strict=True))

    def select(self, trigrams: Sequence[str]) -> "ImpactTable":
        """Keep only some categories."""
        kept = tuple(self.columns[self.trigrams.index(trigram)] for trigram in trigrams)
        return ImpactTable(tuple(trigrams), kept)


def table_of(rows: Sequence[Mapping[str, float]], trigrams: Sequence[str]) -> ImpactTable:
    """Build a table from one mapping per process, in the order of the processes' indexes."""
    columns = tuple(tuple(row[trigram] for row in rows) for trigram in trigrams)
    return ImpactTable(tuple(trigrams), columns)

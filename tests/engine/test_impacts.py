"""Impacts of flows are the plain sums, to the last bit, whatever is left out of them."""

import random
import struct

import pytest

from scoring.engine.impacts import Flows, ImpactTable

_PROCESSES = 20
_AMOUNTS = (0.0, -0.0, 1.0, -2.5)
_FIGURES = (0.0, -0.0, 5e-324, -3.25)


def plain_sums(table: ImpactTable, flows: Flows) -> tuple[float, ...]:
    sums = []
    for column in table.columns:
        total = 0.0
        for index, amount in flows:
            total += amount * column[index]
        sums.append(total)
    return tuple(sums)


def bits(figures: tuple[float, ...]) -> bytes:
    """The bytes of doubles: a negative zero is not a zero."""
    return struct.pack(f"{len(figures)}d", *figures)


@pytest.mark.parametrize("categories", [1, 2, 3, 21])
def test_impacts_are_plain_sums_to_the_last_bit(categories: int) -> None:
    chance = random.Random(categories)  # noqa: S311

    def number(usual: tuple[float, ...]) -> float:
        return chance.choice([*usual, chance.random(), chance.random() * 1e9])

    columns = [tuple(number(_FIGURES) for _ in range(_PROCESSES)) for _ in range(categories)]
    table = ImpactTable(tuple(map(str, range(categories))), tuple(columns))
    for _ in range(300):
        groups = [
            [(chance.randrange(_PROCESSES), number(_AMOUNTS)) for _ in range(length)]
            for length in (0, 1, 2, 3, 4, 17)
        ]
        expected = [bits(plain_sums(table, flows)) for flows in groups]
        assert [bits(found) for found in table.weigh_each(groups)] == expected
        assert [bits(table.weigh(flows)) for flows in groups] == expected

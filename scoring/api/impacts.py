"""Impacts objects of the answers: 21 keys, whatever the caller is served (api.md 3)."""

from collections.abc import Callable

from scoring.engine.impacts import TRIGRAMS, ImpactTable, Vector

Writer = Callable[[Vector], dict[str, float]]


def impacts_writer(table: ImpactTable) -> Writer:
    """Make the function that writes vectors of ``table`` with all 21 keys.

    A category that the caller is not served is 0; a figure that is not finite becomes null when
    it is written as JSON.
    """
    position = {trigram: index for index, trigram in enumerate(table.trigrams)}
    unserved = dict.fromkeys(TRIGRAMS, 0.0)
    served = tuple((trigram, position[trigram]) for trigram in TRIGRAMS if trigram in position)

    def write(vector: Vector) -> dict[str, float]:
        impacts: dict[str, float] = unserved.copy()
        for trigram, index in served:
            impacts[trigram] = vector[index]
        return impacts

    return write

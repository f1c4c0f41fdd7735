"""Distribution of the scores of a catalogue (catalogue.md 3.4)."""

from collections.abc import Iterable, Mapping

from scoring.engine.numbers import running_sum


def distribution(scores: Iterable[float]) -> Mapping[str, float] | None:
    """Minimum, quartiles, maximum and mean of scores; None for an empty list.

    Quartiles are interpolated linearly, as spreadsheets do.

    >>> distribution([4.0, 1.0, 3.0, 2.0])["median"]
    2.5
    """
    in_order = sorted(scores)
    if not in_order:
        return None

    def at(share: float) -> float:
        place = share * (len(in_order) - 1)
        below = int(place)
        above = min(below + 1, len(in_order) - 1)
        return in_order[below] + (in_order[above] - in_order[below]) * (place - below)

    return {
        "min": in_order[0],
        "firstQuartile": at(0.25),
        "median": at(0.5),
        "thirdQuartile": at(0.75),
        "max": in_order[-1],
        "mean": running_sum(in_order) / len(in_order),
    }

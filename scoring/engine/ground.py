"""How a journey by land or sea is shared between road and sea, which depends on the version.

Up to June 2026 upstream splits a journey by the length of its road (textile.md 8.3). From July 2026
on, according to its change notes, a journey is entirely by road below 3,000 km and entirely by sea
above. No published figure shows what it does at exactly 3,000 km, nor which of the two lengths it
compares: a version that uses ``threshold`` declares this uncertainty (``unchecked`` in its
manifest).
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

THRESHOLD_KM = 3000


class GroundRule(NamedTuple):
    """Computes the share (0 to 1) of a journey by road from its km by road and by sea; with its
    formula.
    """

    share: Callable[[float, float], float]
    formula: str


def split_share(road_km: float, sea_km: float) -> float:
    """Share of a journey made by road rather than by sea, from the length of either.

    >>> split_share(0, 5000), split_share(5000, 0), split_share(500, 700), split_share(1500, 900)
    (0.0, 1.0, 1.0, 0.5)
    """
    if road_km == 0:
        return 0.0
    if sea_km == 0 or road_km <= 500:
        return 1.0
    if road_km < 1000:
        return 0.9
    if road_km < 2000:
        return 0.5
    if road_km < 3000:
        return 0.25
    return 0.0


def threshold_share(road_km: float, sea_km: float) -> float:
    """All by road below the threshold, all by sea from there on, where there is the choice.

    >>> threshold_share(0, 5000), threshold_share(5000, 0), threshold_share(2999, 700)
    (0.0, 1.0, 1.0)
    >>> threshold_share(3000, 700)
    0.0
    """
    if road_km == 0:
        return 0.0
    if sea_km == 0 or road_km < THRESHOLD_KM:
        return 1.0
    return 0.0


SPLIT = "split"
THRESHOLD = "threshold"
GROUND_RULES: Mapping[str, GroundRule] = {
    SPLIT: GroundRule(
        split_share,
        "if(road == 0, 0, if(sea == 0, 1, if(road <= 500, 1, if(road < 1000, 0.9, "
        "if(road < 2000, 0.5, if(road < 3000, 0.25, 0))))))",
    ),
    THRESHOLD: GroundRule(
        threshold_share,
        f"if(road == 0, 0, if(sea == 0, 1, if(road < {THRESHOLD_KM}, 1, 0)))",
    ),
}

"""What to know of the figures of a garment (api.md 5.5)."""

from collections.abc import Iterator

from scoring.engine.cautions import NOT_FINITE, Caution
from scoring.engine.numbers import all_finite
from scoring.engine.textile.simulate import Simulation

# Shares such as 0.6 + 0.3 + 0.1 do not add up to 1 exactly in doubles.
_SHARE_TOLERANCE = 1e-10


def cautions_of(simulation: Simulation, *impacts: float | None) -> list[Caution]:
    """What to point out, nothing for most garments.

    ``impacts`` are those of the answer; None is one that is not known, which others tell of.
    """
    return list(_cautions(simulation, impacts))


def _cautions(simulation: Simulation, impacts: tuple[float | None, ...]) -> Iterator[Caution]:
    query = simulation.query
    shares = sum(item.share for item in query.materials)
    if abs(shares - 1) >= _SHARE_TOLERANCE:
        yield Caution("materials-sum", "materials", {"total": shares})
    if simulation.trims_mass > query.mass:
        yield Caution("trims-heavier-than-garment", "trims")
    if not all_finite(impacts):
        yield NOT_FINITE

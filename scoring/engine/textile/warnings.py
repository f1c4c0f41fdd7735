"""What a careful reader would want to know of a result that is nevertheless exact."""

from scoring.engine.french import percentage
from scoring.engine.numbers import all_finite
from scoring.engine.textile.simulate import Simulation
from scoring.engine.wordings import NOT_FINITE

# Shares such as 0.6 + 0.3 + 0.1 do not add up to 1 exactly in doubles.
_SHARE_TOLERANCE = 1e-10
# Decimals of a percentage that tell a sum beyond the tolerance from 100.
_SHARE_DIGITS = 8


def warnings_of(simulation: Simulation, *impacts: float | None) -> list[str]:
    """French sentences, none when there is nothing to say (api.md 5.5).

    ``impacts`` are those of the answer; None is one that is not known, which others tell of.
    """
    query = simulation.query
    sentences = []
    shares = sum(item.share for item in query.materials)
    if abs(shares - 1) >= _SHARE_TOLERANCE:
        sentences.append(
            "La somme des parts de matières devrait être égale à 100\u00a0% "
            f"(ici\u00a0: {percentage(shares, _SHARE_DIGITS)})."
        )
    if simulation.trims_mass > query.mass:
        sentences.append("Les accessoires sont plus lourds que le vêtement fini.")
    if not all_finite(impacts):
        sentences.append(NOT_FINITE)
    return sentences

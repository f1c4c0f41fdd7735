"""The chart of a garment: stages before durability, what durability does (textile.md 11)."""

from typing import Any

from scoring.answers import breakdown
from scoring.answers.sector import Computed
from scoring.answers.textile.breakdown import lines_of
from scoring.web.cascade import Division, cascade
from scoring.web.scores import Cascade
from scoring.web.weighing import Shown
from scoring.web.words import textile as words
from scoring.web.words.breakdown import FAMILIES

_NAMES = {**words.STEPS, breakdown.TRIMS: FAMILIES[breakdown.TRIMS]}
_NAMES[breakdown.TRANSPORTS] = FAMILIES[breakdown.TRANSPORTS]
# The part of the page that a row leads to, where it is not that of a stage.
_ANCHORS = {breakdown.TRIMS: "trims", breakdown.TRANSPORTS: "transports"}


def cascade_of(computed: Computed[Any, Any, Any], shown: Shown) -> Cascade:
    """The chart of a garment, for the impact shown."""
    simulation, results = computed.simulation, computed.results
    parts = (
        (code, _NAMES[code], shown.figure(vector), _ANCHORS.get(code, f"stage-{code}"))
        for code, vector in lines_of(simulation, results).items()
    )
    before = shown.figure(results.totals.without_durability)
    division = Division(before, simulation.durability.coefficient)
    return cascade(parts, shown.figure(computed.total), shown, division)

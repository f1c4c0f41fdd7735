"""A garment's request and its variants, in which a few fields differ."""

from collections.abc import Mapping
from typing import Any

from scoring.engine.method import Method
from scoring.engine.textile.fields import QUERY
from scoring.engine.textile.query import Query, parse
from scoring.engine.textile.results import compute_totals
from scoring.engine.textile.simulate import Simulation, simulate

# Request fields to replace, in JSON format; None removes a field.
Change = Mapping[str, Any]
SCORE = "ecs"
# Differences below this share of the score are ignored.
LEAST_SHARE = 0.0005


class Variants:
    """The scores of a request and of its variants, each computed once.

    ``body`` is the request without null fields and unknown keys, ``score`` its points of ``ecs``.
    Raises ``InvalidQuery`` as the simulator does.
    """

    def __init__(self, method: Method, body: object) -> None:
        self.method = method
        self.table = method.scores.select((SCORE,))
        self.query: Query = parse(method.dataset, body)
        self.body: dict[str, Any] = (
            {name: body[name] for name in QUERY.names if body.get(name) is not None}
            if isinstance(body, Mapping)
            else {}
        )
        self.simulation: Simulation = simulate(method.textile, self.query)
        self.score = compute_totals(self.simulation, self.table).impacts[0]
        self._known: dict[str, float] = {}

    def score_of(self, change: Change) -> float:
        """The points of ``ecs`` of the request with a change merged into it.

        The variant is parsed like any request, so that the simulator would give the same double.
        Raises ``InvalidQuery`` if the variant is invalid.
        """
        key = repr(sorted(change.items()))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = score_of(self.method, {**self.body, **change})
        return found

    def matters(self, points: float) -> bool:
        """Whether points are more than a negligible share of the score."""
        return points > LEAST_SHARE * abs(self.score)


def score_of(method: Method, body: object) -> float:
    """The points of ``ecs`` of a request. Raises ``InvalidQuery``."""
    simulation = simulate(method.textile, parse(method.dataset, body))
    return compute_totals(simulation, method.scores.select((SCORE,))).impacts[0]

"""Why two garments have different scores: the share of each field (decisions.md 3).

The shares are Shapley values: the share of a field is what changing it adds to the score, averaged
over all the orders in which the fields can be changed. No order is favoured, a field without effect
has no share, and the shares add up to the difference.
"""

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final, NamedTuple

from scoring.engine.analysis.fields import Between
from scoring.engine.analysis.sums import deviation, total
from scoring.engine.analysis.variants import Variants

# Up to this number of fields, the shares are exact, computed from the 2^n subsets of fields.
MOST_EXACT: Final = 8
# Number of random orders; each is followed in both directions.
_PAIRS_OF_ORDERS = 32
_SEED = 20250729


class Share(NamedTuple):
    """The points that a field adds to the score from one garment to the other.

    ``error`` is the standard error of a share estimated from a sample of orders, 0 for an exact
    one. ``before`` and ``after`` are the effective values, in the request's format.
    """

    field: str
    before: Any
    after: Any
    points: float
    error: float


class Differences(NamedTuple):
    """Two scores, and the shares of the fields that differ, largest first.

    ``orders`` is the number of orders sampled, None if all of them are taken into account.
    """

    before: float
    after: float
    shares: tuple[Share, ...]
    orders: int | None


# The score of the first garment with some of its fields replaced by those of the second.
_Score = Callable[[frozenset[str]], float]


def find_differences(before: Variants, after: Variants) -> Differences:
    """Attribute the difference of two scores to the fields that differ.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> before = Variants(method, garment)
    >>> [share] = find_differences(before, Variants(method, garment | {"price": 50})).shares
    >>> share.field, share.points < 0, share.error
    ('price', True, 0.0)
    """
    between = Between(before, after)
    fields = between.fields

    def score(taken: frozenset[str]) -> float:
        # In the order of the fields, so that equal subsets give the same request.
        return before.score_of(between.change([name for name in fields if name in taken]))

    exact = len(fields) <= MOST_EXACT
    found = exact_shares(fields, score) if exact else _sampled_shares(fields, score)
    shares = [
        Share(field, *between.values(field), points, error)
        for field, (points, error) in zip(fields, found, strict=True)
    ]
    return Differences(
        before=before.score,
        after=after.score,
        shares=tuple(sorted(shares, key=lambda share: -abs(share.points))),
        orders=None if exact else 2 * _PAIRS_OF_ORDERS,
    )


def exact_shares(fields: Sequence[str], score: _Score) -> list[tuple[float, float]]:
    """The shares over all orders; a subset weighs as many orders as start with it.

    >>> exact_shares(("a", "b"), lambda fields: 10.0 * len(fields) + 4.0 * (len(fields) == 2))
    [(12.0, 0.0), (12.0, 0.0)]
    """
    count = len(fields)
    scores = [
        score(frozenset(field for place, field in enumerate(fields) if chosen >> place & 1))
        for chosen in range(1 << count)
    ]
    weights = [
        math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
        for size in range(count)
    ]
    shares = []
    for place in range(count):
        own = 1 << place
        points = total(
            weights[chosen.bit_count()] * (scores[chosen | own] - scores[chosen])
            for chosen in range(1 << count)
            if not chosen & own
        )
        shares.append((points, 0.0))
    return shares


def _sampled_shares(fields: Sequence[str], score: _Score) -> list[tuple[float, float]]:
    """The shares over a sample of orders, with standard errors; always the same sample."""
    random = Random(_SEED)  # noqa: S311 - a sample, not a secret
    order = list(fields)
    found: dict[str, list[float]] = {field: [] for field in fields}
    for _ in range(_PAIRS_OF_ORDERS):
        random.shuffle(order)
        added = dict.fromkeys(fields, 0.0)
        for direction in (order, order[::-1]):
            taken: frozenset[str] = frozenset()
            known = score(taken)
            for field in direction:
                taken |= {field}
                reached = score(taken)
                added[field] += (reached - known) / 2
                known = reached
        for field, points in added.items():
            found[field].append(points)
    return [
        (
            total(found[field]) / _PAIRS_OF_ORDERS,
            deviation(found[field]) / math.sqrt(_PAIRS_OF_ORDERS),
        )
        for field in fields
    ]

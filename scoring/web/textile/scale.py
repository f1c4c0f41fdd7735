"""A garment's position among the version's examples of its category (web.md 3.5).

They are examples only, not statistics, and the page says so.
"""

from collections.abc import Sequence
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from scoring.answers.examples import scores_of_category
from scoring.methods import method_of
from scoring.web.bars import placing
from scoring.web.speech import points
from scoring.web.weighing import ShownProduct

_FEWEST = 2
_LARGEST = 1e300


class Mark(NamedTuple):
    """A score, and its position in per cent, as text in machine notation."""

    text: str
    place: str


class Scale(NamedTuple):
    """The examples of a category: their number, three marks, and the garment's own mark."""

    examples: int
    least: Mark
    median: Mark
    greatest: Mark
    width: str
    own: Mark


def scale_of(product: ShownProduct | None) -> Scale | None:
    """The scale of the garment shown.

    None if the figure shown is not the environmental cost, or if there are fewer than two examples.
    """
    if product is None or not product.shown.is_score:
        return None
    computed = product.computed
    score = product.shown.figure(computed.total)
    known = _scores_of_examples(computed.method.version, computed.query.product.id)
    # Beyond that, differences of scores would overflow.
    if len(known) < _FEWEST or score is None or not abs(score) < _LARGEST:
        return None
    return _placed(known, score)


def _placed(known: Sequence[float], score: float) -> Scale:
    place = placing(min(known[0], score), max(known[-1], score))

    def mark(value: float) -> Mark:
        return Mark(text=points(value), place=f"{place(value):.1f}")

    return Scale(
        examples=len(known),
        least=mark(known[0]),
        median=mark(median(known)),
        greatest=mark(known[-1]),
        width=f"{place(known[-1]) - place(known[0]):.1f}",
        own=mark(score),
    )


@lru_cache(maxsize=256)
def _scores_of_examples(version: str, category: str) -> tuple[float, ...]:
    """The scores of the examples, lowest first, cached: they only depend on the version."""
    return tuple(scores_of_category(method_of(version), category))

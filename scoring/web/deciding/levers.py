"""The panel "Réduire le score" of the textile simulator."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import median
from typing import Any, NamedTuple

import orjson

from scoring.answers.textile.decisions import levers_of
from scoring.answers.textile.requests import Options
from scoring.engine.analysis.candidates import INFORMATION
from scoring.engine.analysis.defaults import DefaultCost
from scoring.engine.analysis.levers import Lever
from scoring.engine.analysis.variants import Change, Variants, score_of
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.methods import method_of
from scoring.web import figures
from scoring.web.deciding.curves import curves_of, svg_box
from scoring.web.examples import examples_of
from scoring.web.speech import SPEECH, points, signed

ACTION = "lever:"
# Fields shown at first; the other values tried are behind a disclosure.
_MOST_AT_FIRST = 12
_SCALE_LEFT, _SCALE_RIGHT = 4, 296


class Proposal(NamedTuple):
    """A lever as the panel shows it; ``action`` is the value of its button."""

    label: str
    gain: str
    share: str
    action: str
    informs: bool


class Cost(NamedTuple):
    """A field left to its default: what that costs at most, and the best that could be stated."""

    label: str
    value: str
    best: str
    cost: str
    control: str


class Mark(NamedTuple):
    """A score on the scale; ``place`` in the drawing's own units, as a text for any language."""

    label: str
    text: str
    place: str


class Scale(NamedTuple):
    """The examples of the category: their number, the marks, and where the garment is."""

    examples: int
    marks: Sequence[Mark]
    own: Mark


def panel_of(method: Method, body: Mapping[str, Any], mode: str) -> dict[str, Any]:
    """The context of the panel. Raises ``InvalidQuery``."""
    garment, variants, found = levers_of(
        method, body, Options(mode=mode), served_to(method, entitled=False)
    )
    first: dict[str, Lever] = {}
    for lever in found.levers:
        first.setdefault(lever.field, lever)
    leading = list(first.values())[:_MOST_AT_FIRST]
    combined = found.combined
    return {
        "score": points(found.score),
        "levers": [_proposal(variants, lever) for lever in leading],
        "others": [_proposal(variants, lever) for lever in found.levers if lever not in leading],
        "combined": None
        if combined is None or len(combined.levers) < 2
        else {
            "labels": [_proposal(variants, lever).label for lever in combined.levers],
            "score": points(combined.score),
            "gain": signed(-combined.gain),
            "share": _share(combined.gain, found.score),
            "action": _action(combined.change),
        },
        "costs": [_cost(variants, cost) for cost in found.defaults if variants.matters(cost.cost)],
        "curves": curves_of(variants, found.thresholds),
        "box": svg_box(),
        "scale": scale_of(method, garment.query.product.id, found.score),
    }


def _proposal(variants: Variants, lever: Lever) -> Proposal:
    return Proposal(
        label=SPEECH.lever(variants.method, variants.body, lever),
        gain=signed(-lever.gain),
        share=_share(lever.gain, variants.score),
        action=_action(lever.change),
        informs=lever.kind == INFORMATION,
    )


def _cost(variants: Variants, cost: DefaultCost) -> Cost:
    method = variants.method
    return Cost(
        label=SPEECH.field(method, variants.body, cost.field),
        value=SPEECH.value(method, cost.field, cost.value),
        best=SPEECH.value(method, cost.field, cost.best.value),
        cost=points(cost.cost),
        # ``materials.0.country`` is the control ``material-0-country``.
        control=cost.field.replace("materials.", "material-").replace(".", "-"),
    )


def _action(change: Change) -> str:
    return ACTION + orjson.dumps(dict(change)).decode()


def _share(gain: float, score: float) -> str:
    return figures.percentage(gain / abs(score), 0) if score else ""


def scale_of(method: Method, category: str, score: float) -> Scale | None:
    """The scores of the version's examples of a category; None without at least two."""
    known = _scores_of_examples(method.version, category)
    if len(known) < 2:
        return None
    least, most = min(known[0], score), max(known[-1], score)
    span = (most - least) or 1.0

    def mark(label: str, value: float) -> Mark:
        place = _SCALE_LEFT + (value - least) / span * (_SCALE_RIGHT - _SCALE_LEFT)
        return Mark(label=label, text=points(value), place=f"{place:.1f}")

    return Scale(
        examples=len(known),
        marks=[mark("least", known[0]), mark("median", median(known)), mark("greatest", known[-1])],
        own=mark("own", score),
    )


@lru_cache(maxsize=256)
def _scores_of_examples(version: str, category: str) -> tuple[float, ...]:
    method = method_of(version)
    return tuple(
        sorted(
            score_of(method, known.query)
            for known in examples_of(version, "textile")
            if known.query.get("product") == category
        )
    )

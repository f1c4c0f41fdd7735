"""The panel "Réduire le score" of the textile simulator."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from scoring.answers.textile.decisions import levers_of
from scoring.answers.textile.requests import Options
from scoring.engine.analysis.candidates import INFORMATION
from scoring.engine.analysis.defaults import DefaultCost
from scoring.engine.analysis.levers import Lever
from scoring.engine.analysis.variants import Change, Variants
from scoring.engine.method import Method
from scoring.instance import served_to
from scoring.web import figures
from scoring.web.deciding.curves import curves_of, svg_box
from scoring.web.speech import SPEECH, points, signed

ACTION = "lever:"
# Fields shown at first; other values are in a disclosure element.
_MOST_AT_FIRST = 12


class Proposal(NamedTuple):
    """A lever in the panel; ``action`` is the value of its button."""

    label: str
    gain: str
    share: str
    action: str
    informs: bool


class Cost(NamedTuple):
    """A field left to its default: its maximum cost, and the best value to state."""

    label: str
    value: str
    best: str
    cost: str
    control: str


def panel_of(method: Method, body: Mapping[str, Any], mode: str) -> dict[str, Any]:
    """The context of the panel. Raises ``InvalidQuery``."""
    _garment, variants, found = levers_of(
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
            "share": figures.percentage(combined.share, 0),
            "action": _action(combined.change),
        },
        "costs": [_cost(variants, cost) for cost in found.defaults if variants.matters(cost.cost)],
        "curves": curves_of(variants, found.thresholds),
        "box": svg_box(),
    }


def _proposal(variants: Variants, lever: Lever) -> Proposal:
    return Proposal(
        label=SPEECH.lever(variants.method, variants.body, lever),
        gain=signed(-lever.gain),
        share=figures.percentage(lever.share, 0),
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

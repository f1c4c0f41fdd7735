"""The responses of levers, differences and estimates of garments (decisions.md 2 to 4)."""

from collections.abc import Mapping
from typing import Any

from scoring.answers.breakdown import FAMILIES
from scoring.answers.levels import Served
from scoring.answers.meta import meta
from scoring.answers.sector import compute
from scoring.answers.textile.requests import Options, options_of
from scoring.answers.textile.sector import TEXTILE, Garment
from scoring.answers.textile.speech import FRENCH, Speech, rule_of
from scoring.answers.words import decisions as words
from scoring.engine.analysis.defaults import DefaultCost, Stated
from scoring.engine.analysis.differences import Differences, find_differences
from scoring.engine.analysis.estimate import Estimate, estimate
from scoring.engine.analysis.levers import Lever, Levers, find_levers
from scoring.engine.analysis.thresholds import Threshold
from scoring.engine.analysis.unknowns import read_label
from scoring.engine.analysis.variants import SCORE, Variants
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.numbers import plain

Answer = dict[str, Any]
# Maximum number of flows: each is computed hundreds of times, and sixteen fibres give about 200.
LARGEST_NUMBER_OF_FLOWS = 300
# Maximum number of fibres, accessories and disabled steps; an empty accessory has no flow.
LARGEST_NUMBER_OF_LINES = 100
SCORE_KEY = "score"
_SIDES = ("from", "to")


def levers_of(
    method: Method, body: object, options: Options, served: Served
) -> tuple[Garment, Variants, Levers]:
    """Compute a garment and the changes that would lower its score. Raises ``InvalidQuery``."""
    garment = compute(TEXTILE, method, body, served)
    _refuse_large(garment)
    variants = Variants(method, body)
    return garment, variants, find_levers(variants, keep=options.keep, mode=options.mode)


def levers_answer(method: Method, body: object, served: Served) -> Answer:
    """The response of the levers endpoint. Raises ``InvalidQuery``.

    ``body`` may have ``keep`` and ``mode`` in addition to the fields of the garment.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.answers.levels import served_to
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> answer = levers_answer(method, garment | {"keep": ["materials"]}, served_to(method, None))
    >>> answer["levers"][0]["field"], round(answer["levers"][0]["gain"])
    ('numberOfReferences', 631)
    """
    garment, options = options_of(body)
    computed, variants, found = levers_of(method, garment, options, served)
    speech = FRENCH
    combined = found.combined
    return {
        SCORE_KEY: found.score,
        "levers": [lever_record(method, variants.body, lever, speech) for lever in found.levers],
        "defaults": [_default(method, variants.body, cost) for cost in found.defaults],
        "thresholds": [threshold_record(threshold) for threshold in found.thresholds],
        "combined": None
        if combined is None
        else {
            "change": dict(combined.change),
            SCORE_KEY: combined.score,
            "gain": combined.gain,
            "fields": [lever.field for lever in combined.levers],
        },
        "notice": words.HONESTY,
        "meta": computed.meta({SCORE: found.score}),
    }


def lever_record(method: Method, body: Mapping[str, Any], lever: Lever, speech: Speech) -> Answer:
    """A lever as a JSON object."""
    return {
        "field": lever.field,
        "kind": lever.kind,
        "from": lever.before,
        "to": lever.after,
        "label": speech.lever(method, body, lever),
        SCORE_KEY: lever.score,
        "gain": lever.gain,
        "share": lever.share,
        "change": dict(lever.change),
    }


def threshold_record(threshold: Threshold) -> Answer:
    """A durability threshold as a JSON object."""
    return {
        "field": threshold.field,
        "now": plain(threshold.now),
        "at": threshold.at,
        "durability": threshold.coefficient,
        SCORE_KEY: threshold.score,
        "gain": threshold.gain,
    }


def differences_answer(method: Method, body: object, served: Served) -> Answer:
    """The response of the differences endpoint, to ``{"from": query, "to": query}``.

    Raises ``InvalidQuery``, whose fields start with ``from.`` or ``to.``.
    """
    before, after, found = differences_of(method, body, served)
    # A garment may be served fewer impacts than the caller is entitled to.
    parts = [
        {
            family: vector[computed.served.table.trigrams.index(SCORE)]
            for family, vector in computed.families.items()
        }
        for computed in (before, after)
    ]
    cautions = [
        caution
        for computed, score in ((before, found.before), (after, found.after))
        for caution in computed.cautions({SCORE: score})
    ]
    return {
        "from": {SCORE_KEY: found.before, "description": before.description},
        "to": {SCORE_KEY: found.after, "description": after.description},
        "difference": found.after - found.before,
        "stages": [
            {
                "stage": family,
                "from": parts[0][family],
                "to": parts[1][family],
                "difference": parts[1][family] - parts[0][family],
            }
            for family in FAMILIES
            if family in parts[0] and (parts[0][family] or parts[1][family])
        ],
        "changes": [
            {
                "field": share.field,
                "label": words.FIELDS[rule_of(share.field)],
                "from": share.before,
                "to": share.after,
                "points": share.points,
                "standardError": share.error,
            }
            for share in found.shares
        ],
        "orders": found.orders,
        "notice": words.SHARED_OUT,
        "meta": meta(method, TEXTILE.name, served, cautions),
    }


def differences_of(
    method: Method, body: object, served: Served
) -> tuple[Garment, Garment, Differences]:
    """Compute two garments and the shares of their differences. Raises ``InvalidQuery``."""
    if not isinstance(body, Mapping):
        raise InvalidQuery({"decoding": "Un objet est attendu, avec les champs from et to."})
    sides = []
    for side in _SIDES:
        if body.get(side) is None:
            raise InvalidQuery({"decoding": f"Le champ {side} manque : une demande est attendue."})
        try:
            computed = compute(TEXTILE, method, body[side], served)
            _refuse_large(computed)
            sides.append((computed, Variants(method, body[side])))
        except InvalidQuery as refusal:
            raise InvalidQuery(_of_side(side, refusal.faults)) from None
    (before, ours), (after, theirs) = sides
    return before, after, find_differences(ours, theirs)


def estimate_answer(method: Method, body: object, served: Served) -> Answer:
    """The response of the estimate endpoint. Raises ``InvalidQuery``."""
    computed, found = estimate_of(method, body, served)
    assumptions = method.dataset.assumptions
    completed = {**body, **found.label.supposed} if isinstance(body, Mapping) else {}
    return {
        SCORE_KEY: found.score,
        "supposed": dict(found.label.supposed),
        "low": found.low,
        "median": found.median,
        "high": found.high,
        "bounds": {"least": found.bounds.least, "greatest": found.bounds.greatest},
        "confidence": found.confidence,
        "draws": found.draws,
        "unknown": [
            {
                "field": one.unknown.field,
                "label": FRENCH.field(method, completed, one.unknown.field),
                "share": one.share,
                "least": one.least,
                "greatest": one.greatest,
                "assumption": one.unknown.assumption.note.fr,
            }
            for one in found.contributions
        ],
        "held": []
        if assumptions is None
        else [
            {"fields": list(held.fields), "assumption": held.note.fr} for held in assumptions.held
        ],
        "notice": words.NO_DECLARATION,
        "meta": computed.meta({SCORE: found.score}),
    }


def estimate_of(method: Method, body: object, served: Served) -> tuple[Garment, Estimate]:
    """Compute a garment with its defaults, and the range of its score. Raises ``InvalidQuery``."""
    label = read_label(method, body)
    completed = {**body, **label.supposed} if isinstance(body, Mapping) else body
    computed = compute(TEXTILE, method, completed, served)
    _refuse_large(computed)
    return computed, estimate(method, body)


def _default(method: Method, body: Mapping[str, Any], cost: DefaultCost) -> Answer:
    return {
        "field": cost.field,
        "label": FRENCH.field(method, body, cost.field),
        "value": cost.value,
        "atStake": cost.at_stake,
        "cost": cost.cost,
        "best": _stated(cost.best),
        "worst": _stated(cost.worst),
    }


def _stated(stated: Stated) -> Answer:
    return {"value": stated.value, SCORE_KEY: stated.score, "change": dict(stated.change)}


def _refuse_large(computed: Garment) -> None:
    query = computed.query
    lines = len(query.materials) + len(query.trims or ()) + len(query.disabled_steps)
    if lines > LARGEST_NUMBER_OF_LINES:
        raise InvalidQuery(
            {
                "general": f"Les listes de ce vêtement ont {lines} éléments ; il faut le calculer "
                f"des centaines de fois pour répondre, et il en faut au plus "
                f"{LARGEST_NUMBER_OF_LINES}."
            }
        )
    flows = sum(1 for _flow in computed.sector.flows(computed.simulation))
    if flows > LARGEST_NUMBER_OF_FLOWS:
        raise InvalidQuery(
            {
                "general": f"Ce vêtement fait appel à {flows} quantités de procédés ; il faut le "
                "calculer des centaines de fois pour répondre, et il en faut au plus "
                f"{LARGEST_NUMBER_OF_FLOWS}."
            }
        )


def _of_side(side: str, faults: Mapping[str, str]) -> Mapping[str, str]:
    if not faults.keys().isdisjoint({"decoding", "general"}):
        return {field: f"{side} : {message}" for field, message in faults.items()}
    return {f"{side}.{field}": message for field, message in faults.items()}

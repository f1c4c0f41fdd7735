"""The calculation of a product, line by line (decisions.md 1).

The lines are those that the engine recorded during the computation; nothing is computed here.
"""

from typing import Any

from scoring.answers.levels import AGGREGATED
from scoring.answers.sector import Computed
from scoring.engine.errors import InvalidQuery
from scoring.engine.trace.lines import Trace, public_form

# A longer calculation would not be readable; ordinary products have about a hundred flows.
LARGEST_NUMBER_OF_FLOWS = 1000
# Writing a line to a spreadsheet takes ten times as long as computing it.
LARGEST_SPREADSHEET = 300


def trace_of(
    computed: Computed[Any, Any, Any], impact: str, largest: int = LARGEST_NUMBER_OF_FLOWS
) -> Trace:
    """The lines of one impact of a product of at most ``largest`` flows.

    Raises ``InvalidQuery``: under ``impact`` for an unknown trigram, for an impact that the caller
    may not see, and for one that is unknown for this product; under ``general`` for a product with
    too many parts to explain.
    """
    impacts = computed.method.dataset.impacts
    if impact not in impacts:
        known = ", ".join(impacts)
        raise InvalidQuery({"impact": f"L'impact « {impact} » n'existe pas (impacts : {known})."})
    if impact not in computed.served.table.trigrams or computed.impacts[impact] is None:
        raise InvalidQuery({"impact": _out_of_reach(computed, impact)})
    flows = sum(1 for _flow in computed.sector.flows(computed.simulation))
    if flows > largest:
        raise InvalidQuery(
            {
                "general": f"Ce produit fait appel à {flows} quantités de procédés ; un calcul "
                f"expliqué sous cette forme en compte au plus {largest}."
            }
        )
    return computed.sector.explain(computed.method, computed.query, computed.served.table, impact)


def explained(computed: Computed[Any, Any, Any], impact: str) -> dict[str, Any]:
    """The response of the explain endpoints. Raises ``InvalidQuery`` as ``trace_of`` does.

    >>> from pathlib import Path
    >>> from scoring.engine.method import load_method
    >>> method = load_method(Path("scoring/data/v7.0.0"))
    >>> from scoring.answers.levels import served_to
    >>> from scoring.answers.sector import compute
    >>> from scoring.answers.sectors import TEXTILE
    >>> garment = {"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}
    >>> computed = compute(TEXTILE, method, garment, served_to(method, None))
    >>> explained(computed, "ecs")["score"] == computed.impacts["ecs"]
    True
    """
    trace = trace_of(computed, impact)
    return {**public_form(trace), "meta": computed.meta({impact: trace.score})}


def _out_of_reach(computed: Computed[Any, Any, Any], impact: str) -> str:
    scores = " et ".join(computed.method.scores.trigrams)
    if computed.served.level == AGGREGATED:
        return (
            f"L'impact « {impact} » n'est pas servi à cet appel : sans jeton d'API valide, ou sur "
            f"une instance sans impacts détaillés, seuls {scores} le sont."
        )
    return f"L'impact « {impact} » n'est pas connu pour ce produit, au niveau des valeurs servies."

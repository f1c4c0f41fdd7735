"""Example responses, computed from the example requests, and example errors."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.access import Access
from foundation.faults import FAULT
from foundation.json_answers import UNKNOWN_ENDPOINT, too_long
from scoring.answers.marking import N_
from scoring.answers.textile.composites import TEXTILE_GARMENT, TEXTILE_SET
from scoring.api.routes import Route
from scoring.api.tokens import REFUSALS
from scoring.api.versions import UNKNOWN
from scoring.batches.pace import too_many
from scoring.engine import scopes
from scoring.engine.aliases import in_current_ids
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.engine.vocabulary.textile import FRANCE
from scoring.instance import served_to
from scoring.methods import method_of

# A reserved domain, used in the URLs of examples.
ROOT = "https://example.org"
# Number of items shown from a longer list.
_SHOWN_ITEMS = 3
# Changes that make the first example request of a sector invalid.
_WRONG: dict[str, dict[str, Any]] = {
    scopes.TEXTILE: {"mass": -1, "countryMaking": "XX"},
    TEXTILE_SET.name: {"products": [{"product": "tshirt", "mass": -1, "materials": []}]},
    TEXTILE_GARMENT.name: {"components": [{"mass": -1, "materials": []}]},
    scopes.FOOD: {"ingredients": [{"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": -1}]},
    scopes.OBJECT: {"components": [{"quantity": 1}]},
    scopes.VELI: {"components": [{"quantity": 1}]},
}
_REQUEST = "2802cf39a5cec341"
_FAULT = "7be10f6c2b9d4a58"


def requests_of(route: Route, method: Method) -> list[tuple[str, Any]]:
    """The example requests that a version can compute, with its own ids.

    A later version may lack the data that our examples use: a published one then replaces them.
    """
    return _requests_of(route, method.version)


@cache
def _requests_of(route: Route, version: str) -> list[tuple[str, Any]]:
    method = method_of(version)
    view = route.view()
    if not view.operation.is_batch:
        return _requests(view, method, view.operation.examples)
    # Example items of a batch.
    [(title, items)] = view.operation.examples
    found = _requests(view, method, [(title, item) for item in items])
    named = [{"id": f"REF-{number}"} | body for number, (_title, body) in enumerate(found, 1)]
    return [(title, named)]


def _requests(
    view: Any, method: Method, examples: Sequence[tuple[str, Any]]
) -> list[tuple[str, Any]]:
    ours = in_current_ids(examples, method.dataset.aliases)
    own = [
        (example.name, _as_sold(view.sector.name, example.query))
        for example in method.dataset.examples
        if example.scope == view.operation.tag and any(example.query.values())
    ]
    served = served_to(method, entitled=False)
    found: list[tuple[str, Any]] = []
    for title, body in (*ours, *own):
        if len(found) == len(ours):
            break
        try:
            view.for_example(method, body, served)
        except InvalidQuery:
            continue
        found.append((title, body))
    return found


def _as_sold(sector: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """A published garment as a set of one, or as a garment of one part."""
    if sector == TEXTILE_SET.name:
        return {"products": [dict(query)]}
    if sector == TEXTILE_GARMENT.name:
        part = {"countryMaking": FRANCE, **query, "mainComponent": True}
        return {"product": part.pop("product", ""), "components": [part]}
    return dict(query)


def answers_of(route: Route, method: Method) -> dict[str, Any]:
    """The response to the first example without a token; for a list, its first items."""
    view = route.view()
    operation = view.operation
    if operation.body is None:
        items = list(view.items(method))
        title = N_("Début de la liste") if len(items) > _SHOWN_ITEMS else N_("Liste entière")
        return {"list": _example(title, items[:_SHOWN_ITEMS])}
    title, body = requests_of(route, method)[0]
    if operation.is_batch:
        return {"answers": _example(title, view.examples(method, body))}
    said = {"impact": "ecs"} if "<impact>" in route.address else {}
    computed = _computed(route, method.version)
    return {"answer": _example(title, view.example(computed, ROOT, **said))}


def remark_on(route: Route, method: Method) -> str:
    """A remark about the response to the first example, "" for none."""
    view = route.view()
    if view.operation.body is None or view.operation.is_batch:
        return ""
    remark: str = view.remark(_computed(route, method.version))
    return remark


@cache
def _computed(route: Route, version: str) -> Any:
    method = method_of(version)
    _title, body = requests_of(route, method)[0]
    return route.view().for_example(method, body, served_to(method, entitled=False))


def forget_examples() -> None:
    """Clear what was computed for a document, once it is made: an estimate takes 0.2 s."""
    _requests_of.cache_clear()
    _computed.cache_clear()


def refusals_of(route: Route, method: Method) -> dict[str, Any]:
    """Two invalid requests of a simulator, and their error messages."""
    view = route.view()
    _title, body = requests_of(route, method)[0]
    aliases = method.dataset.aliases
    bad = {
        "values": (N_("Valeurs refusées"), view.spoilt(body, _WRONG[view.sector.name])),
        "decoding": (N_("Champ obligatoire absent"), {}),
    }
    examples = {}
    for name, (title, wrong) in bad.items():
        try:
            view.for_example(
                method, in_current_ids(wrong, aliases), served_to(method, entitled=False)
            )
        except InvalidQuery as refusal:
            examples[name] = _example(title, _error(refusal.faults))
    return examples


def common_refusals() -> dict[str, dict[str, Any]]:
    """The errors that are the same for every operation, by status."""
    size = too_long(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    fault = FAULT.format(reference=_FAULT, name=_REQUEST)
    limit = settings.RATELIMIT_MAX_RPM or 5000
    slow_down = f"This server is rate-limited to {limit}rpm, please slow down."
    return {
        "401": {"token": _example(N_("Jeton refusé"), _token_error(Access.REFUSED))},
        "404": {
            "route": _example(N_("Route inconnue"), _error({"general": UNKNOWN_ENDPOINT})),
            "version": _example(N_("Version inconnue"), {"error": UNKNOWN}),
        },
        "413": {"size": _example(N_("Corps trop long"), _error({"general": size}))},
        "429": {"limit": _example(N_("Trop de requêtes"), {"error": slow_down})},
        "500": {"fault": _example(N_("Erreur du serveur"), _error({"general": fault}))},
        "503": {
            "accounts": _example(N_("Comptes indisponibles"), _token_error(Access.UNAVAILABLE))
        },
    }


def batch_refusals(route: Route) -> dict[str, dict[str, Any]]:
    """The errors of a batch as a whole, by status, whose wording differs."""
    not_a_batch = _error({"decoding": route.view().refused_example()})
    size = _error({"general": too_long(settings.BATCH_MAX_BYTES)})
    items = _error({"general": too_many(settings.BATCH_MAX_ITEMS)})
    return {
        "400": {"decoding": _example(N_("Le corps n'est pas un lot"), not_a_batch)},
        "413": {
            "size": _example(N_("Corps trop long"), size),
            "items": _example(N_("Trop d'éléments"), items),
        },
    }


def _token_error(access: Access) -> dict[str, Any]:
    _status, message = REFUSALS[access]
    return _error({"authorization": message})


def _error(faults: dict[str, str]) -> dict[str, Any]:
    return {"error": faults, "documentation": f"{ROOT}/#/api"}


def _example(title: str, value: Any) -> dict[str, Any]:
    return {"summary": _(title), "value": value}

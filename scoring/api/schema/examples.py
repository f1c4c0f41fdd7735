"""Example responses, computed from the example requests, and example errors."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.access import Access
from foundation.json_answers import UNKNOWN_ENDPOINT
from scoring.answers.marking import N_
from scoring.answers.sector import Computed, compute
from scoring.api.routes import Route
from scoring.api.tokens import REFUSALS
from scoring.api.versions import UNKNOWN
from scoring.engine import scopes
from scoring.engine.aliases import in_current_ids
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method
from scoring.instance import served_to

# A reserved domain, used in the URLs of examples.
ROOT = "https://example.org"
# Number of items shown from a longer list.
_SHOWN_ITEMS = 3
# Changes that make the first example request of a sector invalid.
_WRONG: dict[str, dict[str, Any]] = {
    scopes.TEXTILE: {"mass": -1, "countryMaking": "XX"},
    scopes.FOOD: {"ingredients": [{"id": "4d5198e7-413a-4ae2-8448-535aa3b302ae", "mass": -1}]},
    scopes.OBJECT: {"components": [{"quantity": 1}]},
    scopes.VELI: {"components": [{"quantity": 1}]},
}
_REQUEST = "2802cf39a5cec341"
_FAULT = "7be10f6c2b9d4a58"


def requests_of(route: Route, method: Method) -> list[tuple[str, dict[str, Any]]]:
    """The example requests of a simulator that a version can compute, with its own ids.

    A later version may lack the data that our examples use: a published one then replaces them.
    """
    view = route.view()
    ours = in_current_ids(view.operation.examples, method.dataset.aliases)
    own = [
        (example.name, dict(example.query))
        for example in method.dataset.examples
        if example.scope == view.operation.tag and any(example.query.values())
    ]
    served = served_to(method, entitled=False)
    found: list[tuple[str, dict[str, Any]]] = []
    for title, body in (*ours, *own):
        if len(found) == len(ours):
            break
        try:
            compute(view.sector, method, body, served)
        except InvalidQuery:
            continue
        found.append((title, body))
    return found


def answers_of(route: Route, method: Method) -> dict[str, Any]:
    """The response to the first example without a token; for a list, its first items."""
    view = route.view()
    operation = view.operation
    if operation.body is None:
        items = list(view.items(method))
        title = N_("Début de la liste") if len(items) > _SHOWN_ITEMS else N_("Liste entière")
        return {"list": _example(title, items[:_SHOWN_ITEMS])}
    title, _body = requests_of(route, method)[0]
    said = {"impact": "ecs"} if "<impact>" in route.address else {}
    return {"answer": _example(title, view.example(_computed(route, method), ROOT, **said))}


def remark_on(route: Route, method: Method) -> str:
    """A remark about the response to the first example, "" for none."""
    view = route.view()
    if view.operation.body is None:
        return ""
    remark: str = view.remark(_computed(route, method))
    return remark


def _computed(route: Route, method: Method) -> Computed[Any, Any, Any]:
    view = route.view()
    _title, body = requests_of(route, method)[0]
    return compute(view.sector, method, body, served_to(method, entitled=False))


def refusals_of(route: Route, method: Method) -> dict[str, Any]:
    """Two invalid requests of a simulator, and their error messages."""
    view = route.view()
    _title, body = requests_of(route, method)[0]
    aliases = method.dataset.aliases
    bad = {
        "values": (N_("Valeurs refusées"), body | _WRONG[view.operation.tag]),
        "decoding": (N_("Champ obligatoire absent"), {}),
    }
    examples = {}
    for name, (title, wrong) in bad.items():
        try:
            compute(
                view.sector,
                method,
                in_current_ids(wrong, aliases),
                served_to(method, entitled=False),
            )
        except InvalidQuery as refusal:
            examples[name] = _example(title, _error(refusal.faults))
    return examples


def common_refusals() -> dict[str, dict[str, Any]]:
    """The errors that are the same for every operation, by status."""
    largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    too_long = f"Le corps de la requête dépasse la limite de {largest} octets."
    fault = (
        f"Erreur interne du serveur. Référence à communiquer à l'exploitant : {_FAULT} "
        f"(requête {_REQUEST})"
    )
    limit = settings.RATELIMIT_MAX_RPM or 5000
    slow_down = f"This server is rate-limited to {limit}rpm, please slow down."
    return {
        "401": {"token": _example(N_("Jeton refusé"), _token_error(Access.REFUSED))},
        "404": {
            "route": _example(N_("Route inconnue"), _error({"general": UNKNOWN_ENDPOINT})),
            "version": _example(N_("Version inconnue"), {"error": UNKNOWN}),
        },
        "413": {"size": _example(N_("Corps trop long"), _error({"general": too_long}))},
        "429": {"limit": _example(N_("Trop de requêtes"), {"error": slow_down})},
        "500": {"fault": _example(N_("Erreur du serveur"), _error({"general": fault}))},
        "503": {
            "accounts": _example(N_("Comptes indisponibles"), _token_error(Access.UNAVAILABLE))
        },
    }


def _token_error(access: Access) -> dict[str, Any]:
    _status, message = REFUSALS[access]
    return _error({"authorization": message})


def _error(faults: dict[str, str]) -> dict[str, Any]:
    return {"error": faults, "documentation": f"{ROOT}/#/api"}


def _example(title: str, value: Any) -> dict[str, Any]:
    return {"summary": _(title), "value": value}

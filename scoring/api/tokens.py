"""Which impacts a token gives access to, and the headers that say so (api.md 3)."""

from collections.abc import Mapping

from django.conf import settings

from accounts.access import Access
from scoring.api.errors import ApiError

HEADER = "X-Ecobalyse-Impacts"
# Extra response headers: zeros must not be mistaken for real results.
HEADERS: Mapping[Access, Mapping[str, str]] = {
    Access.ANONYMOUS: {},
    Access.GRANTED: {},
    Access.REFUSED: {
        "WWW-Authenticate": 'Bearer error="invalid_token"',
        "Warning": '199 - "jeton invalide"',
    },
    Access.UNAVAILABLE: {"Warning": '199 - "comptes indisponibles"'},
}
# Status and message, if the instance is configured to reject bad tokens.
REFUSALS = {
    Access.REFUSED: (
        401,
        "Le jeton envoyé n'est pas valide : il est inconnu, expiré ou révoqué. Sans jeton, les "
        "deux scores agrégés sont servis.",
    ),
    Access.UNAVAILABLE: (
        503,
        "Le jeton ne peut pas être vérifié : les comptes sont indisponibles. Sans jeton, les deux "
        "scores agrégés sont servis.",
    ),
}


def refuse_if_asked(access: Access) -> None:
    """Reject a bad token if the instance is configured to: by default it is ignored.

    Raises ``ApiError`` with 401, or 503 if the accounts are unreachable.
    """
    if settings.REFUSE_INVALID_TOKENS and access in REFUSALS:
        status, message = REFUSALS[access]
        raise ApiError(status, {"authorization": message})

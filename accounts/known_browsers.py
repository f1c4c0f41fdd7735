"""Browsers that have signed in before are not locked out by other people's wrong passwords.

Anyone may type ten wrong passwords for an address. A signed cookie shows that this browser has
signed in to an account, so that its attempts are counted separately. It contains a random browser
id and the keyed hashes of a few addresses, which nobody can read; it is only sent to account pages,
and the server stores nothing.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.models.users import canonical_address

COOKIE = "navigateur_connu"
_PATH = "/compte/"
_SALT = "accounts.known_browsers"
_SECONDS = 365 * 86_400
# Accounts remembered per browser; beyond that, the least recently signed-in one is dropped.
_ACCOUNTS = 5


def name_of(request: HttpRequest, email: str) -> str:
    """Return the browser's id if it has signed in to this account before; else empty."""
    name, accounts = _read(request)
    return name if _account(email) in accounts else ""


def remember(request: HttpRequest, email: str) -> None:
    """Mark the request, so that the middleware sets the cookie on the response."""
    request.signed_in_as = email  # type: ignore[attr-defined]


class KnownBrowserMiddleware:
    """Sets the cookie after a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        response = self.get_response(request)
        email = getattr(request, "signed_in_as", None)
        if email is not None:
            _write(request, response, email)
        return response


def forget(response: HttpResponse) -> None:
    """Delete the cookie."""
    response.delete_cookie(COOKIE, path=_PATH, samesite="Lax")


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        content: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_SECONDS)
        return str(content["name"]), [str(account) for account in content["accounts"]]
    except (signing.BadSignature, KeyError, TypeError):
        return "", []


def _write(request: HttpRequest, response: HttpResponse, email: str) -> None:
    name, accounts = _read(request)
    account = _account(email)
    others = [other for other in accounts if other != account]
    content = {
        "name": name or secrets.token_urlsafe(16),
        "accounts": [account, *others][:_ACCOUNTS],
    }
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=_SALT),
        max_age=_SECONDS,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _account(email: str) -> str:
    address = canonical_address(email)
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()[:32]

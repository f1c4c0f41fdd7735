"""What pages need beyond the libraries' own middleware."""

import contextlib
import logging
import sys
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthentication
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSession
from django.core.signals import got_request_exception
from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware as DjangoLocale
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from ecobalyse_site.errors import accounts_unavailable, bad_request
from foundation.connections import hurried, without_waiting
from foundation.faults import log_fault
from foundation.notices import say
from foundation.paths import is_account_path

logger = logging.getLogger("ecobalyse.errors")

# A session that could not be written: Django takes every failure for one that has been deleted.
_UNWRITTEN = (DatabaseFault, SessionInterrupted)


class FaultMiddleware:
    """Tells accounts that are out of reach, and a form cut short, from a fault of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Of a view, of a middleware, of the page that says so: Django tells of them all.
        got_request_exception.connect(_log_fault)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what is no fault of ours; Django has the rest answered."""
        if isinstance(exception, UnreadablePostError):
            return bad_request(request)
        if isinstance(exception, DatabaseFault):
            return out_of_reach(request, exception)
        return None


def out_of_reach(request: HttpRequest, error: DatabaseFault) -> HttpResponse:
    """The answer of a page that needs the accounts; the log says so once a minute."""
    say(logger.error, "accounts", "the accounts are out of reach: %s", type(error).__name__)
    return accounts_unavailable(request)


def _log_fault(request: HttpRequest, **kwargs: Any) -> None:
    """Log what nothing foresaw, while Django handles it."""
    error = sys.exception()
    if error is not None:
        log_fault(request, error)


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and their pieces, whatever stands in front of the application.

    What an address or a form says comes back in these pages beside no secret but the safety token
    of forms, which differs each time; a few random bytes hide their length besides. Account pages,
    where a token is shown, are left as they are, and so are files, which compress no further.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress one answer."""
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if not html or is_account_path(request.path):
            return response
        return super().process_response(request, response)


class LocaleMiddleware(DjangoLocale):
    """The visitor's language; the next request of this process starts again in French."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        try:
            return cast(HttpResponse, super().__call__(request))
        finally:
            translation.deactivate()


class SessionMiddleware(DjangoSession):
    """The visitor's session, which a page that can do without accounts does not wait to write.

    On a page of the accounts, one that was ended meanwhile leads to sign in, and one that cannot be
    written is the accounts' trouble, not the visitor's.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the session when it has changed; a visit that lengthens it may go unnoted."""
        if is_account_path(request.path):
            try:
                return self._written(request, response)
            except SessionInterrupted:
                return self._ended(redirect(settings.LOGIN_URL))
            except DatabaseFault as error:
                return out_of_reach(request, error)
        if not request.session.modified:
            return self._written(request, response)
        with contextlib.suppress(*_UNWRITTEN), without_waiting():
            return self._written(request, response)
        patch_vary_headers(response, ("Cookie",))
        return response

    def _written(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response)

    def _ended(self, response: HttpResponse) -> HttpResponse:
        # As it was set (``settings.SESSION_COOKIE_SAMESITE``), or browsers keep it.
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
        patch_vary_headers(response, ("Cookie",))
        return response


class AuthenticationMiddleware(DjangoAuthentication):
    """The signed-in user; nobody while the accounts are out of reach, and scoring goes on."""

    def process_request(self, request: HttpRequest) -> None:
        """Find the user when someone asks, as Django does."""
        super().process_request(request)
        known = request.user
        found: Any = SimpleLazyObject(lambda: _user_in_reach(request, known))
        request.user = found


def _user_in_reach(request: HttpRequest, known: Any) -> Any:
    if is_account_path(request.path):
        return known if known.is_authenticated else AnonymousUser()
    try:
        with hurried():
            return known if known.is_authenticated else AnonymousUser()
    except DatabaseFault:
        return AnonymousUser()

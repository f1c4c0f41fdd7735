"""Additions to third-party middleware, for pages."""

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
from django.db import connection
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware as DjangoLocale
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from ecobalyse_site.errors import accounts_unavailable, bad_request
from foundation.connections import close_aged, hurried, without_waiting
from foundation.faults import log_fault
from foundation.notices import log_throttled
from foundation.paths import is_account_path

logger = logging.getLogger("ecobalyse.errors")

# Pages, their fragments, and the rows of a catalogue, which are large.
_COMPRESSED = ("text/html", "application/x-ndjson")
# Failures to save a session: Django's middleware treats them all as a deleted session.
_UNWRITTEN = (DatabaseFault, SessionInterrupted)


class FaultMiddleware:
    """Tells an unavailable accounts database and truncated form bodies from our own bugs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Django sends this signal for errors in views, in middleware and in the error page itself.
        got_request_exception.connect(_log_fault)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Handle errors that are not our bugs; Django handles the others."""
        if isinstance(exception, UnreadablePostError):
            return bad_request(request)
        if isinstance(exception, DatabaseFault):
            return database_unavailable(request, exception)
        return None


def database_unavailable(request: HttpRequest, error: DatabaseFault) -> HttpResponse:
    """Return the error page of pages that need the accounts; logged once a minute."""
    log_throttled(
        logger.error, "accounts", "accounts database unavailable: %s", type(error).__name__
    )
    return accounts_unavailable(request)


def _log_fault(request: HttpRequest, **kwargs: Any) -> None:
    """Log an unexpected exception while Django handles it."""
    error = sys.exception()
    if error is not None:
        log_fault(request, error)


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and page fragments, with or without a compressing proxy in front.

    Against BREACH: the only secret in pages that reflect input is the CSRF token, which is masked
    differently each time, and Django also adds random bytes to hide the length. Account pages,
    which may show a token, are not compressed, nor are files, which are compressed already.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress one response."""
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith(_COMPRESSED) or is_account_path(request.path):
            return response
        return super().process_response(request, response)


class LocaleMiddleware(DjangoLocale):
    """Activates the visitor's language, and resets this process to French after each request."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        try:
            return cast(HttpResponse, super().__call__(request))
        finally:
            translation.deactivate()


class SessionMiddleware(DjangoSession):
    """The visitor's session; pages that work without accounts do not wait to save it.

    On an account page, a session that was ended meanwhile redirects to sign-in, and one that cannot
    be saved is reported as the accounts being unavailable.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Prepare the session, which is read when a page asks for it."""
        close_aged(connection)
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session if it changed; failing to extend its lifetime is ignored."""
        if is_account_path(request.path):
            try:
                return self._written(request, response)
            except SessionInterrupted:
                return self._ended(redirect(settings.LOGIN_URL))
            except DatabaseFault as error:
                return database_unavailable(request, error)
        if not request.session.modified:
            return self._written(request, response)
        with contextlib.suppress(*_UNWRITTEN), without_waiting():
            return self._written(request, response)
        patch_vary_headers(response, ("Cookie",))
        return response

    def _written(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response)

    def _ended(self, response: HttpResponse) -> HttpResponse:
        # Same attribute as when it was set (``settings.SESSION_COOKIE_SAMESITE``), or browsers keep
        # it.
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
        patch_vary_headers(response, ("Cookie",))
        return response


class AuthenticationMiddleware(DjangoAuthentication):
    """The signed-in user; anonymous while accounts are unavailable, so that scoring works."""

    def process_request(self, request: HttpRequest) -> None:
        """Set a lazy user, as Django does."""
        super().process_request(request)
        known = request.user
        found: Any = SimpleLazyObject(lambda: _user_if_available(request, known))
        request.user = found


def _user_if_available(request: HttpRequest, known: Any) -> Any:
    if is_account_path(request.path):
        return known if known.is_authenticated else AnonymousUser()
    try:
        with hurried():
            return known if known.is_authenticated else AnonymousUser()
    except DatabaseFault:
        return AnonymousUser()

"""Middleware that pages need and the API does not: it is stateless and ignores cookies.

Each class is the library's own, passed over on the API's addresses.
"""

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthentication
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware as DjangoMessages
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessions
from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware as DjangoCommon
from django.middleware.locale import LocaleMiddleware as DjangoLocale
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from whitenoise.middleware import WhiteNoiseMiddleware

from ecobalyse_site.paths import PROBES, is_account_path, is_api_path

Handler = Callable[[HttpRequest], HttpResponse]


class PagesOnly:
    """Goes straight to the view where no page is asked for: on the API, on the probes."""

    get_response: Any

    def __init__(self, get_response: Handler) -> None:
        super().__init__(get_response)  # type: ignore[call-arg]
        self.view = innermost(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        if is_api_path(request.path) or request.path in PROBES:
            return self.view(request)
        return super().__call__(request)  # type: ignore[misc,no-any-return]


def innermost(handler: Handler) -> Handler:
    """The handler behind all middleware: it finds the view and calls it.

    Django gives each handler the attributes of the middleware it wraps, the next handler included.
    A middleware that is a function has none, and is as far as this goes.
    """
    while hasattr(handler, "get_response"):
        handler = handler.get_response
    return handler


class StaticFilesMiddleware(PagesOnly, WhiteNoiseMiddleware):
    """Static files."""


class ContentPolicyMiddleware(PagesOnly, CSPMiddleware):
    """The content security policy."""


class SessionMiddleware(PagesOnly, DjangoSessions):
    """Sessions."""


class LocaleMiddleware(PagesOnly, DjangoLocale):
    """The visitor's language; the next request of this process starts again in French."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        try:
            return super().__call__(request)
        finally:
            translation.deactivate()


class CommonMiddleware(PagesOnly, DjangoCommon):
    """Slashes and lengths; an address of the API is never redirected."""


class AuthenticationMiddleware(PagesOnly, DjangoAuthentication):
    """The signed-in user; nobody while the accounts are out of reach, and scoring goes on."""

    def process_request(self, request: HttpRequest) -> None:
        """Find the user when someone asks, as Django does."""
        super().process_request(request)
        known = request.user
        request.user = SimpleLazyObject(lambda: _user_in_reach(request, known))


def _user_in_reach(request: HttpRequest, known: Any) -> Any:
    try:
        return known if known.is_authenticated else AnonymousUser()
    except DatabaseFault:
        if is_account_path(request.path):
            raise
        return AnonymousUser()


class MessageMiddleware(PagesOnly, DjangoMessages):
    """Messages from one page to the next."""

"""Middleware that pages need and the API does not: it is stateless and ignores cookies.

Each class is the library's own, passed over on the API's addresses.
"""

from typing import Any

from csp.middleware import CSPMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthentication
from django.contrib.messages.middleware import MessageMiddleware as DjangoMessages
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessions
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware as DjangoCommon
from django.middleware.locale import LocaleMiddleware as DjangoLocale
from django.utils import translation
from whitenoise.middleware import WhiteNoiseMiddleware

from ecobalyse_site.paths import PROBES, is_api_path


class PagesOnly:
    """Goes straight on to the next middleware where the address is the API's or a probe's."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        if is_api_path(request.path) or request.path in PROBES:
            return self.get_response(request)  # type: ignore[no-any-return]
        return super().__call__(request)  # type: ignore[misc,no-any-return]


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
    """The signed-in user."""


class MessageMiddleware(PagesOnly, DjangoMessages):
    """Messages from one page to the next."""

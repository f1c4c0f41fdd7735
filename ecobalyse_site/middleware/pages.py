"""What pages need beyond the libraries' own middleware."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthentication
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import Error as DatabaseFault
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.locale import LocaleMiddleware as DjangoLocale
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from ecobalyse_site.errors import SENDERS_FAULTS, accounts_unavailable, bad_request
from ecobalyse_site.faults import log_fault
from ecobalyse_site.notices import say
from ecobalyse_site.paths import is_account_path

logger = logging.getLogger("ecobalyse.errors")

# What a view raises for Django to answer 404, 403 or 400: no fault of ours.
_ANSWERS = (Http404, PermissionDenied, *SENDERS_FAULTS)


class FaultMiddleware:
    """Logs what a page's view did not foresee by the request's name, before Django answers it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell accounts that are out of reach, and a form cut short, from a fault of ours."""
        if isinstance(exception, UnreadablePostError):
            return bad_request(request)
        if isinstance(exception, DatabaseFault):
            say(
                logger.error,
                "accounts",
                "the accounts are out of reach: %s",
                type(exception).__name__,
            )
            return accounts_unavailable(request)
        if isinstance(exception, _ANSWERS):
            return None
        log_fault(request, exception)
        return None


class LocaleMiddleware(DjangoLocale):
    """The visitor's language; the next request of this process starts again in French."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        try:
            return super().__call__(request)  # type: ignore[no-any-return]
        finally:
            translation.deactivate()


class AuthenticationMiddleware(DjangoAuthentication):
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

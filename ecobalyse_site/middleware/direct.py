"""Shortcut for the API and the probes, which do not need the middleware that follows.

They use no session, cookie, language or transaction, so their views are called directly.
"""

import functools
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver

from ecobalyse_site.errors import CLIENT_ERRORS, bad_request, server_fault
from foundation.faults import log_fault
from foundation.paths import PROBES, is_api_path

# Paths whose view is remembered, and the longest of them: searching it takes as long as validating
# a garment.
_REMEMBERED = 256
_LONGEST = 100


class DirectMiddleware:
    """Calls API and probe views directly; unexpected errors of the API are JSON too (api.md 7)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        resolver = get_resolver()
        self._find = functools.lru_cache(_REMEMBERED)(resolver.resolve)
        self._find_anew = resolver.resolve

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        if not is_api_path(request.path) and request.path not in PROBES:
            return self.get_response(request)
        path = request.path_info
        match = self._find(path) if len(path) <= _LONGEST else self._find_anew(path)
        request.resolver_match = match
        try:
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Http404:
            # Metrics requested by an address that is not allowed: Django's usual 404.
            raise
        except CLIENT_ERRORS:
            return bad_request(request)
        except Exception as error:
            log_fault(request, error)
            return server_fault(request)
        return response

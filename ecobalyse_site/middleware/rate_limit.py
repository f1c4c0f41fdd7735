"""One limit for the whole site, exact whatever the number of processes (api.md 8)."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_ratelimit.core import get_usage

from ecobalyse_site.clients import client_address, counted_as
from ecobalyse_site.errors import too_many_requests
from ecobalyse_site.paths import PROBES, is_api_path

logger = logging.getLogger("ecobalyse.rate_limit")

_GROUP = "site"
_PERIOD_SECONDS = 60
_SECONDS_BETWEEN_WARNINGS = 60
# A store that does not answer would otherwise hold up every request for its time-out.
_SECONDS_OF_REST = 2


class RateLimitMiddleware:
    """Counts every request but those for static files and probes, and refuses those in excess."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.limit: int = settings.RATELIMIT_MAX_RPM
        self.spared = frozenset(settings.RATELIMIT_WHITELIST)
        self.static: str = settings.STATIC_URL
        self._warned = float("-inf")
        self._resume = float("-inf")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count one request."""
        if not self.limit or request.path in PROBES or request.path.startswith(self.static):
            return self.get_response(request)
        address = client_address(request)
        if address in self.spared:
            return self.get_response(request)
        caller = counted_as(address)
        if time.monotonic() < self._resume:
            return self.get_response(request)
        try:
            usage = get_usage(
                request,
                group=_GROUP,
                key=lambda group, request: caller,
                rate=(self.limit, _PERIOD_SECONDS),
                increment=True,
            )
        except Exception as error:
            # A store that is down must not stop anyone from being served.
            self._warn(error)
            usage = None
        if not usage or not usage["limit"]:
            # Nothing was counted, and the library's own answer to that would be to refuse.
            return self.get_response(request)
        # The window holds its last second too, so that the next one starts a second later.
        time_left = usage["time_left"] + 1
        reset = int(time.time()) + time_left
        refused = usage["should_limit"]
        response = self._refusal(request) if refused else self.get_response(request)
        headers = response.headers
        headers["X-RateLimit-Limit"] = str(self.limit)
        headers["X-RateLimit-Remaining"] = str(max(0, self.limit - usage["count"]))
        headers["X-RateLimit-Reset"] = str(reset)
        if refused:
            headers["Retry-After"] = str(max(1, time_left))
        return response

    def _refusal(self, request: HttpRequest) -> HttpResponse:
        message = f"This server is rate-limited to {self.limit}rpm, please slow down."
        if not is_api_path(request.path) and "text/html" in request.headers.get("Accept", ""):
            return too_many_requests(request, self.limit)
        return JsonResponse({"error": message}, status=429)

    def _warn(self, error: Exception) -> None:
        """Leave the store alone for a while, and say once a minute that nothing is counted."""
        now = time.monotonic()
        self._resume = now + _SECONDS_OF_REST
        if now - self._warned >= _SECONDS_BETWEEN_WARNINGS:
            self._warned = now
            logger.error(
                "the counters are out of reach (%s): requests are not limited",
                type(error).__name__,
            )

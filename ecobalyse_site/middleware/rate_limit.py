"""One rate limit for the whole site, exact for any number of processes (api.md 8)."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_ratelimit.core import get_usage

from ecobalyse_site.errors import too_many_requests
from foundation.bills import put_bill
from foundation.clients import client_address, counted_as
from foundation.notices import is_due, log_throttled
from foundation.paths import METRICS, PROBES, is_api_path
from operation.metrics import may_read

logger = logging.getLogger("ecobalyse.rate_limit")

_GROUP = "site"
_PERIOD_SECONDS = 60
# Interval between probes of a store that is down.
_RETRY_SECONDS = 2
_UNAVAILABLE = "rate-limit counters unavailable (%s): requests are not limited"


class _Usage(NamedTuple):
    """Requests in the client's current window, this one included, and when the next one starts."""

    requests: int
    reset: int


class RateLimitMiddleware:
    """Counts every request except the operator's probes, and rejects those over the limit.

    CORS preflight requests are not counted. Static files are served by an earlier middleware
    (``settings.MIDDLEWARE``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.limit: int = settings.RATELIMIT_MAX_RPM
        self.exempt = frozenset(settings.RATELIMIT_WHITELIST)
        self._outage = _Outage()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count one request."""
        if not self.limit or _is_operator_request(request) or _is_preflight(request):
            return self.get_response(request)
        address = client_address(request)
        if address in self.exempt:
            return self.get_response(request)
        if self._outage.is_active:
            return self.get_response(request)
        try:
            usage = self._count(request, counted_as(address))
        except Exception as error:
            # Fail open: requests are served without a limit while the store is down.
            self._outage.start()
            _warn(error)
            usage = None
        if usage is None:
            return self.get_response(request)
        bill = _Bill(usage, self.limit, lambda: self._count(request, counted_as(address)))
        if not bill.refused:
            put_bill(request, bill)
            response = self.get_response(request)
        if bill.refused:
            response = self._refusal(request, bill.cost)
        headers = response.headers
        headers["X-RateLimit-Limit"] = str(self.limit)
        headers["X-RateLimit-Remaining"] = str(max(0, self.limit - bill.usage.requests))
        headers["X-RateLimit-Reset"] = str(bill.usage.reset)
        if bill.refused:
            headers["Retry-After"] = str(max(1, bill.usage.reset - int(time.time())))
        return response

    def _count(self, request: HttpRequest, caller: str) -> _Usage | None:
        """Count a request; None if it was not, which the library treats as over the limit."""
        second = int(time.time())
        usage = self._ask(request, caller, increment=True)
        if not usage["limit"]:
            # The counter expired between two operations: this call creates it again.
            usage = self._ask(request, caller, increment=True)
        if not usage["limit"]:
            return None
        reset = _reset(usage, second)
        if int(time.time()) != second:
            reset = self._reset_across_seconds(request, caller, reset)
        return _Usage(usage["count"], reset)

    def _reset_across_seconds(self, request: HttpRequest, caller: str, supposed: int) -> int:
        """Return when the next window starts: ``supposed`` or one second later.

        The library returns the seconds left, but not relative to which second: it is called again,
        without counting, until both clock reads around the call agree. If the window ended in the
        meantime, the result is for the window after the one in which the request was counted.
        """
        while True:
            second = int(time.time())
            reset = _reset(self._ask(request, caller, increment=False), second)
            if int(time.time()) == second:
                return reset if reset <= supposed + 1 else reset - _PERIOD_SECONDS

    def _ask(self, request: HttpRequest, caller: str, *, increment: bool) -> dict[str, Any]:
        usage: dict[str, Any] = get_usage(
            request,
            group=_GROUP,
            key=lambda group, request: caller,
            rate=(self.limit, _PERIOD_SECONDS),
            increment=increment,
        )
        return usage

    def _refusal(self, request: HttpRequest, cost: int) -> HttpResponse:
        message = f"This server is rate-limited to {self.limit}rpm, please slow down."
        if cost > 1:
            message += f" This call counts as {cost} requests."
        if not is_api_path(request.path) and "text/html" in request.headers.get("Accept", ""):
            return too_many_requests(request, self.limit)
        return JsonResponse({"error": message}, status=429)


class _Bill:
    """The cost of one request so far, in requests, and whether it exceeds the client's quota.

    A cost over the remaining quota is rejected, and counts as one request only. If concurrent
    requests of the same client use up the quota in the meantime, what was counted until then stays
    counted.
    """

    def __init__(self, usage: _Usage, limit: int, count: Callable[[], _Usage | None]) -> None:
        self.usage = usage
        self.limit = limit
        self.cost = 1
        self.refused = usage.requests > limit
        self._count = count

    def charge(self, more: int) -> bool:
        """Count ``more`` requests one by one, as other processes do; return whether all fit."""
        self.cost += more
        self.refused = self.usage.requests + more > self.limit
        while more and not self.refused:
            try:
                usage = self._count()
            except Exception as error:
                _warn(error)
                break
            if usage is None:
                break
            self.usage = usage
            self.refused = usage.requests > self.limit
            more -= 1
        return not self.refused


class _Outage:
    """Whether the store is down; if so, requests skip it, and a thread polls it until it responds.

    A request that tried it would wait for a timeout, as would all requests served in the event loop
    of the same process.
    """

    def __init__(self) -> None:
        self.is_active = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Skip the store until it responds again."""
        with self._lock:
            if self.is_active:
                return
            self.is_active = True
        threading.Thread(target=self._poll_store, name="counters", daemon=True).start()

    def _poll_store(self) -> None:
        while self.is_active:
            time.sleep(_RETRY_SECONDS)
            with contextlib.suppress(Exception):
                _probe_store()
                self.is_active = False


def _is_operator_request(request: HttpRequest) -> bool:
    """Return whether it is a health probe, or a metrics request from an allowed address."""
    return request.path in PROBES and (request.path != METRICS or may_read(request))


def _is_preflight(request: HttpRequest) -> bool:
    """Return whether it is a CORS preflight request."""
    return request.method == "OPTIONS" and is_api_path(request.path)


def _warn(error: Exception) -> None:
    """Log once a minute that requests are not counted."""
    log_throttled(logger.error, "limit", _UNAVAILABLE, type(error).__name__)


def check_counters() -> None:
    """Log at startup if requests cannot be counted, rather than at the first overload."""
    try:
        _probe_store()
    except Exception as error:
        # Claim the throttled subject, so that the workers do not log it again at once; always log
        # here, even if a previous start logged it within the last minute.
        is_due("limit")
        logger.error(_UNAVAILABLE, type(error).__name__)  # noqa: TRY400 - no detail


def _probe_store() -> None:
    """Write a dummy value. Raises the store's exception if it is down."""
    cache.set("start", 1, _PERIOD_SECONDS)


def _reset(usage: dict[str, Any], second: int) -> int:
    """Return the start of the next window; the current one includes its last second."""
    return second + int(usage["time_left"]) + 1

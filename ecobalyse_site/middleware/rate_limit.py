"""One rate limit for the whole site, exact for any number of processes (api.md 8)."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache, caches
from django.http import HttpRequest, HttpResponse, JsonResponse

from ecobalyse_site.errors import too_many_requests
from ecobalyse_site.windows import Usage, WindowCounter
from foundation.bills import put_bill
from foundation.clients import client_address, counted_as
from foundation.header_lines import lines_of, put, put_value
from foundation.notices import is_due, log_throttled
from foundation.paths import METRICS, PROBES, is_api_path
from operation.metrics import may_read

logger = logging.getLogger("ecobalyse.rate_limit")

_PERIOD_SECONDS = 60
# Interval between probes of a store that is down.
_RETRY_SECONDS = 2
_UNAVAILABLE = "rate-limit counters unavailable (%s): requests are not limited"


class RateLimitMiddleware:
    """Counts every request except the operator's probes, and rejects those over the limit.

    CORS preflight requests are not counted. Static files are served by an earlier middleware
    (``settings.MIDDLEWARE``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.limit: int = settings.RATELIMIT_MAX_RPM
        self._limit_line = lines_of({"X-RateLimit-Limit": str(self.limit)})
        self.exempt = frozenset(settings.RATELIMIT_WHITELIST)
        # Not the cache of each thread, which takes as long to look up as to use: all of ours allow
        # several threads.
        self._counter = WindowCounter(caches["default"], _PERIOD_SECONDS, self.limit)
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
        caller = counted_as(address)
        try:
            usage = self._counter.count(caller)
        except Exception as error:
            # Fail open: requests are served without a limit while the store is down.
            self._outage.start()
            _warn(error)
            usage = None
        if usage is None:
            return self.get_response(request)
        bill = _Bill(usage, self.limit, lambda: self._counter.count(caller))
        if not bill.refused:
            put_bill(request, bill)
            response = self.get_response(request)
        if bill.refused:
            response = self._refusal(request, bill)
        usage = bill.usage
        put(response, self._limit_line)
        put_value(response, "X-RateLimit-Remaining", str(max(0, self.limit - usage.requests)))
        put_value(response, "X-RateLimit-Reset", str(usage.reset))
        if bill.refused:
            put_value(response, "Retry-After", str(_seconds_left(usage)))
        return response

    def _refusal(self, request: HttpRequest, bill: "_Bill") -> HttpResponse:
        message = f"This server is rate-limited to {self.limit}rpm, please slow down."
        if bill.cost > 1:
            message += f" This call counts as {bill.cost} requests."
        if not is_api_path(request.path) and "text/html" in request.headers.get("Accept", ""):
            return too_many_requests(request, self.limit, _seconds_left(bill.usage))
        return JsonResponse({"error": message}, status=429)


class _Bill:
    """The cost of one request so far, in requests, and whether it exceeds the client's quota.

    A cost over the remaining quota is rejected, and counts as one request only. If concurrent
    requests of the same client use up the quota in the meantime, what was counted until then stays
    counted.
    """

    def __init__(self, usage: Usage, limit: int, count: Callable[[], Usage | None]) -> None:
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


def _seconds_left(usage: Usage) -> int:
    """Seconds until a new window starts."""
    return max(1, usage.reset - int(time.time()))


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

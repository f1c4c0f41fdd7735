"""One limit for the whole site, exact whatever the number of processes (api.md 8)."""

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
from foundation.notices import is_due, say
from foundation.paths import METRICS, PROBES, is_api_path
from operation.metrics import may_read

logger = logging.getLogger("ecobalyse.rate_limit")

_GROUP = "site"
_PERIOD_SECONDS = 60
# Between two looks at a store that was down.
_SECONDS_OF_REST = 2
_OUT_OF_REACH = "the counters are out of reach (%s): requests are not limited"


class _Usage(NamedTuple):
    """Requests of a caller's window so far, this one included, and when its next one starts."""

    requests: int
    reset: int


class RateLimitMiddleware:
    """Counts every request but the operator's own, and refuses those in excess.

    A browser's question whether a page may call the API is no call, and is not counted. Static
    files that exist have been served before (``settings.MIDDLEWARE``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.limit: int = settings.RATELIMIT_MAX_RPM
        self.spared = frozenset(settings.RATELIMIT_WHITELIST)
        self._rest = _Rest()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count one request."""
        if not self.limit or _is_the_operators(request) or _is_a_preflight(request):
            return self.get_response(request)
        address = client_address(request)
        if address in self.spared:
            return self.get_response(request)
        if self._rest.is_on:
            return self.get_response(request)
        try:
            usage = self._count(request, counted_as(address))
        except Exception as error:
            # A store that is down must not stop anyone from being served.
            self._rest.begin()
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
        """Count a request; None where nothing was counted, which the library would refuse."""
        second = int(time.time())
        usage = self._ask(request, caller, increment=True)
        if not usage["limit"]:
            # A counter that was there a moment ago has vanished: this one makes it anew.
            usage = self._ask(request, caller, increment=True)
        if not usage["limit"]:
            return None
        reset = _reset(usage, second)
        if int(time.time()) != second:
            reset = self._reset_after_a_tick(request, caller, reset)
        return _Usage(usage["count"], reset)

    def _reset_after_a_tick(self, request: HttpRequest, caller: str, supposed: int) -> int:
        """When the next window starts, which is ``supposed`` or a second later.

        The library says how many seconds are left, but not from when: it is asked again, without
        counting, until the clock does not tick meanwhile. Where the tick ended the window, it then
        speaks of the one after that in which the request was counted.
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
    """What a request has cost so far, and whether it was more than its caller had left.

    What cannot be paid in full is refused, and costs no more than one request; when others of the
    same caller take what is left meanwhile, it costs what it still got.
    """

    def __init__(self, usage: _Usage, limit: int, count: Callable[[], _Usage | None]) -> None:
        self.usage = usage
        self.limit = limit
        self.cost = 1
        self.refused = usage.requests > limit
        self._count = count

    def charge(self, more: int) -> bool:
        """Count ``more`` requests, one by one, as those of other processes are."""
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


class _Rest:
    """The while for which a store that was down is left alone; a thread asks it meanwhile.

    A request would wait for its time-out, and with it all those that its process answers at once.
    """

    def __init__(self) -> None:
        self.is_on = False
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Leave the store alone until it has answered again."""
        with self._lock:
            if self.is_on:
                return
            self.is_on = True
        threading.Thread(target=self._await_an_answer, name="counters", daemon=True).start()

    def _await_an_answer(self) -> None:
        while self.is_on:
            time.sleep(_SECONDS_OF_REST)
            with contextlib.suppress(Exception):
                _ask_the_store()
                self.is_on = False


def _is_the_operators(request: HttpRequest) -> bool:
    """Whether it is for a probe, or for the metrics from who may read them."""
    return request.path in PROBES and (request.path != METRICS or may_read(request))


def _is_a_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks what it may send to the API, before it sends it."""
    return request.method == "OPTIONS" and is_api_path(request.path)


def _warn(error: Exception) -> None:
    """Say once a minute that nothing is counted."""
    say(logger.error, "limit", _OUT_OF_REACH, type(error).__name__)


def try_the_counters() -> None:
    """Say at the start that nothing will be counted: nobody should learn it from a flood."""
    try:
        _ask_the_store()
    except Exception as error:
        # Those who serve need not say it again at once; what a former start said is no reason.
        is_due("limit")
        logger.error(_OUT_OF_REACH, type(error).__name__)  # noqa: TRY400 - no detail


def _ask_the_store() -> None:
    """Write something of no meaning. Raises whatever is wrong."""
    cache.set("start", 1, _PERIOD_SECONDS)


def _reset(usage: dict[str, Any], second: int) -> int:
    """The window holds its last second too, so that the next one starts a second later."""
    return second + int(usage["time_left"]) + 1

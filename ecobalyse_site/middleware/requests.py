"""Request ids, and an access log line without any submitted data."""

import logging
import random
import time
from collections.abc import Callable
from http import HTTPMethod

from django.http import HttpRequest, HttpResponse

from foundation.header_lines import put_value
from operation.metrics import metrics_of_this_process

logger = logging.getLogger("ecobalyse.requests")

_METHODS = frozenset(str(method) for method in HTTPMethod)
_OTHER = "autre"

Handler = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """Logs method, route, status and duration.

    The route is logged by name, since clients choose the path and URL patterns are hard to read.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.metrics = metrics_of_this_process()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        started = time.perf_counter()
        request.request_id = _name()  # type: ignore[attr-defined]
        response = self.get_response(request)
        put_value(response, "X-Request-Id", request.request_id)  # type: ignore[attr-defined]
        route = request.resolver_match.view_name if request.resolver_match else "-"
        seconds = time.perf_counter() - started
        # Clients may send any word as the method.
        method = request.method if request.method in _METHODS else _OTHER
        if self.metrics:
            self.metrics.observe(method, route, response.status_code, seconds)
        if logger.isEnabledFor(logging.INFO):
            fields = {
                "request_id": request.request_id,  # type: ignore[attr-defined]
                "method": method,
                "route": route,
                "status": response.status_code,
                "duration_ms": round(seconds * 1000, 1),
            }
            logger.info("request", extra={"fields": fields})
        return response


def _name() -> str:
    """Return a unique id; it gives access to nothing, so it need not be unpredictable."""
    return f"{random.getrandbits(64):016x}"

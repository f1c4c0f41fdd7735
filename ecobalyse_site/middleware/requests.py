"""A name for each request, and a log line that says nothing of what it held."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("ecobalyse.requests")

Handler = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """Logs method, route, status and duration; the route, not the path, which anyone may fill."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        started = time.perf_counter()
        request.request_id = secrets.token_hex(8)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        if logger.isEnabledFor(logging.INFO):
            route = request.resolver_match.route if request.resolver_match else "-"
            logger.info(
                "%s %s %s %d %.1f ms",
                request.request_id,  # type: ignore[attr-defined]
                request.method,
                route,
                response.status_code,
                (time.perf_counter() - started) * 1000,
            )
        return response

"""A fault of ours on the API is JSON too, in every mode (api.md 7)."""

import logging
from collections.abc import Callable

from django.db import Error as DatabaseFault
from django.http import HttpRequest, HttpResponse

from ecobalyse_site.errors import accounts_unavailable, server_fault
from ecobalyse_site.paths import is_api_path

logger = logging.getLogger("ecobalyse.errors")


class ApiErrorMiddleware:
    """Catches what a view of the API did not foresee, before any page of Django's shows it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Log the fault by the request's name, and answer with that name."""
        if isinstance(exception, DatabaseFault) and not is_api_path(request.path):
            logger.error("the accounts are out of reach: %s", type(exception).__name__)
            return accounts_unavailable(request)
        logger.error("fault in request %s", getattr(request, "request_id", "-"), exc_info=exception)
        return server_fault(request) if is_api_path(request.path) else None

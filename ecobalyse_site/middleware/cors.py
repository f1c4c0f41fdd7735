"""CORS: any web page may call the API, but never with a visitor's cookies (api.md 8)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from foundation.header_lines import lines_of, put
from foundation.paths import is_api_path

_HEADERS = lines_of(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "X-RateLimit-Limit, X-RateLimit-Remaining, "
        "X-RateLimit-Reset, Retry-After, Warning, WWW-Authenticate, X-Ecobalyse-Impacts, "
        "X-Request-Id",
        # Any site may embed a response of the API.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
)
_PREFLIGHT_HEADERS = lines_of(
    {
        "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
        "Access-Control-Allow-Headers": "authorization, content-type, token",
        "Access-Control-Max-Age": "86400",
    }
)


class CorsMiddleware:
    """Allows cross-origin access to every response of the API, errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the CORS headers."""
        response = self.get_response(request)
        if is_api_path(request.path):
            put(response, _HEADERS)
            if request.method == "OPTIONS":
                put(response, _PREFLIGHT_HEADERS)
        return response

"""Headers of every answer that Django has no setting for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

_NO_CONTENT = "default-src 'none'; frame-ancestors 'none'"


class SecurityHeadersMiddleware:
    """Gives up what the site has no use for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS_POLICY)
        # Pages have a policy of their own; what is no page has nothing to load.
        response.headers.setdefault("Content-Security-Policy", _NO_CONTENT)
        return response

"""Headers of every answer that Django has no setting for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ecobalyse_site.unlisted import is_unlisted

_DEFAULTS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Pages have policies of their own; what is no page has nothing to load and no place in one.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    # The API's answers, which are for any site, have said so already.
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeadersMiddleware:
    """Gives up what the site has no use for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        self.policy_of_pages = "; ".join(
            " ".join([name, *sources]) for name, sources in directives.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers, and leave out the body that HEAD does not ask for."""
        response = self.get_response(request)
        headers = response.headers
        if headers.get("Content-Type", "").startswith("text/html"):
            # A page that refuses comes before what gives pages their policy; it has a style too.
            headers.setdefault("Content-Security-Policy", self.policy_of_pages)
        for name, value in _DEFAULTS.items():
            headers.setdefault(name, value)
        if is_unlisted(request.path):
            headers.setdefault("X-Robots-Tag", "noindex")
        if request.method == "HEAD" and not response.streaming:
            headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

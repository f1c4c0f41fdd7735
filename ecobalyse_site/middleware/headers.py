"""Response headers for which Django has no setting."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ecobalyse_site.unlisted import is_unlisted
from foundation.header_lines import lines_of, put_defaults

_DEFAULTS = lines_of(
    {
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        # HTML pages have their own policy; other responses load nothing and must not be framed.
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        # API responses have already set this header to "cross-origin".
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
_NOINDEX = lines_of({"X-Robots-Tag": "noindex"})


class SecurityHeadersMiddleware:
    """Adds the default security headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        self.policy_of_pages = "; ".join(
            " ".join([name, *sources]) for name, sources in directives.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers, and remove the body of responses to HEAD."""
        response = self.get_response(request)
        headers = response.headers
        if headers.get("Content-Type", "").startswith("text/html"):
            # Error pages returned early do not reach the middleware that sets the pages' policy,
            # but use the stylesheet too.
            headers.setdefault("Content-Security-Policy", self.policy_of_pages)
        put_defaults(response, _DEFAULTS)
        if is_unlisted(request.path):
            put_defaults(response, _NOINDEX)
        if request.method == "HEAD" and not response.streaming:
            headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

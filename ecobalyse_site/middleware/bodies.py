"""What a request brings is read here, once, in memory and within the limit of its route.

Views find a body that has come whole and a form that could be read. What is too large, cut short or
unreadable is refused before any of them, as the sender's fault: 413 or 400, in JSON on the API, as
a page elsewhere.
"""

import contextlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation

from ecobalyse_site.errors import bad_request, body_cut_short, body_too_large
from foundation.limits import body_limit
from foundation.paths import is_api_path

# A refused body that ends within this is read on to its end, and dropped block by block: whoever is
# still sending would otherwise find the connection closed, and never read why.
_DROPPED_BYTES = 4 * 1024 * 1024
_BLOCK_BYTES = 64 * 1024

Handler = Callable[[HttpRequest], HttpResponse]


class BodyMiddleware:
    """Reads the query, the body and the form of each request, or refuses it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        refused = self._refusal(request)
        if refused is None:
            return self.get_response(request)
        # It comes before the visitor's language is known.
        with translation.override(translation.get_language_from_request(request)):
            return refused(request)

    def _refusal(self, request: HttpRequest) -> Handler | None:
        """The answer to what cannot be read; None once all of it has been."""
        environ = request.META
        announced = environ.get("CONTENT_LENGTH")
        chunked = not announced and "HTTP_TRANSFER_ENCODING" in environ
        if announced or chunked:
            try:
                length = max(0, int(announced)) if announced else 0
                limit = body_limit(request.method, request.path)
                body = _read(environ, chunked, length, limit)
            except Exception:
                # Cut off, too slow, or badly chunked: each server has exceptions of its own for
                # that, and none of them is a fault of ours.
                return body_cut_short
            if body is None:
                return body_too_large
            if len(body) < length:
                return body_cut_short
            # Where Django keeps what it has read, which it cannot do of a body in chunks.
            request._body = body
            environ["CONTENT_LENGTH"] = str(len(body))
        return None if _is_readable(request) else bad_request


def _read(environ: dict[str, Any], chunked: bool, length: int, limit: int) -> bytes | None:
    """The whole body; None, most of it unread, if it is over the limit."""
    stream = environ["wsgi.input"]
    if chunked and not environ.get("wsgi.input_terminated"):
        # A server that does not say where such a body ends gives none of it.
        return b""
    if length <= limit:
        body: bytes = stream.read(limit + 1 if chunked else length)
        if len(body) <= limit:
            return body
    if length <= _DROPPED_BYTES:
        _drop(stream, _DROPPED_BYTES if chunked else length)
    return None


def _drop(stream: Any, left: int) -> None:
    """Read on, as long as something comes."""
    with contextlib.suppress(Exception):
        while left > 0 and (dropped := stream.read(min(left, _BLOCK_BYTES))):
            left -= len(dropped)


def _is_readable(request: HttpRequest) -> bool:
    """Read the query, and the form that a page is sent."""
    try:
        if request.META.get("QUERY_STRING"):
            request.GET  # noqa: B018 - reading is what it is for
        if request.method == "POST" and not is_api_path(request.path):
            request.POST  # noqa: B018
    except Exception:
        # Too many fields, no boundary, a part whose headers are none: whatever stops Django's
        # parsers is in what was sent. The page that says so must not ask them again.
        request.GET = request.POST = QueryDict()
        return False
    return True

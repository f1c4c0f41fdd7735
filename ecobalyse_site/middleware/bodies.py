"""Reads each request body once, into memory, within the limit of its route.

Views get a complete body and a parsed form. A body that is too large, truncated or unreadable is
rejected before any view runs, as the client's error: 413 or 400, in JSON on the API, as a page
elsewhere.
"""

import contextlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation

from ecobalyse_site.errors import bad_request, body_too_large, truncated_body
from foundation.limits import body_limit
from foundation.paths import is_api_path

# A rejected body up to this size is read to its end and discarded: otherwise a client that is still
# sending would get a closed connection instead of the error response.
_DROPPED_BYTES = 4 * 1024 * 1024
_BLOCK_BYTES = 64 * 1024

Handler = Callable[[HttpRequest], HttpResponse]


class BodyMiddleware:
    """Reads the query string, body and form of each request, or rejects the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        refused = self._refusal(request)
        if refused is None:
            return self.get_response(request)
        # This runs before the middleware that sets the visitor's language.
        with translation.override(translation.get_language_from_request(request)):
            return refused(request)

    def _refusal(self, request: HttpRequest) -> Handler | None:
        """Return the view of the error response, or None if the request could be read."""
        environ = request.META
        announced = environ.get("CONTENT_LENGTH")
        chunked = not announced and "HTTP_TRANSFER_ENCODING" in environ
        if announced or chunked:
            try:
                length = max(0, int(announced)) if announced else 0
                limit = body_limit(request.method, request.path)
                body = _read(environ, chunked, length, limit)
            except Exception:
                # Disconnected, timed out, or invalid chunks: each WSGI server raises its own
                # exceptions for these, and none of them is a bug of ours.
                return truncated_body
            if body is None:
                return body_too_large
            if len(body) < length:
                return truncated_body
            # Django's own cache of the body; it cannot read a chunked body itself.
            request._body = body
            environ["CONTENT_LENGTH"] = str(len(body))
        return None if _is_readable(request) else bad_request


def _read(environ: dict[str, Any], chunked: bool, length: int, limit: int) -> bytes | None:
    """Return the body, or None if it is over the limit, in which case it may be partly unread."""
    stream = environ["wsgi.input"]
    if chunked and not environ.get("wsgi.input_terminated"):
        # A server without ``wsgi.input_terminated`` does not signal the end of a chunked body.
        return b""
    if length <= limit:
        body: bytes = stream.read(limit + 1 if chunked else length)
        if len(body) <= limit:
            return body
    if length <= _DROPPED_BYTES:
        _drop(stream, _DROPPED_BYTES if chunked else length)
    return None


def _drop(stream: Any, left: int) -> None:
    """Read and discard up to ``left`` bytes."""
    with contextlib.suppress(Exception):
        while left > 0 and (dropped := stream.read(min(left, _BLOCK_BYTES))):
            left -= len(dropped)


def _is_readable(request: HttpRequest) -> bool:
    """Parse the query string, and the form if the request is for a page."""
    try:
        if request.META.get("QUERY_STRING"):
            request.GET  # noqa: B018 - parsed on access
        if request.method == "POST" and not is_api_path(request.path):
            request.POST  # noqa: B018
    except Exception:
        # Too many fields, no boundary, invalid part headers: any exception of Django's parsers is
        # the client's error. The error page must not trigger parsing again.
        request.GET = request.POST = QueryDict()
        return False
    return True

"""JSON responses and error bodies, shared by views and middleware."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from foundation.addresses import documentation_url
from foundation.header_lines import pairs_of, put_value

_JSON = "application/json"
UNKNOWN_ENDPOINT = "Endpoint doesn't exist"


def json_answer(
    data: Any, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})
) -> HttpResponse:
    """Return a JSON response: full double precision, non-finite numbers as null (api.md 9)."""
    body = orjson.dumps(data)
    response = _JsonResponse(body, _JSON, status)
    put_value(response, "Content-Length", str(len(body)))
    for name, value in headers.items():
        response.headers[name] = value
    return response


class _JsonResponse(HttpResponse):
    """A response whose headers are listed at once, by Django when it passes them to the server."""

    def items(self) -> list[tuple[str, str]]:
        """Return all headers."""
        return pairs_of(self)


def error_body(request: HttpRequest, faults: Mapping[str, str]) -> dict[str, Any]:
    """Return an error body: one message per field, and the documentation URL (api.md 7)."""
    return {"error": dict(faults), "documentation": documentation_url(request)}


def too_long(limit: int) -> str:
    """Return the error message for a body over its limit in bytes (api.md 7)."""
    return f"Le corps de la requête dépasse la limite de {limit} octets."

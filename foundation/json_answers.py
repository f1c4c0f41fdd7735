"""Answers in JSON, and the body of a refusal, the same whoever refuses: a view or a middleware."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from foundation.addresses import documentation_url

UNKNOWN_ENDPOINT = "Endpoint doesn't exist"


def json_answer(
    data: Any, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})
) -> HttpResponse:
    """Full double precision; a figure that is not finite is null (api.md 9)."""
    body = orjson.dumps(data)
    own = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    return HttpResponse(body, status=status, headers={**own, **headers})


def error_body(request: HttpRequest, faults: Mapping[str, str]) -> dict[str, Any]:
    """The object of a refusal: one message a field, and where the API is documented (api.md 7)."""
    return {"error": dict(faults), "documentation": documentation_url(request)}


def too_long(limit: int) -> str:
    """What is said of a body over its limit in bytes (api.md 7)."""
    return f"Le corps de la requête dépasse la limite de {limit} octets."

"""Addresses that answers hold: shared links and the documentation (api.md 2)."""

import base64
import re
from typing import Any

import orjson
from django.http import HttpRequest

from scoring.engine.numbers import notation

_VERSIONED_PATH = re.compile(r"/versions/(v[0-9]+\.[0-9]+\.[0-9]+)/")

# What may be a number that JavaScript writes otherwise: a very small or a very large one.
_UNLIKE_JAVASCRIPT = re.compile(rb"[0-9]e|\.0[,}\]]")


def site_root(request: HttpRequest) -> str:
    """Scheme and host of the request, and the version its path pins, without a final slash."""
    match = _VERSIONED_PATH.match(request.path)
    pinned = f"/versions/{match[1]}" if match else ""
    host = getattr(request, "checked_host", None) or request.get_host()
    return f"{request.scheme}://{host}{pinned}"


def documentation_url(request: HttpRequest) -> str:
    """Where the API is documented, in the form the public service gives."""
    return f"{site_root(request)}/#/api"


def shared_link(request: HttpRequest, page: str, query: dict[str, Any]) -> str:
    """A link that opens a normalised request in the web application.

    ``page`` is the fragment's path, such as ``textile/simulator/ecs``; what was asked stays in
    the fragment, which no browser sends.
    """
    return f"{site_root(request)}/#/{page}/{encode_query(query)}"


def encode_query(query: dict[str, Any]) -> str:
    """Standard base64 of the compact JSON of a normalised request (api.md 2).

    The text is the one JavaScript writes, so that both programs give a request one address.
    """
    text = orjson.dumps(query)
    if _UNLIKE_JAVASCRIPT.search(text):
        text = orjson.dumps(_in_javascript(query))
    return base64.b64encode(text).decode()


def _in_javascript(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_javascript(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_javascript(item) for item in value]
    return orjson.Fragment(notation(value)) if isinstance(value, float) else value

"""Links that open a request in the web application (api.md 2)."""

import base64
import re
from typing import Any

from scoring.answers.json_text import dumps
from scoring.engine.numbers import notation

# Numbers that JavaScript may write differently: with an exponent, or integral floats. A number
# follows one of these signs; a string that looks like one is only looked at more closely.
_UNLIKE_JAVASCRIPT = re.compile(rb"[:,\[]-?[0-9]+(?:(?:\.[0-9]+)?e|\.0[,}\]])")
# An integral float that is the value of a key: within a string, its quotation mark is escaped.
_INTEGRAL_FLOAT = re.compile(rb'(?<!\\)(":(?:0|-?[1-9][0-9]{0,14}))\.0(?=[,}])')


def versioned(origin: str, version: str) -> str:
    """Base URL of a method version on a site; its content never changes.

    >>> versioned("https://exemple.test", "v7.0.0")
    'https://exemple.test/versions/v7.0.0'
    """
    return f"{origin}/versions/{version}"


def shared_link(origin: str, version: str, page: str, query: dict[str, Any]) -> str:
    """A link that opens a normalised request in the version it was computed with.

    ``origin`` is the site's address and ``page`` the fragment's path, such as
    ``textile/simulator/ecs``; the request stays in the fragment, which browsers never send.

    >>> shared_link("https://exemple.test", "v7.0.0", "food/ecs", {"ingredients": []})
    'https://exemple.test/versions/v7.0.0/#/food/ecs/eyJpbmdyZWRpZW50cyI6W119'
    """
    return f"{versioned(origin, version)}/#/{page}/{encode_query(query)}"


def page_fragment(version: str, impact: str, query: dict[str, Any]) -> str:
    """The fragment that opens a normalised request in a simulator's page, without its ``#``.

    >>> page_fragment("v7.0.0", "ecs", {"ingredients": []})
    'v7.0.0/ecs/eyJpbmdyZWRpZW50cyI6W119'
    """
    return f"{version}/{impact}/{encode_query(query)}"


def encode_query(query: dict[str, Any]) -> str:
    """Standard base64 of the compact JSON of a normalised request.

    The JSON is the one that JavaScript writes, so that both programs produce the same URL.

    >>> encode_query({"mass": 0.17})
    'eyJtYXNzIjowLjE3fQ=='
    """
    text = dumps(query)
    if _UNLIKE_JAVASCRIPT.search(text):
        text = _INTEGRAL_FLOAT.sub(rb"\1", text)
        if _UNLIKE_JAVASCRIPT.search(text):
            text = _in_javascript(query)
    return base64.b64encode(text).decode()


def _in_javascript(value: Any) -> bytes:
    if isinstance(value, dict):
        members = [dumps(key) + b":" + _in_javascript(item) for key, item in value.items()]
        return b"{" + b",".join(members) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(_in_javascript, value)) + b"]"
    return notation(value).encode() if isinstance(value, float) else dumps(value)

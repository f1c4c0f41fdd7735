"""The fixed mixed lists of requests used by every benchmark."""

import json
from pathlib import Path
from typing import Any

# The rate limiter counts every request, as in production, but never rejects one.
NO_REFUSAL = str(10**9)
_CASES = Path(__file__).parents[1] / "tests" / "conformance" / "cases"
_INGREDIENTS = 5


def textile_requests() -> list[dict[str, Any]]:
    """Return all requests of the conformance cases: examples, extremes and random ones."""
    return _requests("textile.jsonl")


def food_requests() -> list[dict[str, Any]]:
    """Return the recipes with five ingredients, of all kinds otherwise."""
    return [query for query in _requests("food.jsonl") if len(query["ingredients"]) == _INGREDIENTS]


def _requests(name: str) -> list[dict[str, Any]]:
    with (_CASES / name).open(encoding="utf-8") as lines:
        return [json.loads(line)["query"] for line in lines]


def http_request(
    path: str,
    content: bytes,
    kind: str = "application/json",
    headers: str = "",
    *,
    host: str = "localhost",
    kept: bool = False,
) -> bytes:
    """Return a complete POST request as bytes; ``headers`` are whole lines.

    Without ``kept``, it asks the server to close the connection.
    """
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\n{headers}"
        f"Content-Length: {len(content)}\r\n"
    )
    return (head + ("" if kept else "Connection: close\r\n") + "\r\n").encode() + content


def score_request(endpoint: str, body: object, headers: str = "") -> bytes:
    """Return a complete request of the API, on a connection of its own."""
    return http_request(endpoint, json.dumps(body).encode(), headers=headers)

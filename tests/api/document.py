"""The OpenAPI document as a client reads it, and the routes that it describes."""

import functools
import json
from collections.abc import Iterator
from typing import Any

from scoring.api.routes import ROUTES, Route
from scoring.api.schema.document import document_of

POSTED = [route for route in ROUTES if hasattr(route.view, "post")]
BATCHES = [route for route in POSTED if route.view.operation.is_batch]
SIMULATORS = [route for route in POSTED if route not in BATCHES]


def url(route: Route) -> str:
    return "/api/" + route.address.replace("<impact>", "ecs")


@functools.cache
def served() -> dict[str, Any]:
    """The document as a client reads it."""
    found: dict[str, Any] = json.loads(json.dumps(document_of("v7.0.0")))
    return found


def schemas_in(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema of the document, at any depth."""
    if isinstance(node, list):
        for item in node:
            yield from schemas_in(item)
    elif isinstance(node, dict):
        if node.keys() & {"type", "allOf", "anyOf", "oneOf", "$ref"} and "schema" not in node:
            yield node
        for key, value in node.items():
            if key not in ("example", "examples", "headers", "securitySchemes"):
                yield from schemas_in(value)

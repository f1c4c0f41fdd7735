"""Translates the schemas of the document from OpenAPI 3.0 to JSON Schema."""

from typing import Any

from jsonschema import Draft202012Validator


def validator(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Validates against a schema of the document, strictly as OpenAPI 3.0.3 says."""
    components = {"schemas": translated(document["components"]["schemas"])}
    return Draft202012Validator(translated(schema) | {"components": components})


def translated(node: Any) -> Any:
    """A schema with the constructs of OpenAPI 3.0 rewritten for JSON Schema.

    >>> translated({"type": "number", "nullable": True, "minimum": 0, "exclusiveMinimum": True})
    {'type': ['number', 'null'], 'exclusiveMinimum': 0}
    """
    if isinstance(node, list):
        return [translated(item) for item in node]
    if not isinstance(node, dict):
        return node
    schema = {key: translated(value) for key, value in node.items() if key != "example"}
    # "nullable" adds a type where there is one beside it, and means nothing elsewhere.
    if schema.pop("nullable", None) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    if schema.get("exclusiveMinimum") is True:
        schema["exclusiveMinimum"] = schema.pop("minimum")
    return schema

"""The schemas of the document, written for OpenAPI 3.0, as JSON Schema has them."""

from typing import Any

from jsonschema import Draft202012Validator


def validator(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Checks against a schema of the document, to the letter of OpenAPI 3.0.3."""
    components = {"schemas": translated(document["components"]["schemas"])}
    return Draft202012Validator(translated(schema) | {"components": components})


def translated(node: Any) -> Any:
    """A schema with what 3.0 writes its own way written as JSON Schema does.

    >>> translated({"type": "number", "nullable": True, "minimum": 0, "exclusiveMinimum": True})
    {'type': ['number', 'null'], 'exclusiveMinimum': 0}
    """
    if isinstance(node, list):
        return [translated(item) for item in node]
    if not isinstance(node, dict):
        return node
    schema = {key: translated(value) for key, value in node.items() if key != "example"}
    # Null is one more type where a type is said beside it, and nothing anywhere else.
    if schema.pop("nullable", None) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    if schema.get("exclusiveMinimum") is True:
        schema["exclusiveMinimum"] = schema.pop("minimum")
    return schema

"""JSON Schema of a response, from the types that describe it (OpenAPI 3.0)."""

import types
from collections.abc import Callable
from typing import (
    Annotated,
    Any,
    Literal,
    NewType,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from django.utils.translation import gettext

from scoring.api.description.enumerations import described, enumeration, nullable

Schema = dict[str, Any]
_SIMPLE: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Any: {},
}


class Components:
    """The named schemas found so far; a record is defined once and referenced."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}

    def schema(self, hint: Any) -> Schema:
        """The schema of a type hint."""
        origin = get_origin(hint)
        arguments = get_args(hint)
        if origin is Annotated:
            return described(self.schema(arguments[0]), gettext(arguments[1]))
        if origin is NotRequired:
            return self.schema(arguments[0])
        if is_typeddict(hint):
            return self._reference(hint)
        if isinstance(hint, NewType):
            return self._named(hint)
        if origin in (Union, types.UnionType):
            return self._union(arguments)
        makers: dict[Any, Callable[[tuple[Any, ...]], Schema]] = {
            Literal: enumeration,
            list: lambda items: {"type": "array", "items": self.schema(items[0])},
            dict: lambda pair: {"type": "object", "additionalProperties": self.schema(pair[1])},
        }
        if origin in makers:
            return makers[origin](arguments)
        return dict(_SIMPLE[hint])

    def _named(self, kind: NewType) -> Schema:
        """A schema with a name of its own, for clients that make a type of each object."""
        name = kind.__name__
        if name not in self.schemas:
            text = gettext((kind.__doc__ or "").strip())
            self.schemas[name] = described(self.schema(kind.__supertype__), text)
        return {"$ref": f"#/components/schemas/{name}"}

    def _reference(self, record: Any, *, or_null: bool = False) -> Schema:
        name = f"{record.__name__}OrNull" if or_null else record.__name__
        if name not in self.schemas:
            self.schemas[name] = {}
            hints = get_type_hints(record, include_extras=True)
            required = sorted(name for name in hints if name in record.__required_keys__)
            written: Schema = {
                "type": "object",
                "description": gettext((record.__doc__ or "").strip()),
                "properties": {field: self.schema(hint) for field, hint in hints.items()},
                "additionalProperties": False,
            }
            if required:
                written["required"] = required
            self.schemas[name] = nullable(written) if or_null else written
        return {"$ref": f"#/components/schemas/{name}"}

    def _union(self, choices: tuple[Any, ...]) -> Schema:
        """A union of types, usually with null."""
        kept = [choice for choice in choices if choice is not type(None)]
        or_null = len(kept) < len(choices)
        if len(kept) > 1:
            schema: Schema = {"oneOf": [self.schema(choice) for choice in kept]}
        elif is_typeddict(kept[0]):
            return self._reference(kept[0], or_null=or_null)
        else:
            schema = self.schema(kept[0])
        return nullable(schema) if or_null else schema

"""JSON Schema of an answer, from the types that describe it."""

import types
from collections.abc import Callable
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Schema = dict[str, Any]
_SIMPLE: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    Any: {},
}


class Components:
    """The named schemas met so far; a record is written once and referred to."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}

    def schema(self, hint: Any) -> Schema:
        """The schema of a type hint."""
        origin = get_origin(hint)
        arguments = get_args(hint)
        if origin is Annotated:
            inner = self.schema(arguments[0])
            return inner | {"description": arguments[1]}
        if origin is NotRequired:
            return self.schema(arguments[0])
        if is_typeddict(hint):
            return self._reference(hint)
        if origin in (Union, types.UnionType):
            return _union([self.schema(argument) for argument in arguments])
        makers: dict[Any, Callable[[tuple[Any, ...]], Schema]] = {
            Literal: lambda codes: {"type": "string", "enum": list(codes)},
            list: lambda items: {"type": "array", "items": self.schema(items[0])},
            dict: lambda pair: {"type": "object", "additionalProperties": self.schema(pair[1])},
        }
        if origin in makers:
            return makers[origin](arguments)
        return dict(_SIMPLE[hint])

    def _reference(self, record: Any) -> Schema:
        name = record.__name__
        if name not in self.schemas:
            self.schemas[name] = {}
            hints = get_type_hints(record, include_extras=True)
            required = sorted(name for name in hints if name in record.__required_keys__)
            self.schemas[name] = {
                "type": "object",
                "description": (record.__doc__ or "").strip(),
                "properties": {field: self.schema(hint) for field, hint in hints.items()},
                "required": required,
                "additionalProperties": False,
            }
        return {"$ref": f"#/components/schemas/{name}"}


def _union(choices: list[Schema]) -> Schema:
    """Several types, null usually: a list of simple types where that is enough."""
    if all(set(choice) == {"type"} for choice in choices):
        return {"type": [choice["type"] for choice in choices]}
    return {"oneOf": choices}

"""JSON Schema of a request, from the fields that read it (``scoring.engine.decoding``)."""

from typing import Any

from scoring.engine.decoding import (
    Boolean,
    Choice,
    Field,
    Identifier,
    Integer,
    ListOf,
    Number,
    Proportion,
    Quantity,
    Record,
    Text,
    YarnSize,
)

Schema = dict[str, Any]
LONGEST_INLINE_CATALOGUE = 50
_CATALOGUES = {
    "ingredients": "Identifiants des ingrédients, dans l'ordre de leur liste.",
    "processes": "Identifiants des procédés.",
}
# The texts that stand for 9 to 200 Nm, 10000/Dtex being Nm.
_NM = r"0*(9|[1-9][0-9]|1[0-9]{2}|200)(Nm)?"
_DTEX = r"0*([5-9][0-9]|[1-9][0-9]{2}|10[0-9]{2}|110[0-9]|111[01])Dtex"
YARN_SIZE_PATTERN = f"^({_NM}|{_DTEX})$"
UUID_PATTERN = (
    "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[1-5][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$"
)


class RequestSchemas:
    """Named schemas of the records of one sector's requests."""

    def __init__(self, catalogues: dict[str, list[str]]) -> None:
        self.catalogues = catalogues
        self.schemas: dict[str, Schema] = {}

    def record(self, name: str, record: Record) -> Schema:
        """Write a record as a component of that name, and refer to it."""
        fields = sorted(record.fields, key=lambda field: field.name)
        self.schemas[name] = {
            "type": "object",
            "title": record.title,
            "properties": {field.name: self._field(name, field) for field in fields},
            "required": [field.name for field in fields if field.required],
            # Unknown keys are read over: integrators send some.
            "additionalProperties": True,
        }
        if record.any_of:
            self.schemas[name]["anyOf"] = [_given(path) for path in record.any_of]
        return {"$ref": f"#/components/schemas/{name}"}

    def _field(self, parent: str, field: Field) -> Schema:
        schema = self._decoder(f"{parent}_{field.name}", field.decoder)
        if field.catalogue in self.catalogues and schema.get("type") == "string":
            schema = self._catalogue(field.catalogue, schema)
        elif field.catalogue in self.catalogues and schema.get("type") == "array":
            schema["items"] = self._catalogue(field.catalogue, schema["items"])
        if field.bounds is not None:
            schema = _bounded(schema, field.bounds.minimum, field.bounds.maximum)
        if field.positive:
            schema["exclusiveMinimum"] = 0
        if not field.required:
            schema = _nullable(schema)
        described = schema | {"description": _description(field)}
        if field.example is not None and schema.get("type") != "null":
            described["examples"] = [field.example]
        return described

    def _catalogue(self, name: str, schema: Schema) -> Schema:
        """Narrow a text to the codes of a catalogue; a long one is written once, by its name."""
        codes = self.catalogues[name]
        if not codes:
            # There is no code that would be accepted.
            return {"type": "null"}
        narrowed = schema | {"enum": codes}
        if len(codes) <= LONGEST_INLINE_CATALOGUE:
            return narrowed
        self.schemas[name.capitalize()] = narrowed | {"description": _CATALOGUES[name]}
        return {"$ref": f"#/components/schemas/{name.capitalize()}"}

    def _decoder(self, name: str, decoder: Any) -> Schema:
        match decoder:
            case Number():
                return {"type": "number"}
            case Integer():
                return {"type": "integer"}
            case Proportion(maximum=maximum):
                return {"type": "number", "minimum": 0, "maximum": maximum}
            case Quantity():
                return {"type": "integer", "minimum": 1}
            case Boolean():
                return {"type": "boolean"}
            case Text():
                return {"type": "string"}
            case Identifier():
                return {"type": "string", "format": "uuid", "pattern": UUID_PATTERN}
            case Choice(codes=codes, aliases=aliases):
                return {"type": "string", "enum": [*codes, *(aliases or ())]}
            case YarnSize():
                return {"type": ["number", "string"], "pattern": YARN_SIZE_PATTERN}
            case ListOf(item=item, at_least=at_least, at_most=at_most):
                schema: Schema = {"type": "array", "items": self._decoder(name, item)}
                if at_least:
                    schema["minItems"] = at_least
                if at_most is not None:
                    schema["maxItems"] = at_most
                return schema
            case Record():
                return self.record(name, decoder)
        raise TypeError(f"no schema for {decoder!r}")


def _bounded(schema: Schema, minimum: float, maximum: float) -> Schema:
    """Narrow a number; a proportion keeps the narrower of its two ranges."""
    return schema | {
        "minimum": max(minimum, schema.get("minimum", minimum)),
        "maximum": min(maximum, schema.get("maximum", maximum)),
    }


def _given(path: tuple[str, ...]) -> Schema:
    """The field at the end of a path is there, and is not null."""
    name, *inside = path
    value: Schema = (
        {"type": "object"} | _given(tuple(inside)) if inside else {"not": {"type": "null"}}
    )
    return {"required": [name], "properties": {name: value}}


def _nullable(schema: Schema) -> Schema:
    """Null is the same as absent for an optional field."""
    if "$ref" in schema:
        return {"oneOf": [schema, {"type": "null"}]}
    if schema["type"] == "null":
        return schema
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    nullable = schema | {"type": [*kinds, "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable


def _description(field: Field) -> str:
    parts = [field.description]
    if field.unit:
        parts.append(f"Unité : {field.unit}.")
    if field.default:
        parts.append(f"Par défaut : {field.default}.")
    return " ".join(parts)

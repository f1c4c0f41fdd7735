"""JSON Schema of a request, from the fields that parse it (``scoring.engine.decoding``).

It is OpenAPI 3.0, limited to what client generators support. Codes of a short list are enumerated;
identifiers are not: their description names the list that provides them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from scoring.api.description.enumerations import described, enumeration, nullable
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
# Part of the name of a variant of a record, before the field that the variant requires.
_VARIANT = "_by_"
# Strings for 9 to 200 Nm, where Nm is 10000/Dtex.
_NM = r"0*(9|[1-9][0-9]|1[0-9]{2}|200)(Nm)?"
_DTEX = r"0*([5-9][0-9]|[1-9][0-9]{2}|10[0-9]{2}|110[0-9]|111[01])Dtex"
YARN_SIZE_PATTERN = f"^({_NM}|{_DTEX})$"
UUID_PATTERN = (
    "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[1-5][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$"
)


class _Nothing:
    """A decoder for a field that must be absent or null."""

    def decode(self, value: Any) -> None:
        """Required by the decoder protocol; no request is parsed with it."""
        raise TypeError(value)


class RequestSchemas:
    """Named schemas of the records of one sector's requests.

    ``catalogues`` are the codes that a field may take, by the name of their catalogue; ``lists``
    are the paths of the lists of identifiers, by the record that contains them.
    """

    def __init__(
        self, catalogues: Mapping[str, Sequence[str]], lists: Mapping[str, str] | None = None
    ) -> None:
        self.catalogues = catalogues
        self.lists = lists or {}
        self.schemas: dict[str, Schema] = {}
        self._inside: dict[str, Record] = {}

    def record(
        self,
        name: str,
        record: Record,
        *,
        or_null: bool = False,
        example: Mapping[str, Any] | None = None,
    ) -> Schema:
        """Define a record as a component of that name, and return a reference to it.

        ``example`` is an example record, whose values replace the fields' own examples.
        """
        if record.any_of:
            return self._alternatives(name, record)
        fields = sorted(record.fields, key=lambda field: field.name)
        schema: Schema = {
            "type": "object",
            "description": f"{_(record.title)}.",
            "properties": {
                field.name: self._field(name, _shown(field, example)) for field in fields
            },
            # Unknown keys are ignored: integrators send some.
            "additionalProperties": True,
        }
        required = [field.name for field in fields if field.required]
        if required:
            schema["required"] = required
        self.schemas[name] = nullable(schema) if or_null else schema
        return {"$ref": f"#/components/schemas/{name}"}

    def _alternatives(self, name: str, record: Record) -> Schema:
        """Define one variant of a record per alternative required field.

        A variant excludes the fields of the previous ones, so that only one variant matches a
        value: generators support "oneOf", and rarely "anyOf".
        """
        forms = []
        without: list[str] = []
        for path in record.any_of:
            if not self._leads_nowhere(record, path[0]):
                forms.append((path[0], _demanding(record, path, without)))
            without.append(path[0])
        if len(forms) == 1:
            return self.record(name, forms[0][1])
        self.schemas[name] = {
            "description": f"{_(record.title)}.",
            "oneOf": [self.record(f"{name}{_VARIANT}{field}", form) for field, form in forms],
        }
        return {"$ref": f"#/components/schemas/{name}"}

    def _leads_nowhere(self, record: Record, name: str) -> bool:
        """Whether a field accepts no code at all: its catalogue is empty."""
        (field,) = (field for field in record.fields if field.name == name)
        return self._is_empty(field)

    def _is_empty(self, field: Field) -> bool:
        return field.catalogue is not None and not self.catalogues.get(field.catalogue, (None,))

    def _field(self, parent: str, field: Field) -> Schema:
        schema = self._decoder(parent, field.name, field.decoder, or_null=not field.required)
        codes = self.catalogues.get(field.catalogue or "")
        if codes is not None and schema == {"type": "string"}:
            schema = enumeration(codes)
        if field.bounds is not None:
            schema = _bounded(schema, field.bounds.minimum, field.bounds.maximum)
        if field.positive:
            schema |= {"minimum": 0, "exclusiveMinimum": True}
        if not field.required and "$ref" not in schema:
            schema = nullable(schema)
        schema = described(schema, _description(field, self.lists.get(_whole(parent))))
        if field.example is not None and "allOf" not in schema and not self._is_empty(field):
            schema["example"] = field.example
        return schema

    def _decoder(self, parent: str, name: str, decoder: Any, *, or_null: bool = False) -> Schema:
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
            case _Nothing():
                # No string satisfies both limits.
                return {"type": "string", "minLength": 1, "maxLength": 0}
            case Text():
                return {"type": "string"}
            case Identifier():
                return {"type": "string", "format": "uuid", "pattern": UUID_PATTERN}
            case Choice(codes=codes, aliases=aliases):
                return enumeration([*codes, *(aliases or ())])
            case YarnSize():
                text = {"type": "string", "pattern": YARN_SIZE_PATTERN}
                return {"oneOf": [{"type": "number"}, text]}
            case ListOf(item=item, at_least=at_least, at_most=at_most):
                schema: Schema = {"type": "array", "items": self._decoder(parent, name, item)}
                if at_least:
                    schema["minItems"] = at_least
                if at_most is not None:
                    schema["maxItems"] = at_most
                return schema
            case Record():
                return self._inner(parent, name, decoder, or_null=or_null)
        raise TypeError(f"no schema for {decoder!r}")

    def _inner(self, parent: str, name: str, record: Record, *, or_null: bool) -> Schema:
        """Define a record nested in another, or reference it if it is already defined elsewhere."""
        for known, written in self._inside.items():
            if written is record:
                return {"$ref": f"#/components/schemas/{known}"}
        free = f"{_whole(parent)}_{name}"
        called = f"{parent}_{name}" if free in self._inside else free
        self._inside[called] = record
        return self.record(called, record, or_null=or_null)


def _shown(field: Field, example: Mapping[str, Any] | None) -> Field:
    """The field with its value from an example of its record."""
    return replace(field, example=(example or {}).get(field.name, field.example))


def _whole(name: str) -> str:
    """The record's name without its variant suffix, if any."""
    return name.partition(_VARIANT)[0]


def _bounded(schema: Schema, minimum: float, maximum: float) -> Schema:
    """Narrow a number's range; a proportion keeps the narrower of its two ranges."""
    if "oneOf" in schema:
        number, *others = schema["oneOf"]
        return schema | {"oneOf": [_bounded(number, minimum, maximum), *others]}
    return schema | {
        "minimum": max(minimum, schema.get("minimum", minimum)),
        "maximum": min(maximum, schema.get("maximum", maximum)),
    }


def _demanding(record: Record, path: tuple[str, ...], without: Sequence[str] = ()) -> Record:
    """The record with the field at the end of a path, and its parents, required.

    The fields in ``without`` can only be null.
    """
    name, *inside = path
    fields = []
    for field in record.fields:
        if field.name in without:
            fields.append(replace(field, decoder=_Nothing(), catalogue=None, example=None))
        elif field.name != name:
            fields.append(field)
        elif inside and isinstance(field.decoder, Record):
            decoder = _demanding(field.decoder, tuple(inside))
            fields.append(replace(field, decoder=decoder, required=True, default=None))
        else:
            fields.append(replace(field, required=True, default=None))
    return Record(record.title, tuple(fields))


def _description(field: Field, where: str | None) -> str:
    if isinstance(field.decoder, _Nothing):
        return _("Absent ou null.")
    parts = [_(field.description)]
    if where and _is_identifier(field.decoder):
        parts.append(_("Liste : GET {address}.").format(address=where))
    if field.unit:
        parts.append(_("Unité : {unit}.").format(unit=_(field.unit)))
    if field.default:
        parts.append(_("Par défaut : {value}.").format(value=_(field.default)))
    return " ".join(parts)


def _is_identifier(decoder: Any) -> bool:
    return isinstance(decoder.item if isinstance(decoder, ListOf) else decoder, Identifier)

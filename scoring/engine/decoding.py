"""Decoders of JSON values: the first of the two validation stages of a request (api.md 7).

A decoder turns a JSON value into a Python value, or raises ``DecodingError``. Decoders also carry
what the API documentation says about a value (type, unit, range, codes), so that the same
definition both parses requests and documents them. English phrases such as ``Expecting a FLOAT``
are part of the contract: integrators match on them.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from types import MappingProxyType
from typing import Any, Protocol

from scoring.engine.errors import EngineError
from scoring.engine.numbers import as_double, notation

# Maximum length of the excerpt of an invalid value shown in a message.
_SHOWN_CHARACTERS = 120

_UUID = re.compile(
    r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[1-5][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}"
)
_YARN_SIZE = re.compile(r"([0-9]+)(Nm|Dtex)?")


class DecodingError(EngineError):
    """A JSON value does not have the expected shape."""

    def __init__(self, value: object, message: str) -> None:
        self.value = value
        self.message = message
        self.path = ""
        super().__init__(message)

    def inside(self, step: str) -> "DecodingError":
        """Return the same error located one level deeper, under a field or at a list position."""
        self.path = step + self.path
        return self

    def sentence(self) -> str:
        """One line with the JSON path, the value received and what was expected."""
        return f"Valeur refusée à json{self.path} : {_beginning(self.value)}. {self.message}"


def _beginning(value: object) -> str:
    """Return the first characters of a value's JSON.

    Serialised incrementally, and only as far as needed: a value may be nested more deeply than the
    interpreter's recursion limit.
    """
    shown = ""
    for piece in json.JSONEncoder(ensure_ascii=False).iterencode(value):
        shown += piece
        if len(shown) > _SHOWN_CHARACTERS:
            return shown[:_SHOWN_CHARACTERS] + "…"
    return shown


class Decoder(Protocol):
    """Turns a JSON value into a Python value or raises ``DecodingError``."""

    def decode(self, value: Any) -> Any:
        """Decode one value."""


@dataclass(frozen=True, slots=True)
class Number:
    """A finite JSON number."""

    def decode(self, value: Any) -> float:
        """Return a float; booleans, strings and overflowing numbers are rejected."""
        kind = type(value)
        if kind is float or kind is int:
            number = as_double(value)
            if math.isfinite(number):
                return number
        raise DecodingError(value, "Un nombre est attendu. Expecting a FLOAT")


@dataclass(frozen=True, slots=True)
class Integer:
    """A JSON number without a fractional part: ``10.0`` is accepted, ``1.5`` is not."""

    def decode(self, value: Any) -> int:
        """Return an int."""
        kind = type(value)
        if kind is int:
            return int(value)
        if kind is float and value.is_integer():
            return int(value)
        raise DecodingError(value, "Un nombre entier est attendu. Expecting an INT")


@dataclass(frozen=True, slots=True)
class Text:
    """A JSON string, compared exactly."""

    def decode(self, value: Any) -> str:
        """Return the string."""
        if type(value) is str:
            return value
        raise DecodingError(value, "Un texte est attendu. Expecting a STRING")


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``."""

    def decode(self, value: Any) -> bool:
        """Return the boolean; numbers and strings are rejected."""
        if type(value) is bool:
            return value
        raise DecodingError(value, "Un booléen (true ou false) est attendu. Expecting a BOOL")


@dataclass(frozen=True, slots=True)
class Proportion:
    """A number from 0 to ``maximum``, inclusive."""

    maximum: float = 1.0

    def decode(self, value: Any) -> float:
        """Return a float in the range."""
        kind = type(value)
        if kind is float or kind is int:
            number = as_double(value)
            if 0 <= number <= self.maximum:
                return number
            if math.isfinite(number):
                bounds = f"entre 0 et {notation(self.maximum)} inclus"
                raise DecodingError(
                    value,
                    f"Cette proportion doit être comprise {bounds} (ici\u202f: {notation(number)})",
                )
        raise DecodingError(value, "Un nombre est attendu. Expecting a FLOAT")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several codes; ``unknown`` is the error message, with ``{}`` for the code received.

    ``aliases`` are additional spellings that are accepted but not documented.
    """

    codes: tuple[str, ...]
    unknown: str
    aliases: Mapping[str, str] | None = None

    def decode(self, value: Any) -> str:
        """Return the code."""
        if type(value) is not str:
            raise DecodingError(value, "Un texte est attendu. Expecting a STRING")
        if value in self.codes:
            return value
        if self.aliases and value in self.aliases:
            return self.aliases[value]
        accepted = ", ".join(self.codes)
        raise DecodingError(value, f"{self.unknown.format(value)} (valeurs admises : {accepted})")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A UUID, returned in lower case."""

    def decode(self, value: Any) -> str:
        """Return the identifier."""
        if type(value) is not str:
            raise DecodingError(value, "Un texte est attendu. Expecting a STRING")
        if _UUID.fullmatch(value):
            return value.lower()
        raise DecodingError(
            value, f"Cet identifiant n'est pas un UUID : {_beginning(value)} Not a valid UUID"
        )


_INTEGER = Integer()
_QUANTITY_REFUSAL = "La quantité doit être un nombre entier positif"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number of pieces, at least 1."""

    def decode(self, value: Any) -> int:
        """Return an int of at least 1; fractions and strings get the same error message."""
        try:
            quantity = _INTEGER.decode(value)
        except DecodingError:
            raise DecodingError(value, f"{_QUANTITY_REFUSAL}. Expecting an INT") from None
        if quantity < 1:
            raise DecodingError(value, _QUANTITY_REFUSAL)
        return quantity


@dataclass(frozen=True, slots=True)
class YarnSize:
    """A yarn size in Nm: a number, or a text such as ``40``, ``40Nm``, ``250Dtex``."""

    def decode(self, value: Any) -> float:
        """Return Nm; Dtex are converted (10000 / Dtex), and may be infinite for ``0Dtex``.

        >>> YarnSize().decode("40Nm"), YarnSize().decode("250Dtex")
        (40.0, 40.0)
        """
        if type(value) is not str:
            return Number().decode(value)
        match = _YARN_SIZE.fullmatch(value)
        if not match:
            raise DecodingError(
                value,
                'Le titrage se donne en Nm par un nombre, ou par un texte tel que "40", "40Nm" '
                'ou "250Dtex"',
            )
        number = float(match[1])
        if match[2] != "Dtex":
            return number
        return 10000 / number if number else math.inf


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array; ``at_least`` and ``at_most`` are checked later, with the field's message."""

    item: Decoder
    at_least: int = 0
    at_most: int | None = None

    def decode(self, value: Any) -> tuple[Any, ...]:
        """Return the decoded items."""
        if type(value) is not list:
            raise DecodingError(value, "Une liste est attendue. Expecting a LIST")
        decode = self.item.decode
        items: list[Any] = []
        try:
            for item in value:
                items.append(decode(item))  # noqa: PERF401 - a fault needs the position
        except DecodingError as error:
            raise error.inside(f"[{len(items)}]") from None
        return tuple(items)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range checked in the second stage, with its error message (api.md 7)."""

    minimum: float
    maximum: float
    subject: str

    def refusal(self, value: Any) -> str | None:
        """Return the error message for a number out of range, else None.

        An integer may be beyond all floats, which a parameter said to be a float cannot hold once
        it is compiled.
        """
        if self.minimum <= value <= self.maximum:
            return None
        limits = f"{notation(self.minimum)} et {notation(self.maximum)}"
        return f"{self.subject} doit être compris(e) entre {limits}."


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a request: how it is parsed and documented.

    ``default`` describes what applies when the field is absent. ``catalogue`` names the list of the
    data set (``countries``, ``materials``, ...) a code must come from; ``bounds`` and ``catalogue``
    are checked in the second stage. ``example`` is a valid JSON value.
    """

    name: str
    decoder: Decoder
    description: str
    required: bool = False
    unit: str | None = None
    default: str | None = None
    bounds: Bounds | None = None
    catalogue: str | None = None
    example: Any = None
    positive: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object. Unknown keys are ignored; null is the same as absent for optional fields.

    At least one of the optional fields listed by path in ``any_of`` must be given; this is checked
    in the second stage. ``renamed`` maps the names that fields have in other versions of the
    method, which are not accepted here, and ``removed`` lists the fields that no longer exist; both
    are only used to warn about them (``unknown_keys``), as are ``names`` and ``inner``, the nested
    records by field. ``required`` and ``decoders`` are derived from the fields, by name.
    """

    title: str
    fields: tuple[Field, ...]
    any_of: tuple[tuple[str, ...], ...] = ()
    renamed: Mapping[str, str] = dataclass_field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    names: frozenset[str] = dataclass_field(init=False)
    required: frozenset[str] = dataclass_field(init=False)
    decoders: Mapping[str, Decoder] = dataclass_field(init=False)
    inner: "Mapping[str, Record]" = dataclass_field(init=False)

    def __post_init__(self) -> None:
        inner = {}
        for field in self.fields:
            decoder = field.decoder.item if isinstance(field.decoder, ListOf) else field.decoder
            if isinstance(decoder, Record):
                inner[field.name] = decoder
        object.__setattr__(self, "names", frozenset(field.name for field in self.fields))
        needed = (field.name for field in self.fields if field.required)
        object.__setattr__(self, "required", frozenset(needed))
        decoders = {field.name: field.decoder for field in self.fields}
        object.__setattr__(self, "decoders", decoders)
        object.__setattr__(self, "inner", inner)

    def decode(self, value: Any) -> dict[str, Any]:
        """Return the decoded values by field name, omitting absent ones.

        The reference reads fields in reverse alphabetical order and reports the first fault it
        meets; so does this method.
        """
        if type(value) is dict:
            quickly = self._decode_sound(value)
            if quickly is not None:
                return quickly
        source = value if type(value) is dict else {}
        decoded: dict[str, Any] = {}
        for field in self.fields:
            name = field.name
            item = source.get(name)
            if item is None:
                if not field.required:
                    continue
                if name not in source:
                    raise DecodingError(
                        value,
                        f"Le champ {name} manque. Expecting an OBJECT with a field named `{name}`",
                    )
            try:
                decoded[name] = field.decoder.decode(item)
            except DecodingError as error:
                raise error.inside(f".{name}") from None
        if source is not value:
            # Only a record without required fields gets here.
            raise DecodingError(value, "Un objet est attendu. Expecting an OBJECT")
        return decoded

    def _decode_sound(self, source: dict[str, Any]) -> dict[str, Any] | None:
        """Decode an object that holds only a few of the fields; None if anything is invalid.

        Which fault is reported depends on the field order, so the caller then decodes everything
        again in that order.
        """
        decoded: dict[str, Any] = {}
        decoder_of = self.decoders.get
        try:
            for name, item in source.items():
                if item is None:
                    continue
                decoder = decoder_of(name)
                if decoder is not None:
                    decoded[name] = decoder.decode(item)
        except DecodingError:
            return None
        for name in self.required:
            if name not in decoded:
                return None
        return decoded


def record(
    title: str,
    fields: Sequence[Field],
    any_of: tuple[tuple[str, ...], ...] = (),
    *,
    renamed: Mapping[str, str] = MappingProxyType({}),
    removed: Iterable[str] = (),
) -> Record:
    """Define a JSON object from its fields, in any order."""
    in_order = sorted(fields, key=lambda field: field.name, reverse=True)
    return Record(title, tuple(in_order), any_of, renamed, frozenset(removed))

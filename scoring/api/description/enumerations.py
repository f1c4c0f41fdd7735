"""Enumerated texts, whose members client generators can name."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

# Generators make an identifier of these without help.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# What holds no letter to make a name of.
_UNKNOWN = "UNKNOWN"


def enumeration(codes: Iterable[str]) -> dict[str, Any]:
    """The schema of a text that is one of several; names are given where a code makes none."""
    members = list(codes)
    schema: dict[str, Any] = {"type": "string", "enum": members}
    if not all(_PLAIN.fullmatch(code) for code in members):
        schema["x-enum-varnames"] = [identifier_of(code) for code in members]
    return schema


def identifier_of(code: str) -> str:
    """A name for a member, in the letters of every programming language.

    >>> identifier_of("Matières premières"), identifier_of("etf-c"), identifier_of("---")
    ('MATIERES_PREMIERES', 'ETF_C', 'UNKNOWN')
    """
    letters = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", letters).strip("_").upper() or _UNKNOWN


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """Let a value be null as well (OpenAPI 3.0: an enumeration must hold it too)."""
    if "oneOf" in schema:
        first, *others = schema["oneOf"]
        return schema | {"oneOf": [nullable(first), *others]}
    wider = schema | {"nullable": True}
    if "enum" in schema:
        wider["enum"] = [*schema["enum"], None]
    return wider


def described(schema: dict[str, Any], description: str) -> dict[str, Any]:
    """Say what a value is; beside a reference nothing else is read."""
    if "$ref" in schema:
        schema = {"allOf": [schema]}
    return schema | {"description": description}

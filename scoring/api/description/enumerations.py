"""Enumerated strings, with member names for client generators."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

# Generators turn these into identifiers without help.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# Name for codes without any letter.
_UNKNOWN = "UNKNOWN"


def enumeration(codes: Iterable[str]) -> dict[str, Any]:
    """The schema of an enumerated string; member names are added if a code is not usable as one."""
    members = list(codes)
    schema: dict[str, Any] = {"type": "string", "enum": members}
    if not all(_PLAIN.fullmatch(code) for code in members):
        schema["x-enum-varnames"] = [identifier_of(code) for code in members]
    return schema


def identifier_of(code: str) -> str:
    """A member name that is valid in every programming language.

    >>> identifier_of("Matières premières"), identifier_of("etf-c"), identifier_of("---")
    ('MATIERES_PREMIERES', 'ETF_C', 'UNKNOWN')
    """
    letters = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", letters).strip("_").upper() or _UNKNOWN


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow null as well (OpenAPI 3.0: an enumeration must also list it)."""
    if "oneOf" in schema:
        first, *others = schema["oneOf"]
        return schema | {"oneOf": [nullable(first), *others]}
    wider = schema | {"nullable": True}
    if "enum" in schema:
        wider["enum"] = [*schema["enum"], None]
    return wider


def described(schema: dict[str, Any], description: str) -> dict[str, Any]:
    """Add a description; next to a ``$ref`` other keys are ignored, so wrap it."""
    if "$ref" in schema:
        schema = {"allOf": [schema]}
    return schema | {"description": description}

"""Columns named after the fields of a request, with dots for nested fields (catalogue.md 2.9)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scoring.engine.decoding import Field, ListOf, Record
from scoring.engine.numbers import notation

ID = "id"
QUERY = "query"
DECLARED = "declaredScore"
# The name of the score's column in our own result files.
SCORE = "score"
_BESIDE = (ID, QUERY, DECLARED, SCORE)
_POSITION = re.compile(r"[1-9][0-9]{0,3}")


def places_of(names: Sequence[str], request: Record) -> dict[str, list[int]]:
    """The positions of the known columns in a header, by key."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if name in _BESIDE or is_known(name, request):
            places.setdefault(name, []).append(place)
    return places


def missing(places: Mapping[str, int], request: Record) -> list[str]:
    """The names of the required columns that a header lacks."""
    if QUERY in places:
        return []
    lacking = []
    for field in reversed(request.fields):
        inner = request.inner.get(field.name)
        found = [name for name in places if name == field.name or _starts(name, field.name)]
        if field.required and not found:
            lacking += _least(field, inner)
        if inner is None or field.name in found:
            continue
        for start in dict.fromkeys(_start(field, name) for name in found):
            for part in reversed(inner.fields):
                if part.required and f"{start}{part.name}" not in places:
                    lacking.append(f"{start}{part.name}")
    return lacking


def is_known(name: str, request: Record) -> bool:
    """Whether a column is a field of a request, a part of one, or an item of a list.

    Only one level of nesting is recognised: a custom composition goes into ``query``.
    """
    first, *parts = name.split(".")
    field = field_of(request, first)
    if field is None:
        return False
    if not parts:
        return True
    inner = request.inner.get(first)
    if isinstance(field.decoder, ListOf):
        if not _POSITION.fullmatch(parts.pop(0)):
            return False
        if inner is None:
            return not parts
    return (
        inner is not None
        and len(parts) == 1
        and parts[0] in inner.names
        and parts[0] not in inner.inner
    )


def field_of(record: Record, name: str) -> Field | None:
    """The field with this name."""
    return next((field for field in record.fields if field.name == name), None)


def examples(request: Record) -> list[str]:
    """One example name for each kind of column."""
    names = list(_BESIDE)
    for field in request.fields:
        inner = request.inner.get(field.name)
        if inner is None:
            names.append(field.name)
        else:
            names += _least(field, inner, [part.name for part in inner.fields])
    return names


def flattened(value: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """The columns of a request, with their text.

    >>> dict(flattened({"mass": 0.17, "materials": [{"id": "ei-coton", "share": 1}]}))
    {'mass': '0.17', 'materials.1.id': 'ei-coton', 'materials.1.share': '1'}
    """
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from flattened(item, f"{before}.{name}" if before else name)
    elif isinstance(value, list):
        if value and not isinstance(value[0], Mapping):
            yield before, ",".join(map(str, value))
            return
        for number, item in enumerate(value, start=1):
            yield from flattened(item, f"{before}.{number}")
    elif isinstance(value, bool):
        yield before, "true" if value else "false"
    elif isinstance(value, int | float):
        yield before, notation(value)
    elif value is not None:
        yield before, str(value)


def _starts(name: str, field: str) -> bool:
    return name.startswith(f"{field}.")


def _start(field: Field, name: str) -> str:
    """The prefix shared by the columns of one item."""
    if isinstance(field.decoder, ListOf):
        return f"{field.name}.{name.split('.')[1]}."
    return f"{field.name}."


def _least(field: Field, inner: Record | None, parts: Sequence[str] = ()) -> list[str]:
    """The columns that the first item of a list requires."""
    if inner is None:
        return [field.name]
    wanted = parts or [part.name for part in reversed(inner.fields) if part.required]
    start = _start(field, f"{field.name}.1")
    return [f"{start}{name}" for name in wanted]

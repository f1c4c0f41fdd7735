"""Maps the errors of a request to the columns of its file (catalogue.md 3.1)."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from scoring.answers.sector import Sector
from scoring.catalogue.faults import Fault
from scoring.catalogue.rows import Request
from scoring.catalogue.vocabulary.api_columns import QUERY
from scoring.catalogue.vocabulary.layout import Layout
from scoring.engine.decoding import DecodingError, ListOf, Record
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method

_STEP = re.compile(r"\.?([A-Za-z]\w*)|\[([0-9]+)\]")
# Suffixes of the columns of a field without a column of its own, in order of precedence.
_PARTS = ("", ".id", ".kind", ".1.id")


def json_faults(refusal: InvalidQuery) -> list[Fault]:
    """The errors of a JSON request, by field, as for a single call."""
    return [Fault(field, field, message) for field, message in refusal.faults.items()]


def all_faults(
    sector: Sector[Any, Any, Any], method: Method, request: Request, layout: Layout
) -> list[Fault]:
    """All errors of a row with columns: of its cells, and of the request they make.

    Fields with an invalid cell are not validated further: the method gets a valid example instead.
    """
    faults = list(request.faults)
    judged = {_field_of_key(fault.field) for fault in faults}
    if not isinstance(request.body, dict) or QUERY in judged:
        # Errors of a request in a single column are those of a single call.
        return faults or _method_faults(sector, method, request, layout, request.body)
    found = _method_faults(sector, method, request, layout, _sound(sector, request.body, judged))
    faults += found
    judged |= {_field_of_key(fault.field) for fault in found}
    # A decoding error hides errors in the other fields.
    body = _sound(sector, request.body, judged)
    return faults + _method_faults(sector, method, request, layout, body)


def _sound(
    sector: Sector[Any, Any, Any], body: Mapping[str, Any], judged: Collection[str]
) -> dict[str, Any]:
    """The request without the fields already rejected; required ones get a valid example."""
    sound = {name: value for name, value in body.items() if name not in judged}
    return sound | {
        field.name: field.example
        for field in sector.request.fields
        if field.required and field.name in judged
    }


def _method_faults(
    sector: Sector[Any, Any, Any],
    method: Method,
    request: Request,
    layout: Layout,
    body: Any,
) -> list[Fault]:
    try:
        sector.parse(method, body)
    except InvalidQuery as refusal:
        pairs = refusal.faults.items()
        if "decoding" in refusal.faults:
            pairs = dict(_shape_faults(sector.request, body, "")).items() or pairs
        return [
            Fault(_column(layout, request, body, path, message), path, message)
            for path, message in pairs
        ]
    return []


def _field_of_key(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _shape_faults(record: Record, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """All decoding errors; a single call reports only the first one."""
    source = value if type(value) is dict else {}
    for field in reversed(record.fields):
        where = f"{path}.{field.name}" if path else field.name
        item = source.get(field.name)
        if item is None:
            if field.required:
                yield where, f"Le champ {field.name} manque."
            continue
        inner = record.inner.get(field.name)
        if inner is not None and isinstance(field.decoder, ListOf) and type(item) is list:
            for position, one in enumerate(item):
                yield from _shape_faults(inner, one, f"{where}[{position}]")
            continue
        if inner is not None and type(item) is dict:
            yield from _shape_faults(inner, item, where)
            continue
        try:
            field.decoder.decode(item)
        except DecodingError as error:
            yield f"{where}{error.path}", error.message


def _column(
    layout: Layout, request: Request, body: Mapping[str, Any], path: str, message: str
) -> str:
    """The column of the file from which a path of the request was read."""
    key = _key(path, request.numbers)
    numbers = request.numbers.get(path, ())
    if numbers:
        # An error about a list is attributed to the item that the message names.
        for number, item in zip(numbers, body.get(path, ()), strict=False):
            for part, code in item.items():
                if f"{path}.{number}.{part}" in layout.places and f" {code}" in message:
                    return layout.name(f"{path}.{number}.{part}")
        key = f"{path}.{numbers[0]}"
    for part in _PARTS:
        if f"{key}{part}" in layout.places:
            return layout.name(f"{key}{part}")
    return key


def _key(path: str, numbers: Mapping[str, Sequence[str]]) -> str:
    """The key of a column: ``materials[0].share`` is ``materials.1.share``.

    >>> _key("materials[1].share", {"materials": ("1", "3")}), _key("price", {})
    ('materials.3.share', 'price')
    """
    steps: list[str] = []
    for name, position in _STEP.findall(path):
        if name:
            steps.append(name)
            continue
        known = numbers.get(".".join(steps), ())
        index = int(position)
        steps.append(known[index] if index < len(known) else str(index + 1))
    return ".".join(steps)

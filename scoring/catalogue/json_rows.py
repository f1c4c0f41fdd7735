"""Rows that are JSON requests (catalogue.md 2.10)."""

import math
from typing import Any, Final

from scoring.answers.json_text import InvalidJson, loads
from scoring.catalogue.cells import text_of
from scoring.catalogue.faults import Fault
from scoring.catalogue.rows import Request
from scoring.catalogue.vocabulary.api_columns import DECLARED, ID, QUERY

BESIDE: Final = frozenset({ID, DECLARED, QUERY})


def read_json(text: bytes) -> Request:
    """Parse a request, with the optional keys ``id`` and ``declaredScore``."""
    try:
        value = loads(text)
    except InvalidJson as error:
        return Request({}, faults=(Fault("", "decoding", f"JSON illisible : {error}."),))
    return request_of(value)


def request_of(value: Any) -> Request:
    """Separate a request from the other keys of its row; ``query`` may hold the request itself."""
    if type(value) is not dict or BESIDE.isdisjoint(value):
        return Request(value)
    name, declared = value.get(ID), value.get(DECLARED)
    body = value.get(QUERY)
    if body is None:
        body = value.copy()
        for key in BESIDE:
            body.pop(key, None)
    if type(declared) not in (int, float):
        declared = None
    return Request(body, None if name is None else text_of(name), declared)


def pruned(value: Any) -> Any:
    """Remove from a nested value what columns use for missing data: nulls, NaN, empty objects.

    >>> pruned({"id": "ei-coton", "share": 1.0, "country": None}), pruned([{"id": None}])
    ({'id': 'ei-coton', 'share': 1.0}, [])
    """
    if isinstance(value, dict):
        kept = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None} or None
    if isinstance(value, list | tuple):
        return [item for item in map(pruned, value) if item is not None]
    if isinstance(value, float) and math.isnan(value):
        return None
    if hasattr(value, "tolist"):
        # numpy arrays and scalars, from pandas.
        return pruned(value.tolist())
    return value

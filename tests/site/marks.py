"""Marks that are unmistakable wherever they are found, and API requests that contain them."""

import copy
from collections.abc import Iterator
from typing import Any

from scoring.api.routes import Route
from scoring.engine.decoding import ListOf, Record
from tests.site.every_route import Address
from tests.site.witness import STEM

MARK = f"{STEM}partout"
# In the account forms: the database may contain these, and nothing else may.
ACCOUNT_MARK = f"{STEM}compte"
# A mass with these digits is unmistakable too, and so are its scores.
DIGITS = "7391628451"
MASS = float(f"0.{DIGITS}")
MARKED_HEADERS = {
    "User-Agent": MARK,
    "Referer": f"https://shop.example/{MARK}",
    "X-Forwarded-For": MARK,
    "X-Request-Id": MARK,
    "Accept-Language": MARK,
}
MARKED_COOKIES = f"messages={MARK}; langue={MARK}"


def mark_of(address: Address) -> str:
    return ACCOUNT_MARK if address.stores else MARK


def marked(example: dict[str, Any]) -> dict[str, Any]:
    """A valid, unmistakable request: with an unknown key, and a marked mass if it has one."""
    body = copy.deepcopy(example) | {MARK: MARK}
    if "mass" in body:
        body["mass"] = MASS
    for line in body.get("ingredients", ()):
        line["mass"] = MASS
    for line in [*body.get("components", ()), *body.get("trims", ())]:
        line["custom"] = (line.get("custom") or {}) | {"name": MARK}
    return body


def bad_bodies(route: Route, example: dict[str, Any]) -> Iterator[Any]:
    """The example with a mark in place of each field in turn, at any depth."""
    _, record = route.view.operation.body
    yield MARK
    yield [MARK]
    yield from _bad(record, example)


def _bad(record: Record, example: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field in record.fields:
        yield example | {field.name: MARK if field.name != "product" else f"{MARK}-{DIGITS}"}
        inner = field.decoder.item if isinstance(field.decoder, ListOf) else field.decoder
        if not isinstance(inner, Record):
            if isinstance(field.decoder, ListOf):
                yield example | {field.name: [{MARK: DIGITS}]}
            continue
        given = example.get(field.name)
        sample = given[0] if isinstance(given, list) and given else given or {}
        for body in _bad(inner, sample if isinstance(sample, dict) else {}):
            many = isinstance(field.decoder, ListOf)
            yield example | {field.name: [body] if many else body}


def figures(value: Any) -> Iterator[str]:
    """The scores of an answer as text: long enough to be unique."""
    if isinstance(value, dict):
        ecs = value.get("ecs")
        if isinstance(ecs, float) and len(repr(ecs)) > 12:
            yield repr(ecs)
        for item in value.values():
            yield from figures(item)
    elif isinstance(value, list):
        for item in value:
            yield from figures(item)

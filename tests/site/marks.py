"""Marks that are unmistakable wherever they are found, and requests of the API that hold them."""

import copy
from collections.abc import Iterator
from typing import Any

from scoring.api.routes import Route
from scoring.engine.decoding import ListOf, Record
from tests.site.every_route import Address
from tests.site.witness import STEM

MARK = f"{STEM}partout"
# In the forms of accounts: these are what the database is for, and nothing else may hold them.
ACCOUNT_MARK = f"{STEM}compte"
# A mass of these digits is unmistakable too, and so is what it weighs.
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
    """A good request that is unmistakable: an unknown key, and a mass where there is one."""
    body = copy.deepcopy(example) | {MARK: MARK}
    if "mass" in body:
        body["mass"] = MASS
    for line in body.get("ingredients", ()):
        line["mass"] = MASS
    for line in [*body.get("components", ()), *body.get("trims", ())]:
        line["custom"] = (line.get("custom") or {}) | {"name": MARK}
    return body


def bad_bodies(route: Route, example: dict[str, Any]) -> Iterator[Any]:
    """The example with a mark in the place of each field, at every depth."""
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
    """The scores of an answer, written out: long enough to be nobody else's."""
    if isinstance(value, dict):
        ecs = value.get("ecs")
        if isinstance(ecs, float) and len(repr(ecs)) > 12:
            yield repr(ecs)
        for item in value.values():
            yield from figures(item)
    elif isinstance(value, list):
        for item in value:
            yield from figures(item)

"""Collects the document's texts that are part of the types, for the translation catalogue.

They need no translation mark, so none can be forgotten: every text in the types is collected. The
document's other texts are marked where they are written.
"""

from collections.abc import Iterator
from typing import Any, NewType, get_args, get_type_hints, is_typeddict

from scoring.api import shapes
from scoring.api.routes import ROUTES
from scoring.engine.decoding import ListOf, Record


def texts() -> set[str]:
    """The French descriptions of the fields of requests and responses."""
    found: set[str] = set()
    seen: set[str] = set()
    for route in ROUTES:
        operation = route.view.operation
        found |= {operation.summary, operation.description}
        found |= {title for title, _body in operation.examples}
        found |= set(_said_by_answer(operation.answer, seen))
        if operation.body is not None:
            found |= set(_said_by_request(operation.body[1]))
    for shape in (shapes.Refusal, shapes.VersionError, shapes.TooManyRequests):
        found |= set(_said_by_answer(shape, seen))
    return found - {""}


def _said_by_request(record: Record) -> Iterator[str]:
    yield record.title
    for field in record.fields:
        yield from (field.description, field.unit or "", field.default or "")
        inner = field.decoder.item if isinstance(field.decoder, ListOf) else field.decoder
        if isinstance(inner, Record):
            yield from _said_by_request(inner)


def _said_by_answer(hint: Any, seen: set[str]) -> Iterator[str]:
    yield from (words for words in getattr(hint, "__metadata__", ()) if isinstance(words, str))
    if is_typeddict(hint):
        if hint.__name__ in seen:
            return
        seen.add(hint.__name__)
        yield (hint.__doc__ or "").strip()
        for inner in get_type_hints(hint, include_extras=True).values():
            yield from _said_by_answer(inner, seen)
    elif isinstance(hint, NewType):
        yield (hint.__doc__ or "").strip()
    else:
        for inner in get_args(hint):
            if not isinstance(inner, str):
                yield from _said_by_answer(inner, seen)

"""Parses the body of a batch: its format, and the location of its items (api.md 6.2)."""

from collections.abc import Iterator
from typing import NamedTuple

import orjson
from django.conf import settings
from django.http import HttpRequest

from scoring.api.batch.splitting import NotAnArray, Span, elements_of, lines_of
from scoring.api.body import EMPTY, MALFORMED, check_coding, place_in
from scoring.api.errors import ApiError
from scoring.batches import pace
from scoring.batches.pace import too_many

JSON = "application/json"
LINES = "application/x-ndjson"
# Other content types in use for the same format.
LINE_TYPES = frozenset(
    {LINES, "application/ndjson", "application/jsonl", "application/x-jsonlines"}
)
A_BATCH_IS = (
    f"un lot est un tableau JSON, ou une demande par ligne avec le type de contenu « {LINES} »"
)


class Batch(NamedTuple):
    """The items of a body that is a batch, at least in form.

    ``array`` means that they are the elements of a JSON array, so that the response is an array
    too. ``seconds`` is the time spent on reading them.
    """

    body: bytes
    places: list[Span]
    array: bool
    seconds: float = 0.0


def read_batch(request: HttpRequest) -> Batch:
    """Locate the items. Raises ``ApiError``: 400 for an invalid batch, 413 for too many items."""
    body = request.body
    if not body:
        raise ApiError(400, {"decoding": EMPTY})
    array = _is_array(request)
    check_coding(request)
    clock = RefusingClock()
    try:
        places = _elements(body, clock) if array else list(_lines(body, clock))
    except NotAnArray as error:
        place = place_in(body, error.position)
        raise ApiError(
            400,
            {"decoding": f"{MALFORMED} : {A_BATCH_IS} ({place})."},
        ) from None
    return Batch(body=body, places=places, array=array, seconds=clock.spent)


def places_in(body: bytes) -> list[Span]:
    """The elements of a body already known to be an array."""
    return list(elements_of(body))


class RefusingClock(pace.Clock):
    """Raises ``ApiError`` when a batch takes too long to read."""

    def pause(self) -> None:
        """Yield to other requests, if a slice has passed. Raises ``ApiError`` over the limit."""
        try:
            super().pause()
        except pace.TooLong as error:
            raise ApiError(413, {"general": str(error)}) from None


def _is_array(request: HttpRequest) -> bool:
    received = request.content_type or "aucun"
    if received != JSON and received not in LINE_TYPES:
        raise ApiError(
            400,
            {
                "decoding": f"Le type de contenu reçu est « {received} », le type attendu est "
                f"« {JSON} » ou « {LINES} » (en-tête Content-Type)."
            },
        )
    return received == JSON


def _elements(body: bytes, clock: RefusingClock) -> list[Span]:
    """The elements of an array, each checked to be JSON, or the whole body is rejected."""
    places = []
    with memoryview(body) as view:
        for place in _counted(elements_of(body, clock.pause), clock):
            if place.end - place.start <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                try:
                    orjson.loads(view[place.start : place.end])
                except orjson.JSONDecodeError as error:
                    raise NotAnArray(place.start + _bytes_before(error)) from None
            places.append(place)
    return places


def _bytes_before(error: orjson.JSONDecodeError) -> int:
    return len(error.doc[: error.pos].encode()) if isinstance(error.doc, str) else error.pos


def _lines(body: bytes, clock: RefusingClock) -> Iterator[Span]:
    return _counted(lines_of(body), clock)


def _counted(places: Iterator[Span], clock: RefusingClock) -> Iterator[Span]:
    """Stop at the maximum number of items, without scanning the rest."""
    limit = settings.BATCH_MAX_ITEMS
    for count, place in enumerate(places, start=1):
        if count > limit:
            raise ApiError(413, {"general": too_many(limit)})
        clock.pause()
        yield place

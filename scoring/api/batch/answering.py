"""Responses of batches, generated while they are sent (api.md 6.2).

Each item is parsed, computed and written on its own, like a single call; only what the client has
not received yet is in memory.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import orjson
from django.conf import settings

from foundation.json_answers import too_long
from foundation.turns import turns
from scoring.answers.items import item_of
from scoring.answers.levels import Served
from scoring.answers.sector import Sector, compute
from scoring.api.batch.parameters import Wanted
from scoring.api.batch.reading import Batch
from scoring.api.body import not_json
from scoring.batches.pace import SECONDS, SLICE_SECONDS, TOO_LATE
from scoring.engine.errors import InvalidQuery
from scoring.engine.method import Method

# Size of a block; a smaller one is sent if computing takes long.
_BLOCK_BYTES = 32_768
_BLOCK_SECONDS = 0.5
_ID = "id"


class BatchWork(NamedTuple):
    """What to do with each item; ``fault`` handles exceptions that are our bugs."""

    sector: Sector[Any, Any, Any]
    method: Method
    served: Served
    wanted: Wanted
    fault: Callable[[Exception], str]


def answers(batch: Batch, work: BatchWork) -> Iterator[bytes]:
    """The body of the response: an array, or lines, in the order of the items."""
    before, between, after = (b"[", b",", b"]") if batch.array else (b"", b"", b"")
    block = bytearray(before)
    spent = batch.seconds
    index, count = 0, len(batch.places)
    while index < count:
        # Not what is waited for: its turn, the machine, the client.
        resumed, started = time.thread_time(), time.perf_counter()
        while index < count and _goes_on(block, started):
            with turns.slice():
                end = time.perf_counter() + SLICE_SECONDS
                while index < count and time.perf_counter() < end:
                    is_late = spent + time.thread_time() - resumed > SECONDS
                    block += between if index else b""
                    block += _answer(batch, index, work, is_late=is_late)
                    index += 1
        spent += time.thread_time() - resumed
        if index < count:
            yield bytes(block)
            block.clear()
    yield bytes(block + after)


def _goes_on(block: bytearray, started: float) -> bool:
    return len(block) < _BLOCK_BYTES and time.perf_counter() - started < _BLOCK_SECONDS


def _answer(batch: Batch, index: int, work: BatchWork, *, is_late: bool) -> bytes:
    """The response to one item, with a line ending unless it is in an array."""
    start, end = batch.places[index]
    known: dict[str, Any] = {"index": index}
    option = 0 if batch.array else orjson.OPT_APPEND_NEWLINE
    if end - start > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        message = too_long(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        return orjson.dumps(known | _refused(413, {"general": message}), option=option)
    try:
        body = orjson.loads(batch.body[start:end])
    except orjson.JSONDecodeError as error:
        return orjson.dumps(known | _refused(400, {"decoding": not_json(error)}), option=option)
    if type(body) is dict and _ID in body:
        name = body.pop(_ID)
        if type(name) in (str, int, float):
            known[_ID] = name
    if is_late:
        return orjson.dumps(known | _refused(503, {"general": TOO_LATE}), option=option)
    try:
        computed = compute(work.sector, work.method, body, work.served)
        figures = item_of(computed, stages=work.wanted.stages, echo=work.wanted.echo)
        return orjson.dumps(known | {"status": 200} | figures, option=option)
    except InvalidQuery as error:
        return orjson.dumps(known | _refused(400, error.faults), option=option)
    except Exception as error:
        # The other items are still computed.
        refused = _refused(500, {"general": work.fault(error)})
        return orjson.dumps(known | refused, option=option)


def _refused(status: int, faults: dict[str, str]) -> dict[str, Any]:
    return {"status": status, "error": faults}

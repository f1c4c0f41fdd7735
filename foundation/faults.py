"""Faults of ours in the log: where each came from, once a minute, however often it is met.

A fault that anyone can cause by one request can be caused a thousand times a second, and a
traceback is long. The requests that met it unsaid are counted with the next line; at the level
INFO each of them has its own line too, with its name, route and status.
"""

import hashlib
import logging
from typing import Any

from foundation.notices import say

logger = logging.getLogger("ecobalyse.errors")


def log_fault(request: Any, error: BaseException) -> None:
    """Log what a view did not foresee, by the request's name."""
    say(
        logger.error,
        subject_of(error),
        "fault in request %s",
        getattr(request, "request_id", "-"),
        exc_info=error,
    )


def subject_of(error: BaseException) -> str:
    """A name for all the faults of one kind from one line of the code."""
    frames = error.__traceback__
    place = ""
    while frames is not None:
        place = f"{frames.tb_frame.f_code.co_filename} {frames.tb_lineno}"
        frames = frames.tb_next
    kind = type(error)
    name = f"{kind.__module__} {kind.__qualname__} {place}"
    return f"fault-{hashlib.blake2b(name.encode(), digest_size=8).hexdigest()}"

"""Logging of unexpected exceptions, at most once a minute for each kind.

A bug that one request can trigger may be triggered a thousand times a second, and tracebacks are
long. The next log line reports how many occurrences were suppressed; at level INFO every request
also has its own line, with its id, route and status. The reference shown to the visitor identifies
the fault, not only the request, so that it can be found in the log whichever request hit it first.
"""

import hashlib
import logging
from pathlib import Path
from typing import Any

from foundation.marking import N_
from foundation.notices import log_throttled

logger = logging.getLogger("ecobalyse.errors")

# The message for an unexpected exception, in the API and on pages (which translate it).
FAULT = N_(
    "Erreur interne du serveur. Référence à communiquer à l'exploitant : {reference} "
    "(requête {name})"
)
_OURS = str(Path(__file__).parents[1])
_LIBRARIES = "site-packages"


def log_fault(request: Any, error: BaseException) -> None:
    """Log an unhandled exception with its fault reference and the request's id."""
    log_throttled(
        logger.error,
        subject_of(error),
        "fault %s in request %s",
        reference_of(error),
        getattr(request, "request_id", "-"),
        exc_info=error,
    )


def told_of(request: Any, error: BaseException) -> str:
    """Return the error message of a fault, with its log reference and the request id."""
    name = getattr(request, "request_id", "inconnue")
    return FAULT.format(reference=reference_of(error), name=name)


def reference_of(error: BaseException) -> str:
    """Return an identifier shared by all exceptions of one type raised from the same line.

    The last line of our own code is part of it, so that failures of different pages that end in the
    same line of a library get different references.
    """
    last = own = ""
    frames = error.__traceback__
    while frames is not None:
        path = frames.tb_frame.f_code.co_filename
        last = f"{path} {frames.tb_lineno}"
        if path.startswith(_OURS) and _LIBRARIES not in path:
            own = last
        frames = frames.tb_next
    kind = type(error)
    name = f"{kind.__module__} {kind.__qualname__} {own} {last}"
    return hashlib.blake2b(name.encode(), digest_size=8).hexdigest()


def subject_of(error: BaseException) -> str:
    """Return the key used to throttle the log lines of this fault (``notices.py``)."""
    return f"fault-{reference_of(error)}"

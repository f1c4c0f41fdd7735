"""Faults of ours in the log: where each came from, once a minute, however often it is met.

A fault that anyone can cause by one request can be caused a thousand times a second, and a
traceback is long. The requests that met it unsaid are counted with the next line; at the level
INFO each of them has its own line too, with its name, route and status. What a visitor is given to
tell the operator names the fault, not the request alone: it is in the log whoever met it first.
"""

import hashlib
import logging
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from foundation.notices import say

logger = logging.getLogger("ecobalyse.errors")

# What is told of a fault of ours, in the API and on pages, which translate it.
FAULT = gettext_noop(
    "Erreur interne du serveur. Référence à communiquer à l'exploitant : {reference} "
    "(requête {name})"
)
_OURS = str(Path(__file__).parents[1])
_LIBRARIES = "site-packages"


def log_fault(request: Any, error: BaseException) -> None:
    """Log what a view did not foresee, by the fault's reference and the request's name."""
    say(
        logger.error,
        subject_of(error),
        "fault %s in request %s",
        reference_of(error),
        getattr(request, "request_id", "-"),
        exc_info=error,
    )


def told_of(request: Any, error: BaseException) -> str:
    """The sentence on a fault: its reference in the log, and the request's name."""
    name = getattr(request, "request_id", "inconnue")
    return FAULT.format(reference=reference_of(error), name=name)


def reference_of(error: BaseException) -> str:
    """What all the faults of one kind from one line of the code are found by in the log.

    The last line of ours counts too: faults of different pages that end in the same line of a
    library are not one.
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
    """What the log speaks of once a minute (``notices.py``)."""
    return f"fault-{reference_of(error)}"

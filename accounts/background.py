"""Background tasks, so that response times reveal nothing about accounts (accounts.md 7.5)."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.utils import translation

from foundation.faults import subject_of
from foundation.notices import log_throttled

logger = logging.getLogger("ecobalyse.accounts")


def run(task: Callable[..., None], **arguments: Any) -> None:
    """Run a task in a thread, in the request's language; the process waits for it when exiting."""
    language = translation.get_language()
    threading.Thread(
        target=_run, args=(task, arguments, language), name=f"background-{task.__name__}"
    ).start()


def _run(task: Callable[..., None], arguments: dict[str, Any], language: str | None) -> None:
    try:
        with translation.override(language):
            task(**arguments)
    except Exception as error:
        # If the mail server rejects everything, every request for a link ends here.
        log_throttled(logger.error, subject_of(error), "a background task failed", exc_info=error)
    finally:
        connections.close_all()

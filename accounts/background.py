"""Work that an answer does not wait for, so that its time tells nothing (accounts.md 7.5)."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.utils import translation

from foundation.faults import subject_of
from foundation.notices import say

logger = logging.getLogger("ecobalyse.accounts")


def run(task: Callable[..., None], **arguments: Any) -> None:
    """Start a task, in the language of the request; a process that stops waits for it."""
    language = translation.get_language()
    threading.Thread(target=_run, args=(task, arguments, language)).start()


def _run(task: Callable[..., None], arguments: dict[str, Any], language: str | None) -> None:
    try:
        with translation.override(language):
            task(**arguments)
    except Exception as error:
        # A mail server that refuses all is met at every request for a link.
        say(logger.error, subject_of(error), "a task in the background failed", exc_info=error)
    finally:
        connections.close_all()

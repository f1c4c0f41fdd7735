"""Work that an answer does not wait for, so that its time tells nothing (accounts.md 7.5)."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.utils import translation

logger = logging.getLogger("ecobalyse.accounts")


def run(task: Callable[..., None], **arguments: Any) -> None:
    """Start a task, in the language of the request; a process that stops waits for it."""
    language = translation.get_language()
    threading.Thread(target=_run, args=(task, arguments, language)).start()


def _run(task: Callable[..., None], arguments: dict[str, Any], language: str | None) -> None:
    try:
        with translation.override(language):
            task(**arguments)
    except Exception:
        logger.exception("a task in the background failed")
    finally:
        connections.close_all()

"""Database connections are looked after around each request, once there is one.

Django does so around all requests. Most of a worker's need no database, and that look would take a
twentieth of the time of a call of the API.

What can do without an answer of the database asks in a hurry: no longer than a call may take.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, reset_queries
from django.db.backends.signals import connection_created

# All that Django does to connections when a request comes and when its answer has gone.
_RECEIVERS = (
    (request_started, reset_queries),
    (request_started, close_old_connections),
    (request_finished, close_old_connections),
)

HURRIED_SECONDS = 2
_hurried: ContextVar[bool] = ContextVar("hurried", default=False)


def leave_out_until_connected() -> None:
    """Have Django look after the connections of this process from its first one on."""
    for signal, receiver in _RECEIVERS:
        signal.disconnect(receiver)
    connection_created.connect(_look_after_connections)


def _look_after_connections(**kwargs: Any) -> None:
    for signal, receiver in _RECEIVERS:
        signal.connect(receiver)


def is_hurried() -> bool:
    """Whether what is asked of the database now can do without."""
    return _hurried.get()


@contextlib.contextmanager
def hurried() -> Iterator[None]:
    """Ask in a hurry: PostgreSQL is not waited for, nor asked again, while it hangs."""
    before = _hurried.set(True)
    try:
        yield
    finally:
        _hurried.reset(before)


@contextlib.contextmanager
def without_waiting() -> Iterator[None]:
    """Write in a hurry; SQLite gives up at once when another process writes."""
    if connection.vendor != "sqlite":
        with hurried():
            yield
        return
    wait_ms = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {wait_ms:d}")

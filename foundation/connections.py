"""Database connection upkeep around each request, skipped until a connection exists.

Django cleans up connections before and after every request. Most requests to a worker never use the
database, and this upkeep would take about 5% of the time of an API call.

Queries whose result is optional run in "hurried" mode, with a short timeout.
"""

import contextlib
import functools
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections, reset_queries
from django.db.backends.signals import connection_created

# Everything Django does to connections at the start and at the end of a request.
_RECEIVERS = (
    (request_started, reset_queries),
    (request_started, close_old_connections),
    (request_finished, close_old_connections),
)

HURRIED_SECONDS = 2
_hurried: ContextVar[bool] = ContextVar("hurried", default=False)


def skip_upkeep_until_connected() -> None:
    """Disable Django's connection upkeep in this process until it opens its first connection."""
    for signal, receiver in _RECEIVERS:
        signal.disconnect(receiver)
    connection_created.connect(_restore_upkeep)


def _restore_upkeep(**kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        request_started.connect(_close_aged)
        return
    for signal, receiver in _RECEIVERS:
        signal.connect(receiver)


def _close_aged(**kwargs: Any) -> None:
    """Close SQLite connections past their age, which is all that can be wrong with them.

    Django also looks after every error and transaction, twice a request.
    """
    now = time.monotonic()
    for database in connections.all(initialized_only=True):
        if database.close_at is not None and now >= database.close_at:
            database.close_if_unusable_or_obsolete()


@functools.cache
def has_immediate_reads() -> bool:
    """Return whether a query waits for nobody: SQLite's readers do not, and PostgreSQL is far."""
    return connection.vendor == "sqlite"


def is_hurried() -> bool:
    """Return whether the current code can do without the database's answer."""
    return _hurried.get()


@contextlib.contextmanager
def hurried() -> Iterator[None]:
    """Use a short timeout for PostgreSQL, and skip it for a moment after a timeout."""
    before = _hurried.set(True)
    try:
        yield
    finally:
        _hurried.reset(before)


@contextlib.contextmanager
def without_waiting() -> Iterator[None]:
    """Write with a short timeout; on SQLite, fail at once if another process holds the lock."""
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

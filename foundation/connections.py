"""Database connection upkeep, only for requests that use the database.

Django cleans up connections before and after every request. Most requests to a worker never use the
database, and this upkeep would take about 5% of the time of an API call. With PostgreSQL, it starts
with a process's first connection. With SQLite, all that can be wrong with a connection is its age,
which those who use it look at.

Queries whose result is optional run in "hurried" mode, with a short timeout.
"""

import contextlib
import functools
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.core.cache import close_caches
from django.core.handlers.base import reset_urlconf
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, reset_queries
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Everything Django does to connections at the start and at the end of a request.
_RECEIVERS = (
    (request_started, reset_queries),
    (request_started, close_old_connections),
    (request_finished, close_old_connections),
)

# What Django does at the end of each request for nothing: our caches have nothing to close, and the
# next request sets the routes again. Signals without receivers cost nothing.
_NEEDLESS = ((request_finished, close_caches), (request_finished, reset_urlconf))

HURRIED_SECONDS = 2
_hurried: ContextVar[bool] = ContextVar("hurried", default=False)


def skip_upkeep_until_connected() -> None:
    """Disable Django's connection upkeep in this process until it opens its first connection.

    What is needless is disabled for good.
    """
    for signal, receiver in (*_RECEIVERS, *_NEEDLESS):
        signal.disconnect(receiver)
    connection_created.connect(_restore_upkeep)


def _restore_upkeep(**kwargs: Any) -> None:
    if connection.vendor != "sqlite":
        for signal, receiver in _RECEIVERS:
            signal.connect(receiver)


def close_aged(database: BaseDatabaseWrapper) -> None:
    """Close an SQLite connection past its age; called before the first query of a request."""
    is_aged = database.close_at is not None and time.monotonic() >= database.close_at
    if is_aged and database.vendor == "sqlite" and not database.in_atomic_block:
        database.close()


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

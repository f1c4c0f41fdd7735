"""Counters that all processes of a machine share: a Django cache over SQLite in memory.

Django's own caches either count for each process alone or lose counts between processes. Here
``add`` and ``incr`` are one atomic statement each. The file is in a directory backed by memory
and holds nothing but counters under hashed keys.

Measured (``python -m benchmarks.counters``), two processes counting at once: 10 µs of processor a
count here, in memory or on disk, 450 µs with Redis on the same machine, 320 µs with Django's cache
of files, which loses counts. In memory nothing is written when the system flushes its files.
"""

import fcntl
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

_BUSY_MS = 2000
_PURGE_SECONDS = 60
_CREATE = """
CREATE TABLE IF NOT EXISTS counter (
    key TEXT PRIMARY KEY, value INTEGER NOT NULL, expires REAL NOT NULL
) WITHOUT ROWID
"""
_ADD = """
INSERT INTO counter (key, value, expires) VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
WHERE expires <= ?
RETURNING value
"""
_SET = "INSERT OR REPLACE INTO counter (key, value, expires) VALUES (?, ?, ?)"
_INCREMENT = "UPDATE counter SET value = value + ? WHERE key = ? AND expires > ? RETURNING value"
_EXPIRY = "SELECT expires FROM counter WHERE key = ?"
_DELETE = "DELETE FROM counter WHERE key = ?"
_GET = "SELECT value FROM counter WHERE key = ? AND expires > ?"


class SharedCounterCache(BaseCache):
    """A cache for whole numbers; ``LOCATION`` is the path of its file."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.path = Path(location)
        self._connection: sqlite3.Connection | None = None
        self._owner = 0
        self._purged = 0.0
        # When the counters that this process has met expire: adding one again before that needs
        # no access to the file.
        self._known: dict[str, float] = {}

    def add(
        self, key: str, value: int, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Create a counter unless there is one that has not expired."""
        now = time.time()
        name = self.make_key(key, version)
        if self._known.get(name, 0.0) > now:
            return False
        connection = self._open()
        if now - self._purged > _PURGE_SECONDS:
            self._purged = now
            self._known.clear()
            connection.execute("DELETE FROM counter WHERE expires <= ?", (now,))
        row = (name, value, self._expiry(timeout), now)
        added = connection.execute(_ADD, row).fetchone() is not None
        found = connection.execute(_EXPIRY, (name,)).fetchone()
        if found is not None:
            self._known[name] = found[0]
        return added

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Read a counter."""
        row = (self.make_key(key, version), time.time())
        found = self._open().execute(_GET, row).fetchone()
        return default if found is None else found[0]

    def set(
        self, key: str, value: int, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Write a counter."""
        name = self.make_key(key, version)
        self._known.pop(name, None)
        self._open().execute(_SET, (name, value, self._expiry(timeout)))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a counter. Raises ``ValueError`` when there is none, as Django asks."""
        name = self.make_key(key, version)
        found = self._open().execute(_INCREMENT, (delta, name, time.time())).fetchone()
        if found is None:
            self._known.pop(name, None)
            raise ValueError(f"no counter under {key}")
        return int(found[0])

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a counter."""
        name = self.make_key(key, version)
        self._known.pop(name, None)
        return self._open().execute(_DELETE, (name,)).rowcount > 0

    def clear(self) -> None:
        """Forget all counters."""
        self._known.clear()
        self._open().execute("DELETE FROM counter")

    def _expiry(self, timeout: Any) -> float:
        """When a counter stops counting; one without a term lives as long as the file."""
        expiry = self.get_backend_timeout(timeout)
        return float("inf") if expiry is None else float(expiry)

    def _open(self) -> sqlite3.Connection:
        """This process's connection: one made before a fork must not be used after it."""
        if self._connection is None or self._owner != os.getpid():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(
                self.path,
                timeout=_BUSY_MS / 1000,
                # Each statement is a transaction of its own.
                isolation_level=None,
                check_same_thread=False,
            )
            # SQLite refuses at once, without waiting, when two processes prepare a new file.
            with self.path.with_name(f"{self.path.name}-opening").open("wb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=OFF")
                connection.execute(_CREATE)
            self._known.clear()
            self._connection = connection
            self._owner = os.getpid()
        return self._connection

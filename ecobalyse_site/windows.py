"""Counting a client's requests in fixed windows, in the shared counters (api.md 8).

The windows of a client start at a second of its own, so that not all clients start anew at once.
All processes find the same window from the clock and the client, and count in one counter.
"""

import hashlib
import time
import zlib
from typing import NamedTuple

from django.core.cache.backends.base import BaseCache

# A counter outlives its window by this much: one that expired within it would lose its count.
_FUDGE_SECONDS = 5
# The maximum number of clients whose window a process remembers.
_REMEMBERED = 4096


class Usage(NamedTuple):
    """Requests in a client's current window, this one included, and when the next one starts."""

    requests: int
    reset: int


class _Window(NamedTuple):
    """A window's first second, the first one after it, and its counter's key."""

    start: int
    reset: int
    key: str


class WindowCounter:
    """Counts requests per client in windows of ``seconds``, of which ``limit`` are allowed.

    ``cache`` is one whose ``add`` and ``incr`` are atomic. A client's window is remembered while it
    lasts, never its count, which other processes change too.
    """

    def __init__(self, cache: BaseCache, seconds: int, limit: int) -> None:
        self._cache = cache
        # Part of the keys, so that another limit counts anew.
        self._limit = limit
        self._seconds = seconds
        self._windows: dict[str, _Window] = {}

    def count(self, client: str) -> Usage | None:
        """Count a request; None if the store does not keep counters. Raises its exceptions."""
        now = time.time()
        window = self._windows.get(client)
        if window is None or not window.start <= now < window.reset:
            window = self._remember(client, int(now))
            requests = self._create_or_add(window.key)
        else:
            try:
                requests = self._cache.incr(window.key)
            except ValueError:
                # The counters were emptied.
                requests = self._create_or_add(window.key)
        return None if requests is None else Usage(requests, window.reset)

    def _create_or_add(self, key: str) -> int | None:
        # The counter may vanish between the two operations, but not twice.
        for _ in range(2):
            if self._cache.add(key, 1, self._seconds + _FUDGE_SECONDS):
                return 1
            try:
                return self._cache.incr(key)
            except ValueError:
                continue
        return None

    def _remember(self, client: str, second: int) -> _Window:
        name = client.encode()
        start = second - (second - zlib.crc32(name)) % self._seconds
        counted = b"%d/%d %d " % (self._limit, self._seconds, start) + name
        digest = hashlib.sha256(counted).hexdigest()
        window = _Window(start, start + self._seconds, f"rl:{digest}")
        if len(self._windows) >= _REMEMBERED:
            self._windows.clear()
        self._windows[client] = window
        return window

"""Counters shared by several machines: Django's Redis cache, one round trip a count.

Django's own asks whether the counter is there before it adds to it, and makes a client for each
command: a count took three times the processor time, and a counter that expired between the two
commands became one that never does.
"""

from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

_ADD_IF_THERE = """
if redis.call("EXISTS", KEYS[1]) == 1 then
    return redis.call("INCRBY", KEYS[1], ARGV[1])
end
"""


class CounterClient(RedisCacheClient):
    """Commands of a cache, through one client, which all threads may use."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clients: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """Return the client for reading or writing, made once; there is one server."""
        client = self._clients.get(write)
        if client is None:
            client = self._clients[write] = super().get_client(key, write=write)
        return client

    def incr(self, key: Any, delta: int) -> int:
        """Add to a counter, and return its value. Raises ``ValueError`` if there is none."""
        value: int | None = self._add_if_there(keys=[key], args=[delta])
        if value is None:
            raise ValueError("no such counter")
        return value

    @cached_property
    def _add_if_there(self) -> Any:
        return self.get_client(write=True).register_script(_ADD_IF_THERE)


class RedisCounterCache(RedisCache):
    """Django's cache with these commands."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = CounterClient

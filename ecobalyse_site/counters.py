"""Counters shared by all processes of a machine: a Django cache over one small file in memory.

Django's own cache backends either count per process or lose counts between processes. Here each
operation reads and writes one record of the file under ``flock``, which the kernel releases when a
process dies. The file is in a memory-backed directory, is limited to ``_SLOTS`` records, and
contains only numbers under hashed keys.

Measured with two processes counting concurrently (``python -m benchmarks.counters``): 10 µs of CPU
time per count here, 340 µs with Redis on the same machine, and 340 µs with Django's file cache,
which loses counts. An SQLite table in the same directory also took 10 µs, but its ten system calls
per count made a worker serve 10% fewer simulator calls.
"""

import contextlib
import fcntl
import hashlib
import os
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

# A record: the hash of a key, its value, and its expiry time; an expired record is free.
_RECORD = struct.Struct("=16sqd")
_SLOTS = 2**17
# A key's record is one of this many slots, starting at the slot given by its hash.
_REACH = 32
_SPAN = _RECORD.size * _REACH
# The maximum number of keys whose expiry a process remembers.
_KNOWN = 10_000


class _Place(NamedTuple):
    """The offset of the slots of a key, and its hash."""

    digest: bytes
    offset: int


class _Known(NamedTuple):
    """A counter that this process has seen: its hash, its record's offset, and its expiry time."""

    digest: bytes
    offset: int
    expires: float


class SharedCounterCache(BaseCache):
    """A cache of 64-bit integers; ``LOCATION`` is the path of its file.

    When all the slots of a key are taken, the record that would expire first is evicted: memory use
    is bounded, whatever the number of clients.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.path = Path(location)
        self._file: int | None = None
        self._owner = 0
        # ``flock`` belongs to the open file, so it excludes other processes but not our threads.
        self._thread = threading.Lock()
        # The counters seen by this process: adding one again before it expires does not access the
        # file, and adding to one reads its record alone.
        self._known: dict[str, _Known] = {}

    def __del__(self) -> None:
        self._close()

    def add(
        self, key: str, value: int, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Create a counter unless an unexpired one exists."""
        now = time.time()
        name = self.make_key(key, version)
        known = self._known.get(name)
        if known is not None and known.expires > now:
            return False
        place = _place_of(name)
        with self._locked() as file:
            records = _read(file, place)
            found = _find(records, place.digest, now)
            if found is None:
                slot, expires = _free(records, place.digest, now), self._expiry(timeout)
                _write(file, place, slot, value, expires)
            else:
                slot, _, expires = found
        if len(self._known) >= _KNOWN:
            self._known.clear()
        offset = place.offset + slot * _RECORD.size
        self._known[name] = _Known(place.digest, offset, expires)
        return found is None

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Read a counter."""
        place = _place_of(self.make_key(key, version))
        with self._locked() as file:
            found = _find(_read(file, place), place.digest, time.time())
        return default if found is None else found[1]

    def set(
        self, key: str, value: int, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Write a counter."""
        name = self.make_key(key, version)
        self._known.pop(name, None)
        place = _place_of(name)
        now = time.time()
        with self._locked() as file:
            records = _read(file, place)
            found = _find(records, place.digest, now)
            slot = _free(records, place.digest, now) if found is None else found[0]
            _write(file, place, slot, value, self._expiry(timeout))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Increment a counter. Raises ``ValueError`` if it does not exist, as Django requires."""
        name = self.make_key(key, version)
        known = self._known.get(name)
        if known is not None and (value := self._add_to(known, delta)) is not None:
            return value
        place = _place_of(name)
        with self._locked() as file:
            found = _find(_read(file, place), place.digest, time.time())
            if found is not None:
                slot, value, expires = found
                _write(file, place, slot, value + delta, expires)
                return value + delta
        self._known.pop(name, None)
        raise ValueError(f"no counter under {key}")

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a counter."""
        name = self.make_key(key, version)
        self._known.pop(name, None)
        place = _place_of(name)
        with self._locked() as file:
            found = _find(_read(file, place), place.digest, time.time())
            if found is not None:
                _write(file, place, found[0], 0, 0.0)
        return found is not None

    def clear(self) -> None:
        """Delete all counters."""
        self._known.clear()
        with self._locked() as file:
            os.ftruncate(file, 0)

    def _add_to(self, known: _Known, delta: int) -> int | None:
        """Add to the record where a counter was; None if another one has taken its place."""
        with self._thread:
            file = self._lock()
            try:
                record = os.pread(file, _RECORD.size, known.offset)
                if len(record) < _RECORD.size:
                    return None
                digest, value, expires = _RECORD.unpack(record)
                if digest != known.digest or expires <= time.time():
                    return None
                value += delta
                _write_at(file, known.offset, _RECORD.pack(digest, value, expires))
                return int(value)
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _expiry(self, timeout: Any) -> float:
        """Return when a counter expires; one without a timeout lasts as long as the file."""
        expiry = self.get_backend_timeout(timeout)
        return float("inf") if expiry is None else float(expiry)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """Give exclusive access to the file, between processes and threads."""
        with self._thread:
            file = self._lock()
            try:
                yield file
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _lock(self) -> int:
        """Return the locked file; reopened if deleted, since other processes use a new one."""
        while True:
            file = self._open()
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file).st_nlink:
                return file
            self._close()

    def _open(self) -> int:
        """Return this process's own file: one opened before a fork would share its lock."""
        if self._file is None or self._owner != os.getpid():
            self._close()
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Do not follow a symbolic link that another user may have placed there.
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self._file = os.open(self.path, flags, 0o600)
            self._owner = os.getpid()
            self._known.clear()
        return self._file

    def _close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _place_of(name: str) -> _Place:
    digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
    slot = int.from_bytes(digest[:4], "big") % (_SLOTS - _REACH)
    return _Place(digest, slot * _RECORD.size)


def _read(file: int, place: _Place) -> bytes:
    """Read the slots of a key; anything past the end of the file was never written."""
    return os.pread(file, _SPAN, place.offset).ljust(_SPAN, b"\0")


def _find(records: bytes, digest: bytes, now: float) -> tuple[int, int, float] | None:
    """Return the slot, value and expiry of a key's unexpired record, or None."""
    start = records.find(digest)
    while start >= 0:
        slot, rest = divmod(start, _RECORD.size)
        if rest == 0:
            _, value, expires = _RECORD.unpack_from(records, start)
            if expires > now:
                return slot, value, expires
        start = records.find(digest, start + 1)
    return None


def _free(records: bytes, digest: bytes, now: float) -> int:
    """Return a slot for a new key: its own expired one, a free one, or the first to expire."""
    expiries = [expires for _, _, expires in _RECORD.iter_unpack(records)]
    for slot, (known, _, _) in enumerate(_RECORD.iter_unpack(records)):
        if known == digest:
            return slot
    for slot, expires in enumerate(expiries):
        if expires <= now:
            return slot
    return expiries.index(min(expiries))


def _write(file: int, place: _Place, slot: int, value: int, expires: float) -> None:
    record = _RECORD.pack(place.digest, value, expires)
    _write_at(file, place.offset + slot * _RECORD.size, record)


def _write_at(file: int, offset: int, record: bytes) -> None:
    if os.pwrite(file, record, offset) != len(record):
        raise OSError("no space left for the counters")

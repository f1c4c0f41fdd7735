"""Throttled log lines: at most one a minute per subject for the whole machine.

Used for anything a client can trigger with every request, so that a flood cannot fill the disk. The
next line reports how many were suppressed.

The time of the last line and the number suppressed since are in a small file next to the counters,
protected by ``flock``. If that directory is unusable, each process throttles on its own.
"""

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

_SECONDS = 60
_LONGEST = 64
# When each subject was last logged, as far as this process knows.
_last_logged: dict[str, float] = {}
# Suppressed lines per subject, counted in this process when the file is unusable.
_suppressed: dict[str, int] = {}
# The file lock excludes other processes; this one protects the two dicts between threads.
_lock = threading.Lock()


def is_due(subject: str) -> bool:
    """Return whether a subject was not logged in the last minute, and claim it if so."""
    # Monotonic since boot: all processes agree on it, and changing the clock has no effect.
    now = time.monotonic()
    last = _last_logged.get(subject)
    if last is not None and _is_recent(last, now):
        return False
    return _claim(subject) is not None


def log_throttled(
    log: Callable[..., object], subject: str, message: str, *values: object, **named: Any
) -> None:
    """Log a line unless its subject was logged within a minute, with the number suppressed since.

    ``log`` is a logger's method, such as ``warning`` or ``error``; the subject is also used in a
    file name.
    """
    suppressed = _claim(subject)
    if suppressed is None:
        return
    if suppressed:
        named["extra"] = {"fields": {"suppressed": suppressed}}
    log(message, *values, **named)


def _claim(subject: str) -> int | None:
    """Return how many lines were suppressed before this one; None if this one is too."""
    with _lock:
        try:
            now, last, suppressed = _claim_in(settings.COUNTER_DIR / f"said-{subject}")
        except OSError:
            now = time.monotonic()
            last, suppressed = _last_logged.get(subject), _suppressed.get(subject, 0)
            if last is not None and _is_recent(last, now):
                _suppressed[subject] = suppressed + 1
                return None
            last = None
            _suppressed.pop(subject, None)
        _last_logged[subject] = now if last is None else last
    return suppressed if last is None else None


def _claim_in(path: Path) -> tuple[float, float | None, int]:
    """Return the current time, the previous time if it was recent, and the number suppressed.

    The file is read and written under its lock.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.open(path, flags, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Read under the lock: a process that waited for it would otherwise see the other's time as
        # being in the future.
        now = time.monotonic()
        last, suppressed = _read(file)
        if last is not None and _is_recent(last, now):
            _write(file, last, suppressed + 1)
            return now, last, suppressed
        _write(file, now, 0)
    finally:
        os.close(file)
    return now, None, suppressed


def _read(file: int) -> tuple[float | None, int]:
    with contextlib.suppress(ValueError):
        last, suppressed = os.pread(file, _LONGEST, 0).split()
        return float(last), int(suppressed)
    return None, 0


def _write(file: int, last: float, suppressed: int) -> None:
    """Overwrite in place at a fixed length, so that a full disk leaves the old content intact."""
    content = f"{last!r} {suppressed}".encode().ljust(_LONGEST)
    if os.pwrite(file, content, 0) != len(content):
        raise OSError("no space left for the throttling record")


def _is_recent(last: float, now: float) -> bool:
    """Return whether a time is in the last minute; a future one is from before a reboot."""
    return 0 <= now - last < _SECONDS

"""Log lines that one is enough of: once a minute for a whole machine, whatever its processes.

Whatever a caller can cause at every request is logged so: a flood must not fill the disk. How many
lines were left unsaid is told with the next one.

The moment of the last one, and how many were left unsaid since, are in a small file next to the
counters, under the system's lock of it. Where that directory cannot be used, each process counts
its own minutes.
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
# When each subject was last spoken of, as far as this process knows.
_said: dict[str, float] = {}
# How many lines of each subject this process alone knows of, having no file to write it to.
_unsaid: dict[str, int] = {}
# The system's lock keeps out other processes; the two above are for all threads of this one.
_lock = threading.Lock()


def is_due(subject: str) -> bool:
    """Whether nobody on this machine has spoken of a subject for a minute; the caller now does."""
    # Since the machine's start, so that all processes agree and nobody can set it back.
    now = time.monotonic()
    last = _said.get(subject)
    if last is not None and _is_recent(last, now):
        return False
    return _claim(subject) is not None


def say(
    log: Callable[..., object], subject: str, message: str, *values: object, **named: Any
) -> None:
    """Log a line unless its subject was spoken of within a minute; tell how many were not.

    ``log`` is a logger's ``warning``, ``error`` or such; a subject is the name of a file too.
    """
    unsaid = _claim(subject)
    if unsaid is None:
        return
    if unsaid:
        named["extra"] = {"fields": {"unsaid": unsaid}}
    log(message, *values, **named)


def _claim(subject: str) -> int | None:
    """How many lines were left unsaid before one that is due now; None, and one more, if not."""
    with _lock:
        try:
            now, last, unsaid = _claim_in(settings.COUNTER_DIR / f"said-{subject}")
        except OSError:
            now = time.monotonic()
            last, unsaid = _said.get(subject), _unsaid.get(subject, 0)
            if last is not None and _is_recent(last, now):
                _unsaid[subject] = unsaid + 1
                return None
            last = None
            _unsaid.pop(subject, None)
        _said[subject] = now if last is None else last
    return unsaid if last is None else None


def _claim_in(path: Path) -> tuple[float, float | None, int]:
    """Now, when it was last said, if that was a moment ago, and how many lines were left unsaid.

    What the file holds is read and written under its lock.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.open(path, flags, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Under the lock: one that waited for it would take the other's moment for one to come.
        now = time.monotonic()
        last, unsaid = _read(file)
        if last is not None and _is_recent(last, now):
            _write(file, last, unsaid + 1)
            return now, last, unsaid
        _write(file, now, 0)
    finally:
        os.close(file)
    return now, None, unsaid


def _read(file: int) -> tuple[float | None, int]:
    with contextlib.suppress(ValueError):
        last, unsaid = os.pread(file, _LONGEST, 0).split()
        return float(last), int(unsaid)
    return None, 0


def _write(file: int, last: float, unsaid: int) -> None:
    """Write in place, at one length: where there is no room, what was there stays."""
    content = f"{last!r} {unsaid}".encode().ljust(_LONGEST)
    if os.pwrite(file, content, 0) != len(content):
        raise OSError("no room for a notice")


def _is_recent(last: float, now: float) -> bool:
    """A moment to come is one of before the machine started again."""
    return 0 <= now - last < _SECONDS

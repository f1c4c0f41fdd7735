"""Log lines that one is enough of: once a minute for a whole machine, whatever its processes.

The moment of the last one is in a small file next to the counters, under the system's lock of it.
Where that directory cannot be used, each process counts its own minutes.
"""

import contextlib
import fcntl
import os
import time
from pathlib import Path

from django.conf import settings

_SECONDS = 60
_LONGEST = 32
# When each subject was last spoken of, as far as this process knows.
_said: dict[str, float] = {}


def is_due(subject: str) -> bool:
    """Whether nobody on this machine has spoken of a subject for a minute; the caller now does."""
    # Since the machine's start, so that all processes agree and nobody can set it back.
    now = time.monotonic()
    last = _said.get(subject)
    if last is not None and _is_recent(last, now):
        return False
    try:
        last = _claim(settings.COUNTER_DIR / f"said-{subject}", now)
    except OSError:
        last = None
    _said[subject] = now if last is None else last
    return last is None


def _claim(path: Path, now: float) -> float | None:
    """Write that it is said now; nothing is written if it was said a moment ago, which is given."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.open(path, flags, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        with contextlib.suppress(ValueError):
            last = float(os.pread(file, _LONGEST, 0))
            if _is_recent(last, now):
                return last
        os.ftruncate(file, 0)
        os.pwrite(file, repr(now).encode(), 0)
    finally:
        os.close(file)
    return None


def _is_recent(last: float, now: float) -> bool:
    """A moment to come is one of before the machine started again."""
    return 0 <= now - last < _SECONDS

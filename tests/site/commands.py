"""Running a command of ``manage.py`` as an operator would, on an instance of its own."""

import atexit
import contextlib
import functools
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).parents[2]
# Those of "make test-services".
_STORES = ("DATABASE_URL", "DATABASE_TIMEOUT", "REDIS_URL")
# Nothing takes so long but what does not end, on a machine that does much else too.
_SECONDS = 180
# Variables that Python reads when it starts, and gunicorn and Prometheus when they are imported.
_READ_AT_IMPORT = ("PYTHON", "FORWARDED_ALLOW_IPS", "GUNICORN_", "PROMETHEUS_")


def manage(*arguments: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command with these variables and no others, and give what it said."""
    given = _kept() | {"DATA_DIR": str(data)} | variables
    if any(name.startswith(_READ_AT_IMPORT) for name in variables):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=REPOSITORY,
            env=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    with tempfile.TemporaryDirectory() as place:
        output, errors = Path(place, "output"), Path(place, "errors")
        output.touch()
        errors.touch()
        status = _launcher().run(_order(arguments, given, output, errors))
        # As a pipe in text mode is read.
        texts = [path.read_text(encoding="utf-8") for path in (output, errors)]
    return subprocess.CompletedProcess(["manage.py", *arguments], status, *texts)


def manage_served(
    data: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command on an instance that serves (``Server``), whose stores may be the tests'."""
    counters = {"COUNTER_DIR": str(data / "counters")}
    return manage(*arguments, data=data, **(stores() | counters | variables))


def stores() -> dict[str, str]:
    """The stores of "make test-services", which instances share."""
    return {name: os.environ[name] for name in _STORES if name in os.environ}


class Forked:
    """A server that the launcher has started, with what tests use of ``subprocess.Popen``."""

    def __init__(self, pid: int, stdout: IO[bytes]) -> None:
        self.pid = pid
        self.stdout = stdout
        # Of this process even when another has taken its number.
        self._handle = os.pidfd_open(pid)

    def send_signal(self, number: int) -> None:
        """Send a signal, which does nothing to a server that has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)

    def poll(self) -> bool | None:
        """True once it has ended."""
        return True if self._ended(0) else None

    def wait(self, timeout: float) -> None:
        """Wait for its end, in seconds."""
        if not self._ended(timeout):
            raise subprocess.TimeoutExpired("manage.py serve", timeout)

    def close(self) -> None:
        """Forget it."""
        os.close(self._handle)

    def _ended(self, seconds: float) -> bool:
        return bool(select.select([self._handle], [], [], seconds)[0])


def fork_server(words: Sequence[str], variables: Mapping[str, str], errors: Path) -> Forked:
    """Start ``serve`` as a copy of the launcher, which gives gunicorn all that is imported."""
    reading, writing = os.pipe()
    # A path of the pipe, which the server opens before it says its number.
    output = Path(f"/proc/{os.getpid()}/fd/{writing}")
    try:
        pid = _launcher().run(_order(words, variables, output, errors) | {"serves": True})
    finally:
        os.close(writing)
    return Forked(pid, os.fdopen(reading, "rb"))


def can_fork(variables: Mapping[str, str]) -> bool:
    """Whether a copy of the launcher would be the server that these variables ask for."""
    return hasattr(os, "pidfd_open") and not any(
        name.startswith(_READ_AT_IMPORT) for name in variables
    )


def _order(
    words: Sequence[str], variables: Mapping[str, str], output: Path, errors: Path
) -> dict[str, object]:
    return {
        "words": words,
        "variables": dict(variables),
        "output": str(output),
        "errors": str(errors),
        "serves": False,
    }


def _kept() -> dict[str, str]:
    return {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}


class _Launcher:
    """The process that starts them (see ``tests.site.launcher``)."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.site.launcher"],
            cwd=REPOSITORY,
            env=_kept(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, order: dict[str, object]) -> int:
        """Have a command run, and wait for its end: its status, or the number of a server."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        ended, _, _ = select.select([self.process.stdout], [], [], _SECONDS)
        if not ended:
            self.stop()
            _launcher.cache_clear()
            raise AssertionError(f"{order['words']} has not ended")
        return int(self.process.stdout.readline())

    def stop(self) -> None:
        """End it, and a command that still runs."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


@functools.cache
def _launcher() -> _Launcher:
    started = _Launcher()
    atexit.register(started.stop)
    return started

"""Running a command of ``manage.py`` as an operator would, on an instance of its own."""

import atexit
import functools
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
# Those of "make test-services".
_STORES = ("DATABASE_URL", "DATABASE_TIMEOUT", "REDIS_URL")
# Nothing takes so long but what does not end, on a machine that does much else too.
_SECONDS = 180


def manage(*arguments: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command with these variables and no others, and give what it said."""
    given = _kept() | {"DATA_DIR": str(data)} | variables
    if any(name.startswith("PYTHON") for name in variables):
        # They are Python's own, which reads them when it starts.
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
        status = _launcher().run(
            {
                "words": arguments,
                "variables": given,
                "output": str(output),
                "errors": str(errors),
            }
        )
        # As a pipe in text mode is read.
        texts = [path.read_text(encoding="utf-8") for path in (output, errors)]
    return subprocess.CompletedProcess(["manage.py", *arguments], status, *texts)


def manage_served(
    data: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command on an instance that serves (``Server``), whose stores may be the tests'."""
    stores = {name: os.environ[name] for name in _STORES if name in os.environ}
    counters = {"COUNTER_DIR": str(data / "counters")}
    return manage(*arguments, data=data, **(stores | counters | variables))


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
        """Have a command run, and wait for its end: its status."""
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

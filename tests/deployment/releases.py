"""A copy of this repository as an operator gets it, and a machine's folders to install it in."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.conformance.test_textile import PORTAL_TSHIRT

REPOSITORY = Path(__file__).parents[2]
_RESTART = """#!/bin/sh
former=$(cat {state} 2>/dev/null)
kill -HUP {pid}
while [ "$(cat {state} 2>/dev/null)" = "$former" ]; do sleep 0.1; done
grep -q ok {state}
"""
_RUNNING = """#!/bin/sh
read -r _ _ process <{state}
readlink "/proc/$process/cwd"
"""


def copy_repository(target: Path) -> Path:
    """The files that git tracks or would track, as they are in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, target / name)
    return target


class Machine:
    """Folders that stand in for /opt, /etc, /var/lib and /run, and a holder for systemd."""

    def __init__(self, directory: Path) -> None:
        self.root = directory / "opt"
        self.data = directory / "data"
        self.socket = directory / "socket"
        self.state = directory / "state"
        self.variables = directory / "environment"
        self.restart = directory / "restart"
        self.running = directory / "running"
        for made in (self.root, self.data, self.data / "backups"):
            made.mkdir(mode=0o700)
        self.variables.write_text(f"DATA_DIR={self.data}\nWEB_CONCURRENCY=2\n", encoding="utf-8")

    def __enter__(self) -> Self:
        inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        self.environment = inherited | {
            "ROOT": str(self.root),
            "VARIABLES": str(self.variables),
            "ACCOUNT": "",
            "BACKUPS": str(self.data / "backups"),
            "RESTART": str(self.restart),
            "RUNNING": str(self.running),
            "READY": "curl --silent --fail --max-time 5 --output /dev/null "
            f"--unix-socket {self.socket} http://localhost/readyz",
            "PYTHON": sys.executable,
        }
        self.log = (self.data / "holder.log").open("wb")
        self.holder = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.deployment.holder",
                *map(str, (self.socket, self.root / "current", self.state)),
            ],
            cwd=REPOSITORY,
            env=inherited
            | {"DATA_DIR": str(self.data), "COUNTER_DIR": str(self.data / "counters")}
            | {"WEB_CONCURRENCY": "2", "RATELIMIT_MAX_RPM": "0"},
            stdout=subprocess.PIPE,
            stderr=self.log,
        )
        assert self.holder.stdout is not None
        assert self.holder.stdout.readline() == b"ready\n"
        for script, text in ((self.restart, _RESTART), (self.running, _RUNNING)):
            made = text.format(state=self.state, pid=self.holder.pid)
            script.write_text(made, encoding="utf-8")
            script.chmod(0o755)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.holder.send_signal(signal.SIGTERM)
        self.holder.wait(60)
        assert self.holder.stdout is not None
        self.holder.stdout.close()
        self.log.close()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts of a copy of the repository."""
        return subprocess.run(
            words, env=self.environment, capture_output=True, text=True, check=False
        )

    @property
    def serving(self) -> str:
        """The version that the link points to."""
        return (self.root / "current").readlink().name


class Caller:
    """A client that keeps requesting a score, one request after another."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.answers = 0
        self.failures: list[str] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    @contextlib.contextmanager
    def calling(self) -> Iterator[Self]:
        """Send requests during the block."""
        self._thread.start()
        try:
            yield self
        finally:
            self._end.set()
            self._thread.join(60)

    def _go_on(self) -> None:
        # Only now and then, to leave the processor to the installation.
        while not self._end.wait(0.02):
            try:
                status, answer = score(self.machine.socket)
                if (status, answer["impacts"]["ecs"]) != (200, 1754.6384371121455):
                    self.failures.append(f"{status} {answer}")
                self.answers += 1
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.failures.append(repr(error))


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self) -> None:
        """Connect to the path."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(str(self.path))


def score(path: Path) -> tuple[int, dict[str, Any]]:
    """The portal's garment, scored through a unix socket."""
    connection = _UnixConnection(path)
    with contextlib.closing(connection):
        connection.request(
            "POST",
            "/api/textile/simulator",
            json.dumps(PORTAL_TSHIRT),
            {"Content-Type": "application/json"},
        )
        response = connection.getresponse()
        return response.status, json.load(response)

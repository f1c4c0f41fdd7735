"""PostgreSQL and Redis servers for a test, which it can stop, freeze and restart.

Tests that only need a database share a cluster (``new_database``).
"""

import atexit
import contextlib
import functools
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
import pytest

from tests.site.ports import free_port

_SECONDS = 30
_POLL_SECONDS = 0.05


def program(name: str) -> str:
    """The path of a server's program; without it a test is skipped, except in CI."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = shutil.which(name) or (str(places[0]) if places else None)
    if found is None:
        if os.environ.get("CI"):
            raise AssertionError(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


class Service:
    """A process that listens on its own port until the end of its ``with`` block."""

    def __init__(self) -> None:
        self.port = free_port()
        self.directory = Path(tempfile.mkdtemp(prefix="service-"))
        self.process: subprocess.Popen[bytes] | None = None
        # When it last began to answer, on the monotonic clock.
        self.back = 0.0

    def command(self) -> list[str]:
        """What to run."""
        raise NotImplementedError

    def user(self) -> str | None:
        """The account to run it as, None for the current one."""
        return None

    def start(self) -> None:
        """Start, and wait until the port answers."""
        self.process = subprocess.Popen(
            self.command(),
            cwd=self.directory,
            user=self.user(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(int(_SECONDS / _POLL_SECONDS)):
            if self.answers():
                self.back = time.monotonic()
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(_POLL_SECONDS)
                raise AssertionError(f"{self.command()[0]} has ended")
        raise AssertionError(f"{self.command()[0]} does not answer")

    def answers(self) -> bool:
        """Whether connections are accepted."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """Terminate immediately, closing every connection."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(_SECONDS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)


class Redis(Service):
    """A Redis server without persistence."""

    @property
    def url(self) -> str:
        """Its address, as ``REDIS_URL`` takes it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """What to run."""
        options = f"--port {self.port} --bind 127.0.0.1 --appendonly no".split()
        return [program("redis-server"), *options, "--save", ""]

    def freeze(self) -> None:
        """Accept connections, but answer nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Answer again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)
        self.back = time.monotonic()

    def stop(self) -> None:
        """Redis has no other quick shutdown."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(_SECONDS)


class PostgreSQL(Service):
    """A cluster with one database."""

    def __init__(self) -> None:
        super().__init__()
        self.cluster = self.directory / "cluster"
        if user := self.user():
            shutil.chown(self.directory, user)
        subprocess.run(
            [program("initdb"), "-D", str(self.cluster), "-A", "trust", "-U", "eco", "--no-sync"],
            cwd=self.directory,
            user=self.user(),
            check=True,
            capture_output=True,
        )

    @property
    def url(self) -> str:
        """The address of its database, as ``DATABASE_URL`` takes it."""
        return self.url_of("postgres")

    def url_of(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgres://eco@127.0.0.1:{self.port}/{name}"

    def user(self) -> str | None:
        """PostgreSQL refuses to run as root."""
        return "postgres" if os.getuid() == 0 else None

    def command(self) -> list[str]:
        """What to run."""
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={self.directory}"
        return [
            program("postgres"),
            *f"-D {self.cluster} -p {self.port} -c fsync=off {options}".split(),
        ]

    def answers(self) -> bool:
        """The port opens before the server accepts connections."""
        ready = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0

    def processes(self) -> list[int]:
        """The server and a process for each of its connections."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [pid, *map(int, children.split())]

    def freeze(self) -> None:
        """Hang: connections stay, nothing answers."""
        for pid in self.processes():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Continue."""
        for pid in self.processes():
            os.kill(pid, signal.SIGCONT)
        self.back = time.monotonic()


_NUMBERS = itertools.count()


def new_database() -> str:
    """The address of an empty database, in a cluster that no test stops."""
    cluster = _shared()
    name = f"eco{next(_NUMBERS)}"
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return cluster.url_of(name)


@functools.cache
def _shared() -> PostgreSQL:
    cluster = PostgreSQL()
    atexit.register(cluster.__exit__, None, None, None)
    cluster.start()
    return cluster

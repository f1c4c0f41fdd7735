"""Starting a real instance for a test, on a free port, with its own data directory."""

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tests.site.commands import Forked, can_fork, fork_server
from tests.site.ports import free_port

REPOSITORY = Path(__file__).parents[2]
_START_SECONDS = 30
Process = Forked | subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: header names are read in any case."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body, which must be JSON and say so."""
        assert self.headers["Content-Type"] == "application/json", self.headers.items()
        return json.loads(self.body)


class Server:
    """An instance that serves until the end of its ``with`` block.

    It is started as a copy of a process that has imported the libraries, which is most of a start
    (``tests.site.launcher``).
    """

    def __init__(self, data: Path, **variables: str) -> None:
        self.data = data
        self.variables = variables
        self.port = free_port()
        self.address = f"http://localhost:{self.port}/"
        self.announced = ""

    def __enter__(self) -> Self:
        self.log = (self.data / "server.log").open("wb")
        words = ["serve", "--port", str(self.port)]
        variables = (
            os.environ
            | {"DATA_DIR": str(self.data), "COUNTER_DIR": str(self.data / "counters")}
            | self.variables
        )
        self.process = self._start(words, variables)
        self._wait()
        return self

    def _start(self, words: list[str], variables: Mapping[str, str]) -> Process:
        if can_fork(self.variables):
            return fork_server(words, variables, self.data / "server.log")
        return _spawn(words, variables, self.log)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(_START_SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()
        if isinstance(self.process, Forked):
            self.process.close()
        self.log.close()

    def _wait(self) -> None:
        output = self.process.stdout
        assert output is not None
        ready, _, _ = select.select([output], [], [], _START_SECONDS)
        self.announced = output.readline().decode() if ready else ""
        for _ in range(_START_SECONDS * 20):
            if self.process.poll() is not None:
                break
            with socket.socket() as probe:
                probe.settimeout(_START_SECONDS)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            select.select([], [], [], 0.05)
        raise AssertionError((self.data / "server.log").read_text(encoding="utf-8"))

    def ask(
        self,
        verb: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        """Send one request, JSON unless the body is bytes, and follow no redirection."""
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        sent = {} if content is None else {"Content-Type": "application/json"}
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=_START_SECONDS, source_address=(source, 0)
        )
        try:
            connection.request(
                verb, path, content, {"Host": f"localhost:{self.port}"} | sent | dict(headers or {})
            )
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def post(
        self, path: str, body: Any, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Send JSON, and give the status and the JSON of the answer."""
        request = urllib.request.Request(
            self.address + path.lstrip("/"),
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"} | (headers or {}),
            method="POST",
        )
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)


class SpawnedServer(Server):
    """A server that starts as an operator's does: where the start, or its speed, is looked at."""

    def _start(self, words: list[str], variables: Mapping[str, str]) -> Process:
        return _spawn(words, variables, self.log)


def _spawn(
    words: list[str], variables: Mapping[str, str], log: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=REPOSITORY,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=log,
    )

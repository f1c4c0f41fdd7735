"""The servers that are measured: of this copy, of another copy, or one that is running already."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from benchmarks.driver import Load, drive
from benchmarks.processes import average_memory, family, processor_seconds, serving
from benchmarks.requests import NO_REFUSAL
from benchmarks.workloads import Workload
from scoring.engine.method import load_method
from tests.details import made_up_rows, write_json
from tests.site.ports import free_port

REPOSITORY = Path(__file__).parents[1]
_START_SECONDS = 60
_POLL_SECONDS = 0.01
_PROBE = b'{"mass": 0.17, "product": "tshirt", "materials": [{"id": "ei-coton", "share": 1}]}'
_SIMULATOR = "/api/textile/simulator"
_NONE: Mapping[str, str] = MappingProxyType({})


class Unusable(Exception):
    """A server that cannot be measured; the message says why, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A server that answers.

    ``pid`` is that of the process whose children serve, None if its CPU time is unknown. ``prefix``
    is the path of the server's root, without its last slash. ``token`` is empty if there is none.
    ``keeps`` tells whether it keeps a connection for the next request.
    """

    name: str
    host: str
    port: int
    prefix: str = ""
    token: str = ""
    pid: int | None = None
    keeps: bool = False

    def requests(self, workload: Workload, *, kept: bool) -> list[bytes]:
        """Return the requests of a workload, for this server."""
        return workload.requests(
            host=f"{self.host}:{self.port}", prefix=self.prefix, token=self.token, kept=kept
        )

    def drive(self, workload: Workload, connections: int, seconds: float, *, kept: bool) -> Load:
        """Put it under load."""
        requests = self.requests(workload, kept=kept)
        return drive(self.port, requests, connections, seconds, host=self.host, kept=kept)

    def processor_seconds(self) -> float | None:
        """Return the CPU time of its processes so far."""
        return None if self.pid is None else processor_seconds(family(self.pid))

    def memory(self) -> float | None:
        """Return the average PSS of a serving process in MB."""
        return None if self.pid is None else average_memory(serving(self.pid))

    def cores(self) -> int | None:
        """Return on how many cores its processes may run."""
        if self.pid is None:
            return None
        return max(len(os.sched_getaffinity(pid)) for pid in serving(self.pid))

    def page(self) -> str:
        """Return the HTML of its textile simulator."""
        status, content = self._get(f"{self.prefix}/textile/")
        if status != http.client.OK:
            raise Unusable(f"{self.name} : /textile/ répond {status}")
        return content.decode()

    def _get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=_START_SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()


def running(url: str, *, pid: int | None = None, token: str = "") -> Subject:
    """Return a server that is running already. Raises ``Unusable`` if it does not answer."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise Unusable(f"AGAINST vaut « {url} » ; une adresse http:// ou un dossier est attendu.")
    if pid is not None and not Path("/proc", str(pid)).exists():
        raise Unusable(f"AGAINST_PID vaut {pid} : aucun programme n'a ce numéro.")
    subject = Subject(
        name=url,
        host=parts.hostname,
        port=parts.port or 80,
        prefix=parts.path.rstrip("/"),
        token=token,
        pid=pid,
    )
    try:
        return _probed(subject)
    except OSError as error:
        raise Unusable(f"{url} ne répond pas : {error.strerror or error}.") from None


class Instance:
    """A server started from a copy of the repository, until the end of its ``with`` block.

    ``seconds`` is the time from its start to its first answer, and ``processor`` the CPU time that
    it took, in seconds.
    """

    def __init__(
        self,
        data: Path,
        copy: Path = REPOSITORY,
        *,
        command: tuple[str, ...] = (),
        variables: Mapping[str, str] = _NONE,
    ) -> None:
        self.copy = copy
        self.data = data
        self.seconds = self.processor = 0.0
        self.port = free_port()
        self.command = command or ("manage.py", "serve", "--port", str(self.port))
        self.variables = {
            "DATA_DIR": str(data),
            "COUNTER_DIR": str(data / "counters"),
            "WEB_CONCURRENCY": "1",
            "RATELIMIT_MAX_RPM": NO_REFUSAL,
            **variables,
        }

    def __enter__(self) -> Subject:
        self._log = (self.data / "server.log").open("wb")
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [str(python_of(self.copy)), *self.command],
            cwd=self.copy,
            env=_environment(self.copy, self.variables | {"BIND": f"127.0.0.1:{self.port}"}),
            stdout=self._log,
            stderr=self._log,
        )
        subject = Subject(
            name=str(self.copy), host="127.0.0.1", port=self.port, pid=self.process.pid
        )
        try:
            found = self._first_answer(subject)
        except BaseException:
            self.__exit__()
            raise
        self.seconds = time.perf_counter() - started
        self.processor = subject.processor_seconds() or 0.0
        return found

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(_START_SECONDS)
        finally:
            self._log.close()

    def _first_answer(self, subject: Subject) -> Subject:
        limit = time.monotonic() + _START_SECONDS
        while time.monotonic() < limit and self.process.poll() is None:
            with contextlib.suppress(OSError):
                return _probed(subject)
            time.sleep(_POLL_SECONDS)
        log = (self.data / "server.log").read_text(encoding="utf-8")
        raise Unusable(f"{self.copy} ne démarre pas :\n{log}")


def entitled(data: Path, copy: Path = REPOSITORY, *, variables: Mapping[str, str] = _NONE) -> str:
    """Import made-up licensed data into an instance, and return a new token."""
    rows = made_up_rows(load_method(REPOSITORY / "scoring" / "data" / "v7.0.0").dataset)
    file = write_json(data / "licence.json", rows)
    # In one process: its start takes longer than all of them. The token is said last.
    commands = (
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        f"call_command('import_details', {str(file)!r})\n"
        "call_command('create_token', 'mesure@example.org')"
    )
    return _manage(copy, data, variables, "shell", "-c", commands).split()[-1]


def python_of(copy: Path) -> Path:
    """Return the interpreter of a copy of the repository: its own, else this one."""
    own = copy / ".venv" / "bin" / "python"
    return Path(sys.executable) if copy == REPOSITORY or not own.exists() else own


@contextlib.contextmanager
def pinned(core: int) -> Iterator[None]:
    """Run on one core, as do the processes started meanwhile."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _manage(copy: Path, data: Path, variables: Mapping[str, str], *arguments: str) -> str:
    found = subprocess.run(
        [str(python_of(copy)), "manage.py", *arguments],
        cwd=copy,
        env=_environment(copy, {"DATA_DIR": str(data), **variables}),
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise Unusable(f"{copy} : manage.py {arguments[0]} a échoué.\n{found.stderr}")
    return found.stdout


def _environment(copy: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a process of a copy, which must not import this copy's modules."""
    return {**os.environ, **variables, "PYTHONPATH": str(copy)}


def _probed(subject: Subject) -> Subject:
    """Send two requests on one connection: the server answers, and may keep the connection."""
    connection = http.client.HTTPConnection(subject.host, subject.port, timeout=_START_SECONDS)
    with contextlib.closing(connection):
        head = {"Content-Type": "application/json"}
        connection.request("POST", subject.prefix + _SIMULATOR, _PROBE, head)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise Unusable(f"{subject.name} : {_SIMULATOR} répond {answer.status}")
        return replace(subject, keeps=not answer.will_close)

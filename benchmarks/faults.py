"""Behaviour under malformed requests and faults. Each scenario runs its own server."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from benchmarks.driver import Load, drive
from benchmarks.processes import workers
from benchmarks.requests import NO_REFUSAL, score_request, textile_requests
from benchmarks.rows import Row
from tests.operation.test_faults import CREATE, TOKEN, call, eventually, granted
from tests.site.commands import manage
from tests.site.server import Server

_CONNECTIONS = 8
_NESTED = 100_000
_HUGE = 10_000_000
_DISK = "2m"
_LIMIT = 50
_MINUTE = 60
PATH = "/api/textile/simulator"
Scenario = Callable[[Path, float], list[Row]]
_BEGUN = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n".encode()


def nonsense(directory: Path, seconds: float) -> list[Row]:
    """Malformed bodies and headers: each is rejected, and none kills the server."""
    nested = b"[" * _NESTED
    lines = b"".join(b"X-%d: a\r\n" % number for number in range(100))
    cases = {
        "corps imbriqué 100 000 fois": (_BEGUN + _length(len(nested)) + nested, {400}),
        "objets imbriqués": (_body(b'{"a":' * 20_000), {400}),
        "corps annoncé de 10 Go": (_BEGUN + _length(10_000_000_000), {413}),
        "corps de 10 Mo": (_body(b" " * _HUGE), {413}),
        "corps de 10 Mo en morceaux": (_chunked(_HUGE), {413}),
        "ligne de 1 Mo": (b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n\r\n", {400, 414}),
        "100 en-têtes": (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + lines + b"\r\n", {400, 431}),
        "octets au hasard": (os.urandom(5000) + b"\r\n\r\n", {400}),
    }
    with Server(directory, WEB_CONCURRENCY="1") as server:
        # The port is open before any worker is ready.
        alive = _scores(server.port)
        before = workers(server)
        found = {name: _status(server.port, sent) for name, (sent, _) in cases.items()}
        alive = alive and workers(server) == before and _scores(server.port)
    good = alive and all(found[name] in (*expected, 0) for name, (_, expected) in cases.items())
    text = ", ".join(f"{name} : {status or 'coupé'}" for name, status in found.items())
    return [Row("requêtes absurdes", f"{text} ; le processus continue", good)]


def killed_worker(directory: Path, seconds: float) -> list[Row]:
    """A worker killed with SIGKILL under load: at most its current request is lost."""
    with Server(directory, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM=NO_REFUSAL) as server:
        kills = 3
        load = _meanwhile(
            server, seconds, kills, lambda: os.kill(workers(server)[0], signal.SIGKILL)
        )
        good = load.refused <= kills and len(workers(server)) == 2
    return [
        Row(
            f"{kills} processus tués (signal 9), 8 connexions, {seconds:.0f} s",
            f"échecs : {load.refused} sur {len(load.latencies)} requêtes : au plus celle que le "
            "processus traitait",
            good,
        )
    ]


def reload(directory: Path, seconds: float) -> list[Row]:
    """All workers replaced by a reload under load: no request is lost."""
    with Server(directory, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM=NO_REFUSAL) as server:
        before = workers(server)
        reloads = 3
        load = _meanwhile(
            server, seconds, reloads, lambda: server.process.send_signal(signal.SIGHUP)
        )
        # On a busy machine, this may take longer than the load lasts.
        eventually(lambda: not set(before) & set(workers(server)))
        good = not load.refused
    return [
        Row(
            f"{reloads} rechargements (HUP), 8 connexions, {seconds:.0f} s",
            f"échecs : {load.refused} sur {len(load.latencies)} requêtes",
            good,
        )
    ]


def full_disk(directory: Path, seconds: float) -> list[Row]:
    """No disk space for the database: scoring still works, the rest recovers with free space."""
    done = f"disque plein sous la base ({_DISK}o)"
    if os.getuid() != 0 or shutil.which("mount") is None:
        return [Row(done, "non mesuré : il faut être administrateur", good=True)]
    disk = directory / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK},mode=700", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        return [Row(done, "non mesuré : ce système ne permet pas de monter un disque", good=True)]
    try:
        for command in (("migrate",), ("shell", "--no-imports", "-c", CREATE)):
            assert manage(*command, data=disk).returncode == 0
        with Server(directory, DATA_DIR=str(disk), WEB_CONCURRENCY="2") as server:
            filler = disk / "filler"
            with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)
            full = [_scores(server.port) and call(server, TOKEN)[0] == 200 for _ in range(10)]
            filler.unlink()
            after = granted(server)
        good = all(full) and after
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)
    return [
        Row(
            done,
            f"{sum(full)} appels servis sur {len(full)}, avec ou sans jeton ; le jeton donne "
            "de nouveau les détails dès qu'il y a de la place",
            good,
        )
    ]


def clock_jumps(directory: Path, seconds: float) -> list[Row]:
    """The clock set an hour on, then two back: the limit holds and nobody is locked out."""
    code = "from benchmarks.clock import run; run()"
    limit = {"RATELIMIT_MAX_RPM": str(_LIMIT), "COUNTER_DIR": str(directory / "counters")}
    shell = manage("shell", "--no-imports", "-c", code, data=directory, **limit)
    jumps = json.loads(shell.stdout)
    admitted = ", ".join(str(count) for count, _ in jumps)
    return [
        Row(
            f"horloge avancée d'une heure puis reculée de deux, limite de {_LIMIT} par minute",
            f"{admitted} appels admis sur 120 ; attente annoncée, {max(w for _, w in jumps)} s au "
            "plus",
            all(count == _LIMIT and wait <= _MINUTE for count, wait in jumps),
        )
    ]


SCENARIOS: tuple[Scenario, ...] = (
    nonsense,
    killed_worker,
    reload,
    full_disk,
    clock_jumps,
)


def _requests() -> list[bytes]:
    return [score_request(PATH, body) for body in textile_requests()]


def _scores(port: int) -> bool:
    return _status(port, score_request(PATH, textile_requests()[0])) == 200


def _meanwhile(server: Server, seconds: float, times: int, act: Callable[[], None]) -> Load:
    """Put the server under load, and run an action several times meanwhile."""
    timers = [threading.Timer(seconds * (number + 1) / (times + 1), act) for number in range(times)]
    for timer in timers:
        timer.start()
    load = drive(server.port, _requests(), _CONNECTIONS, seconds)
    for timer in timers:
        timer.join()
    return load


def _length(size: int) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % size


def _body(content: bytes) -> bytes:
    return _BEGUN + _length(len(content)) + content


def _chunked(size: int) -> bytes:
    block = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    return _BEGUN + b"Transfer-Encoding: chunked\r\n\r\n" + block * (size >> 16) + b"0\r\n\r\n"


def _status(port: int, sent: bytes) -> int:
    """Return the status of the response; 0 if the connection is reset before it arrives."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(sent)
        with contextlib.suppress(OSError):
            received = connection.recv(12)
    return int(received[9:12]) if received.startswith(b"HTTP/1.") else 0

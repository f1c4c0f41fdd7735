"""What other callers notice of one who is slow, heavy, or asks what does not answer.

Two processes and no proxy; each trouble alone. The others call the API, and ask for a page now and
then: half of their answers within 50 ms, all within a second.
"""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.driver import Load, drive
from benchmarks.requests import NO_REFUSAL, score_request, textile_requests
from benchmarks.rows import Row
from tests.operation.services import PostgreSQL
from tests.operation.test_faults import TOKEN
from tests.operation.test_hung_accounts import SECRET, account, sign_in
from tests.site.server import Server

_OTHERS = 4
_API = "/api/textile/simulator"
_PAGE = b"GET /textile/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_ONE_PAGE_IN = 20
_MEDIAN_MS, _WORST_MS = 50, 1000
_LARGEST_BODY = 102_400
_SETTINGS = {"WEB_CONCURRENCY": "2", "RATELIMIT_MAX_RPM": NO_REFUSAL}


def undisturbed(directory: Path, seconds: float) -> list[Row]:
    """Nobody else: what the other rows compare with."""
    with Server(directory, **_SETTINGS) as server:
        return [_row("rien d'autre", _others(server, seconds), 0)]


def slow_clients(directory: Path, seconds: float) -> list[Row]:
    """Clients that send a byte a second, and begin again when they are cut off."""
    rows = []
    with Server(directory, **_SETTINGS) as server:
        for clients in (16, 32, 256):
            with _again_and_again(lambda end: _drip(server, end), clients) as count:
                load = _others(server, seconds)
            rows.append(_row(f"{clients} clients qui envoient un octet par seconde", load, count()))
    return rows


def worst_bodies(directory: Path, seconds: float) -> list[Row]:
    """One body a second, as large as is taken and as long to answer as is known."""
    bodies = _worst()
    rows = []
    with Server(directory, **_SETTINGS) as server:
        for path, sent in bodies.items():
            with _again_and_again(partial(_call, server, sent, rest=1), 8) as count:
                load = _others(server, seconds)
            rows.append(_row(f"un corps de 100 ko par seconde à {path}", load, count()))
    return rows


def sign_ins(directory: Path, seconds: float) -> list[Row]:
    """Right passwords, each of which takes a fifth of a second of processor."""
    account(directory)
    with Server(directory, **_SETTINGS) as server:
        with _again_and_again(lambda end: _call(server, sign_in(), end, rest=1), 4) as count:
            load = _others(server, seconds)
        return [_row("4 connexions à un compte par seconde, mot de passe juste", load, count())]


def hung_database(directory: Path, seconds: float) -> list[Row]:
    """A PostgreSQL that takes connections and answers nothing."""
    with PostgreSQL() as database:
        session = account(directory, DATABASE_URL=database.url)
        called = score_request(_API, textile_requests()[0], f"token: {TOKEN}\r\n")
        visited = _PAGE.replace(b"/textile/", b"/compte/").replace(
            b"Connection", f"Cookie: sessionid={session}\r\nConnection".encode()
        )
        with Server(directory, DATABASE_URL=database.url, **_SETTINGS) as server:
            for _ in range(8):
                _call(server, called, threading.Event(), rest=0)
            database.freeze()
            try:
                with (
                    _again_and_again(lambda end: _call(server, called, end, rest=0.1), 8) as calls,
                    _again_and_again(
                        lambda end: _call(server, visited, end, rest=0.1), 8
                    ) as visits,
                ):
                    load = _others(server, seconds)
            finally:
                database.thaw()
    count = calls() + visits()
    return [_row("PostgreSQL suspendu, 8 appels avec jeton et 8 pages de compte", load, count)]


SCENARIOS = (undisturbed, slow_clients, worst_bodies, sign_ins, hung_database)


def _others(server: Server, seconds: float) -> Load:
    requests = [score_request(_API, body) for body in textile_requests()]
    requests[::_ONE_PAGE_IN] = [_PAGE] * len(requests[::_ONE_PAGE_IN])
    return drive(server.port, requests, _OTHERS, seconds)


def _row(trouble: str, load: Load, count: int) -> Row:
    median, worst = load.percentile(0.5), load.percentile(1)
    return Row(
        f"{trouble}, {load.seconds:.0f} s, 2 processus",
        f"{count} fois ; les autres : {load.rate:.0f} requêtes/s, médiane {median:.0f} ms, "
        f"p99 {load.percentile(0.99):.0f} ms, attente au plus {worst:.0f} ms, "
        f"échecs : {load.refused}",
        median < _MEDIAN_MS and worst < _WORST_MS and not load.refused,
    )


@contextlib.contextmanager
def _again_and_again(
    act: Callable[[threading.Event], None], callers: int
) -> Iterator[Callable[[], int]]:
    """Several callers who act until the end; gives how often they did."""
    end = threading.Event()
    done = [0] * callers

    def call(number: int) -> None:
        while not end.is_set():
            with contextlib.suppress(OSError):
                act(end)
            done[number] += 1

    threads = [threading.Thread(target=call, args=(number,)) for number in range(callers)]
    for thread in threads:
        thread.start()
    try:
        yield lambda: sum(done)
    finally:
        end.set()
        for thread in threads:
            thread.join()


def _drip(server: Server, end: threading.Event) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(f"POST {_API} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n".encode())
        slow.sendall(b"Content-Type: application/json\r\n\r\n")
        while not end.wait(1):
            slow.sendall(b" ")


def _call(server: Server, sent: bytes, end: threading.Event, *, rest: float) -> None:
    """Send a request, wait for the whole answer, and rest."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(sent)
        while connection.recv(65_536):
            pass
    end.wait(rest)


def _call_of(path: str, body: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _worst() -> dict[str, bytes]:
    """As many materials as a body holds: of a call, and of a form of the pages."""
    query = textile_requests()[0]
    material = {"id": query["materials"][0]["id"], "share": 0}
    room = _LARGEST_BODY - len(json.dumps(query)) - 1000
    query["materials"] += [material] * (
        room // len(json.dumps(material, separators=(",", ":")) + ",")
    )
    body = json.dumps(query, separators=(",", ":"))
    form = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("csrfmiddlewaretoken", SECRET), ("query", body))
    )
    form += "--x--\r\n"
    head = (
        "POST /textile/lien/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: csrftoken={SECRET}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {len(form)}\r\n\r\n"
    )
    return {
        f"{_API}/detailed": _call_of(f"{_API}/detailed", body),
        "/textile/lien/": (head + form).encode(),
    }

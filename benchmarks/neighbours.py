"""The effect of a slow or heavy client, or of a hung dependency, on the other clients.

Two processes and no proxy; one problem at a time. The other clients call the API, and sometimes
request a page: the median latency must stay under 50 ms and the maximum under a second.
"""

import contextlib
import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.driver import Load, drive
from benchmarks.engine import DATA
from benchmarks.requests import NO_REFUSAL, score_request, textile_requests
from benchmarks.rows import Row
from scoring.engine.method import load_method
from tests.operation.services import PostgreSQL, Redis
from tests.operation.test_faults import TOKEN
from tests.operation.test_hung_accounts import account, shell, sign_in
from tests.site.server import SpawnedServer
from tests.web.largest import documents, forms

_OTHERS = 4
_API = "/api/textile/simulator"
_PAGE = b"GET /textile/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_ONE_PAGE_IN = 20
_MEDIAN_MS, _WORST_MS = 50, 1000
# 99th percentile for eight clients alongside batches of this many items.
_P99_MS = 100
_ITEMS = 10_000
_FORM = "application/x-www-form-urlencoded"
_ACCOUNTS = 16
# With the same password as the existing account.
_MORE_ACCOUNTS = f"""
from accounts.models import User
known = User.objects.get()
for number in range({_ACCOUNTS}):
    user = User.objects.create_user(f"essai{{number}}@eco.example")
    user.password = known.password
    user.save()
"""
_SETTINGS = {"WEB_CONCURRENCY": "2", "RATELIMIT_MAX_RPM": NO_REFUSAL}


def undisturbed(directory: Path, seconds: float) -> list[Row]:
    """Baseline: no disturbance."""
    with SpawnedServer(directory, **_SETTINGS) as server:
        return [_row("rien d'autre", _others(server, seconds), 0)]


def slow_clients(directory: Path, seconds: float) -> list[Row]:
    """Clients that send one byte per second, and reconnect when disconnected."""
    rows = []
    with SpawnedServer(directory, **_SETTINGS) as server:
        for clients in (16, 32, 256):
            with _again_and_again(lambda end: _drip(server, end), clients) as count:
                load = _others(server, seconds)
            rows.append(_row(f"{clients} clients qui envoient un octet par seconde", load, count()))
    return rows


def worst_bodies(directory: Path, seconds: float) -> list[Row]:
    """One body per second, of the maximum size and the slowest known to process."""
    account(directory)
    rows = []
    with SpawnedServer(directory, **_SETTINGS) as server:
        for path, sent in _worst().items():
            with _again_and_again(partial(_call, server, sent, every=1), 1) as count:
                load = _others(server, seconds)
            rows.append(_row(f"un corps de 100 ko par seconde à {path}", load, count()))
    return rows


def batches(directory: Path, seconds: float) -> list[Row]:
    """Repeated batches of ten thousand garments, alongside eight clients of the simulator."""
    queries = textile_requests()
    items = [queries[number % len(queries)] for number in range(_ITEMS)]
    lines = b"\n".join(json.dumps(item).encode() for item in items)
    sent = _request(f"{_API}/batch", "application/x-ndjson", lines)
    requests = [score_request(_API, body) for body in queries]
    whole = itertools.count()

    def act(server: SpawnedServer, end: threading.Event) -> None:
        answer = _call(server, sent, end, 0)
        if answer.count(b'"status":200') == _ITEMS:
            next(whole)

    with SpawnedServer(directory, **_SETTINGS) as server:
        with _again_and_again(lambda end: act(server, end), 1) as count:
            load = drive(server.port, requests, 8, seconds)
        done = count()
    found = next(whole)
    p99 = load.percentile(0.99)
    return [
        Row(
            f"lots de {_ITEMS} vêtements, 8 connexions au simulateur, {load.seconds:.0f} s, "
            "2 processus",
            f"{found} lots entiers sur {done} ; les autres : {load.rate:.0f} requêtes/s, médiane "
            f"{load.percentile(0.5):.0f} ms, p99 {p99:.0f} ms, attente au plus "
            f"{load.percentile(1):.0f} ms, échecs : {load.refused}",
            p99 < _P99_MS and not load.refused and found == done,
        )
    ]


def worst_pages(directory: Path, seconds: float) -> list[Row]:
    """Short forms that take the longest to render: one per second, then eight at once."""
    pages = dict(forms(load_method(DATA).dataset))
    sent = _request("/textile/lien/", _FORM, pages["materials, longest, link"])
    rows = []
    with SpawnedServer(directory, **_SETTINGS) as server:
        for callers in (1, 8):
            with _again_and_again(lambda end: _call(server, sent, end, 1), callers) as count:
                load = _others(server, seconds)
            rows.append(_row(f"{callers} fois la plus longue page, chaque seconde", load, count()))
    return rows


def sign_ins(directory: Path, seconds: float) -> list[Row]:
    """Correct passwords, each of which takes a fifth of a second of CPU time to check.

    Each attempt uses the next address and account, so that the password limits let it pass.
    """
    account(directory)
    shell(directory, _MORE_ACCOUNTS)
    turns = itertools.count()
    refused = itertools.count()

    def act(server: SpawnedServer, end: threading.Event) -> None:
        number = next(turns) % _ACCOUNTS
        answer = _call(server, sign_in(f"essai{number}"), end, 1, f"127.0.0.{number + 2}")
        if b" 302 " not in answer[:20]:
            next(refused)

    with SpawnedServer(directory, **_SETTINGS) as server:
        with _again_and_again(lambda end: act(server, end), 4) as count:
            load = _others(server, seconds)
        signed_in = count() - next(refused)
        return [_row("4 connexions à un compte par seconde, mot de passe juste", load, signed_in)]


def hung_database(directory: Path, seconds: float) -> list[Row]:
    """A PostgreSQL server that accepts connections but never responds."""
    with PostgreSQL() as database:
        session, _ = account(directory, DATABASE_URL=database.url)
        called = score_request(_API, textile_requests()[0], f"token: {TOKEN}\r\n")
        visited = _PAGE.replace(b"/textile/", b"/compte/").replace(
            b"Connection", f"Cookie: sessionid={session}\r\nConnection".encode()
        )
        with SpawnedServer(directory, DATABASE_URL=database.url, **_SETTINGS) as server:
            for _ in range(8):
                _call(server, called, threading.Event(), 0)
            database.freeze()
            try:
                with (
                    _again_and_again(lambda end: _call(server, called, end, 0.1), 8) as calls,
                    _again_and_again(lambda end: _call(server, visited, end, 0.1), 8) as visits,
                ):
                    load = _others(server, seconds)
            finally:
                database.thaw()
    count = calls() + visits()
    return [_row("PostgreSQL suspendu, 8 appels avec jeton et 8 pages de compte", load, count)]


def hung_counters(directory: Path, seconds: float) -> list[Row]:
    """A Redis server that never responds: requests are neither counted nor delayed."""
    with Redis() as redis, SpawnedServer(directory, REDIS_URL=redis.url, **_SETTINGS) as server:
        drive(server.port, [_PAGE], _OTHERS, 1)
        redis.freeze()
        try:
            load = _others(server, seconds)
        finally:
            redis.thaw()
    return [_row("Redis suspendu", load, 1)]


SCENARIOS = (
    undisturbed,
    slow_clients,
    worst_bodies,
    batches,
    worst_pages,
    sign_ins,
    hung_database,
    hung_counters,
)


def _others(server: SpawnedServer, seconds: float) -> Load:
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
    act: Callable[[threading.Event], object], callers: int
) -> Iterator[Callable[[], int]]:
    """Run an action repeatedly in several threads; yields a function that counts the runs."""
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


def _drip(server: SpawnedServer, end: threading.Event) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(f"POST {_API} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n".encode())
        slow.sendall(b"Content-Type: application/json\r\n\r\n")
        while not end.wait(1):
            slow.sendall(b" ")


def _call(
    server: SpawnedServer,
    sent: bytes,
    end: threading.Event,
    every: float,
    source: str = "127.0.0.1",
) -> bytes:
    """Send a request, read the whole response, and wait until the next one is due."""
    answer = b""
    next_one = time.monotonic() + every
    address = ("127.0.0.1", server.port)
    with socket.create_connection(address, 60, source_address=(source, 0)) as connection:
        connection.sendall(sent)
        while block := connection.recv(65_536):
            answer += block
    end.wait(max(0.0, next_one - time.monotonic()))
    return answer


def _request(path: str, kind: str, body: bytes, headers: str = "") -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n{headers}"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _worst() -> dict[str, bytes]:
    """Return the slowest bodies of the maximum size, for the API and for the pages' forms."""
    dataset = load_method(DATA).dataset
    calls, pages = dict(documents(dataset)), dict(forms(dataset))
    kind, token = "application/json", f"token: {TOKEN}\r\n"
    return {
        f"{_API}/detailed": _request(f"{_API}/detailed", kind, calls["materials"]),
        "/api/veli/simulator": _request("/api/veli/simulator", kind, calls["transforms"]),
        "/api/veli/simulator avec jeton": _request(
            "/api/veli/simulator", kind, calls["components"], token
        ),
        "/api/food/explain avec jeton": _request(
            "/api/food/explain", kind, calls["packaging"], token
        ),
        "/comparer/graphiques/": _request(
            "/comparer/graphiques/", _FORM, pages["components, ten compared"]
        ),
        "/textile/lien/": _request("/textile/lien/", _FORM, pages["materials, large, link"]),
    }

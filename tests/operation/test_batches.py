"""Batches on a real instance: streamed, in bounded memory, without delaying others."""

import contextlib
import http.client
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.processes import workers
from tests.conformance.cases import read_cases
from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.operation.test_malformed import HOST
from tests.site.server import Server

BATCH = f"{SIMULATOR}/batch"
LINES = {"Content-Type": "application/x-ndjson"}
LIMIT = 3_000_000
# With stages, each answer has some thousands of bytes.
MANY, MORE = 4_000, 6_000
LARGE_BODIES, THREADS, QUEUE = 4, 4, 16
_MB = 1024 * 1024
_HEAD = (
    f"POST {BATCH}?detail=stages HTTP/1.1\r\n".encode()
    + HOST
    + b"Content-Type: application/x-ndjson\r\n"
)
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


class Received(NamedTuple):
    """What a client received so far."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    whole: bool


def lines(count: int) -> bytes:
    queries = [case["query"] for case in read_cases("textile.jsonl")]
    items = (queries[number % len(queries)] | {"id": number} for number in range(count))
    return b"\n".join(json.dumps(item).encode() for item in items)


def announced(body: bytes, length: int | None = None) -> bytes:
    return _HEAD + b"Content-Length: %d\r\n\r\n" % (length or len(body)) + body


def in_chunks(body: bytes, size: int) -> bytes:
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    return _CHUNKED + b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    settings = {"WEB_CONCURRENCY": "1", "RATELIMIT_MAX_RPM": "0", "BATCH_MAX_BYTES": str(LIMIT)}
    with Server(data, **settings) as started:
        assert started.ask("GET", "/healthz").status == 200
        yield started
        log = (data / "server.log").read_text(encoding="utf-8")
        assert "rror" not in log, log


@pytest.fixture(autouse=True)
def _nothing_left(server: Server) -> Iterator[None]:
    """After each test, a large batch is still accepted and answered."""
    yield
    until(lambda: server.ask("POST", BATCH, lines(500), LINES).status == 200)


@contextlib.contextmanager
def client_of(server: Server, sent: bytes, *, narrow: bool = False) -> Iterator[socket.socket]:
    """A client that has sent something; a narrow one has a small receive buffer."""
    with socket.socket() as client:
        if narrow:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(60)
        client.connect(("127.0.0.1", server.port))
        with contextlib.suppress(ConnectionError):
            client.sendall(sent)
        yield client


def received(client: socket.socket) -> Received:
    response = http.client.HTTPResponse(client, method="POST")
    response.begin()
    try:
        return Received(response.status, response.headers, response.read(), whole=True)
    except (http.client.IncompleteRead, ConnectionError) as error:
        partial = getattr(error, "partial", b"")
        return Received(response.status, response.headers, partial, whole=False)


def answered(server: Server, sent: bytes) -> Received:
    with client_of(server, sent) as client:
        return received(client)


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to that")


def rests(pid: int) -> Callable[[], bool]:
    """Whether a process does nothing for a while."""

    def is_so() -> bool:
        before = _ticks(pid)
        time.sleep(0.5)
        return _ticks(pid) - before <= os.sysconf("SC_CLK_TCK") // 50

    return is_so


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def memory_of(pid: int) -> int:
    resident = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    return int(resident) * os.sysconf("SC_PAGE_SIZE")


def test_a_client_that_stops_reading_holds_no_memory_that_grows(server: Server) -> None:
    [worker] = workers(server)
    body = lines(MORE)
    first = answered(server, announced(body))
    assert len(first.body) > 16 * _MB
    before = memory_of(worker)
    with client_of(server, announced(body), narrow=True) as client:
        until(rests(worker))
        assert memory_of(worker) - before < 8 * _MB
        # The rest is computed as it is read.
        late = received(client)
    assert late.whole
    assert late.body == first.body
    assert late.body.count(b'"status":200') == MORE


def test_a_batch_of_which_the_client_hangs_up_is_not_computed_on(server: Server) -> None:
    [worker] = workers(server)
    whole = _ticks(worker)
    answered(server, announced(lines(MANY)))
    whole = _ticks(worker) - whole
    spent = _ticks(worker)
    for _ in range(6):
        with client_of(server, announced(lines(MANY)), narrow=True) as client:
            assert client.recv(100).startswith(b"HTTP/1.1 200 ")
    until(rests(worker))
    assert _ticks(worker) - spent < 4 * whole


def test_others_are_answered_while_a_batch_is_computed(server: Server) -> None:
    done = threading.Event()
    answers = []

    def send_batch() -> None:
        answers.append(answered(server, announced(lines(MANY // 2))))
        done.set()

    sender = threading.Thread(target=send_batch)
    sender.start()
    meanwhile = 0
    while not done.is_set():
        assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT).status == 200
        assert server.ask("GET", "/healthz").status == 200
        meanwhile += not done.is_set()
    sender.join()
    assert answers[0].body.count(b'"status":200') == MANY // 2
    assert meanwhile > 20


def test_a_batch_comes_in_pieces_as_it_comes_whole(server: Server) -> None:
    body = lines(600)
    assert len(body) > 150_000
    whole = answered(server, announced(body))
    assert whole.headers["Transfer-Encoding"] == "chunked"
    assert whole.body.count(b'"status":200') == 600
    for sent in (in_chunks(body, 50), in_chunks(body, 100_000), in_chunks(body, 10**7)):
        assert answered(server, sent).body == whole.body
    head, _, content = announced(body).partition(b"\r\n\r\n")
    with client_of(server, head + b"\r\nExpect: 100-continue\r\n\r\n") as client:
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(content)
        assert received(client).body == whole.body
    old = answered(server, announced(body).replace(b"HTTP/1.1", b"HTTP/1.0", 1))
    assert "Transfer-Encoding" not in old.headers
    assert old.body == whole.body


def test_a_batch_over_the_limit_is_refused_before_it_has_come(server: Server) -> None:
    for sent in (
        announced(b"", LIMIT + 1),
        _CHUNKED + b"%x\r\n" % (2 * LIMIT) + b"x" * (LIMIT + 100),
    ):
        with client_of(server, sent) as client:
            refused = received(client)
        assert refused.status == 413
        assert f"{LIMIT} octets" in json.loads(refused.body)["error"]["general"]
    for method, path in (("GET", BATCH), ("POST", SIMULATOR), ("POST", "/api/nowhere/at/batch")):
        answer = server.ask(method, path, b" " * 102_401)
        assert answer.status == 413
        assert "102400 octets" in answer.json["error"]["general"]


def test_chunks_that_are_hardly_more_than_their_sizes_are_not_waited_for(server: Server) -> None:
    with client_of(server, _CHUNKED + b"1\r\n \r\n" * 400_000) as client:
        assert received(client).status == 400


def test_only_some_large_bodies_are_held_at_a_time(server: Server) -> None:
    half = announced(lines(1000)[:200_000], LIMIT)
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(client_of(server, half)) for _ in range(LARGE_BODIES)]
        until(lambda: answered(server, half).status == 503)
        refused = answered(server, half)
        assert refused.headers["Retry-After"] == "5"
        assert "lots" in json.loads(refused.body)["error"]["general"]
        assert refused.headers["Access-Control-Allow-Origin"] == "*"
        # A small one delays nobody.
        assert server.ask("POST", BATCH, lines(100), LINES).status == 200
        assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT).status == 200
        held[0].close()
        until(lambda: server.ask("POST", BATCH, lines(1000), LINES).status == 200)


def test_batches_wait_for_one_another_and_clients_that_do_not_read_are_cut_off(
    server: Server,
) -> None:
    small = announced(lines(20))
    large = announced(lines(MANY))
    with contextlib.ExitStack() as stack:
        deaf = [stack.enter_context(client_of(server, large, narrow=True)) for _ in range(THREADS)]
        until(rests(workers(server)[0]))
        waiting = [stack.enter_context(client_of(server, small)) for _ in range(QUEUE - THREADS)]
        # Too many are told to come back.
        until(lambda: answered(server, small).status == 503)
        assert answered(server, small).headers["Retry-After"] == "5"
        assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT).status == 200
        found = [received(client) for client in waiting]
        # Their turn came when the first of these was cut off; the others may read on.
        cut = [one for one in map(received, deaf) if not one.whole]
    assert {one.status for one in found} == {200}
    assert {one.body.count(b'"status":200') for one in found} == {20}
    assert {one.status for one in cut} == {200}, "none was cut off"
    # What was received consists of complete answers, except the last.
    for one in cut:
        assert all(json.loads(line)["status"] == 200 for line in one.body.splitlines()[:-1])

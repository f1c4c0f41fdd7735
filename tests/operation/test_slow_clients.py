"""Clients that are slow to send or to read: nobody waits for them, and they get an answer."""

import contextlib
import json
import socket
from collections.abc import Iterator
from functools import partial

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.operation.test_malformed import BEGUN, HOST, MARK, logged, read, send
from tests.site.server import Server

# Many more than the threads of two processes.
_SLOW = 64
_BODY = json.dumps(PORTAL_TSHIRT).encode()
_ANNOUNCED = BEGUN + b"Content-Length: %d\r\n\r\n" % len(_BODY)
_CHUNKED = BEGUN + b"Transfer-Encoding: chunked\r\n\r\n"
_HALF_REQUESTS = {
    "a line": b"POST /ap",
    "a head": BEGUN,
    "a body": _ANNOUNCED + _BODY[:20],
    "chunks": _CHUNKED + b"%x\r\n" % len(_BODY) + _BODY[:20],
    "a form": b"POST /compte/connexion/ HTTP/1.1\r\n" + HOST + b"Content-Length: 90\r\n\r\nlogin=",
    "nothing": b"",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    with Server(data, WEB_CONCURRENCY="2", RATELIMIT_MAX_RPM="0") as started:
        yield started


@contextlib.contextmanager
def begun(server: Server, sent: bytes, count: int) -> Iterator[list[socket.socket]]:
    """Connections that have sent something, and stop sending."""
    with contextlib.ExitStack() as stack:
        connections = []
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
            connections.append(stack.enter_context(connection))
            connection.sendall(sent)
        yield connections


def is_open(connection: socket.socket) -> bool:
    """Whether the server has neither answered nor closed the connection."""
    connection.setblocking(False)
    try:
        connection.recv(1)
    except BlockingIOError:
        return True
    finally:
        connection.settimeout(60)
    return False


@pytest.mark.parametrize("sent", _HALF_REQUESTS.values(), ids=_HALF_REQUESTS.keys())
def test_half_requests_keep_nobody_waiting(server: Server, sent: bytes) -> None:
    with begun(server, sent, _SLOW) as connections:
        for path in ("/textile/", "/healthz", "/static/css/site.css", "/compte/connexion/"):
            assert server.ask("GET", path).status in (200, 404)
        for _ in range(20):
            assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT).status == 200
        # They stayed connected the whole time.
        assert all(map(is_open, connections))


def test_a_request_in_pieces_is_answered_as_a_whole_one(server: Server) -> None:
    whole = server.ask("POST", SIMULATOR, PORTAL_TSHIRT)
    in_chunks = b"".join(b"1;a=b\r\n%c\r\n" % byte for byte in _BODY) + b"0\r\nX: y\r\n\r\n"
    for sent in (_ANNOUNCED + _BODY, _CHUNKED + in_chunks):
        with begun(server, b"", 1) as [connection]:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for start in range(0, len(sent), 7):
                connection.sendall(sent[start : start + 7])
            received = b"".join(iter(lambda: connection.recv(65_536), b""))
        response, answer = read(received)
        assert response.status == 200
        assert answer["impacts"] == whole.json["impacts"]


@pytest.mark.long
def test_a_request_that_does_not_end_is_refused_in_json_and_silence_is_not(server: Server) -> None:
    marked = {
        "head": BEGUN + f"X-Mark: {MARK}\r\n".encode(),
        "body": _ANNOUNCED + MARK.encode(),
        "chunks": _CHUNKED + b"64\r\n" + MARK.encode(),
        "page": b"POST /textile/ HTTP/1.1\r\n" + HOST + b"Content-Length: 90\r\n\r\nq=",
    }
    with begun(server, b"", 1) as [silent], contextlib.ExitStack() as stack:
        waiting = [stack.enter_context(begun(server, sent, 1))[0] for sent in marked.values()]
        for connection in waiting:
            received = b"".join(iter(partial(connection.recv, 65_536), b""))
            response, answer = read(received)
            assert response.status == 408
            assert "n'est pas arrivée entière à temps" in answer["error"]["general"]
        # It is left without a word, once it is no longer waited for.
        assert silent.recv(100) == b""
    assert MARK not in logged(server)


def test_a_client_that_waits_for_a_word_is_told_to_send_its_body(server: Server) -> None:
    with begun(server, _ANNOUNCED.replace(HOST, HOST + b"Expect: 100-continue\r\n"), 1) as [client]:
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(_BODY)
        received = b"".join(iter(lambda: client.recv(65_536), b""))
    response, _ = read(received)
    assert response.status == 200


def test_a_body_too_large_is_refused_before_it_is_sent(server: Server) -> None:
    head = BEGUN + b"Content-Length: 10000000\r\nExpect: 100-continue\r\n\r\n"
    response, _ = read(send(server, head))
    assert response.status == 413


@pytest.mark.parametrize("size", [102_401, 1_000_000, 10_000_000])
def test_a_refused_body_does_not_cut_the_answer(server: Server, size: int) -> None:
    """The client sends all of it before it reads, as most do."""
    announced = BEGUN + b"Content-Length: %d\r\n\r\n" % size + b" " * size
    in_chunks = _CHUNKED + b"%x\r\n" % size + b" " * size + b"\r\n0\r\n\r\n"
    for sent in (announced, in_chunks):
        with begun(server, sent, 1) as [connection]:
            received = b"".join(iter(lambda: connection.recv(65_536), b""))
        response, _ = read(received)
        assert response.status == 413


def test_what_follows_a_request_is_no_part_of_it(server: Server) -> None:
    response, answer = read(send(server, _ANNOUNCED + _BODY + f"GET /{MARK}".encode()))
    assert response.status == 200
    assert answer["query"] is not None


def test_an_answer_that_is_not_read_keeps_nobody_waiting(server: Server) -> None:
    request = b"GET /static/css/site.css HTTP/1.1\r\n" + HOST + b"\r\n"
    with contextlib.ExitStack() as stack:
        for _ in range(_SLOW):
            slow = stack.enter_context(socket.socket())
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            slow.connect(("127.0.0.1", server.port))
            slow.sendall(request)
        for _ in range(20):
            assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT).status == 200

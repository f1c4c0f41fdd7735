"""Several requests on one connection: each gets its own answer, in order, and nothing else."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.operation.kept import Client, in_chunks, kept, request
from tests.operation.test_malformed import MALFORMED, MARK, logged
from tests.site.server import Server

_ASKED = request(SIMULATOR, "POST", PORTAL_TSHIRT)
_LAST = request("/healthz", lines="Connection: close\r\n")
_BODY = json.dumps(PORTAL_TSHIRT).encode()
_WHOLE = b"%x\r\n" % len(_BODY) + _BODY + b"\r\n0\r\n\r\n"
# What one program reads as the end of a body, and another as a part of it.
_AMBIGUOUS = {
    "a size with a prefix": b"0x2\r\n{}\r\n0\r\n\r\n",
    "a size with a sign": b"+2\r\n{}\r\n0\r\n\r\n",
    "a size with a space": b" 2\r\n{}\r\n0\r\n\r\n",
    "a size with an underscore": b"0_2\r\n{}\r\n0\r\n\r\n",
    "no size": b"\r\n{}\r\n0\r\n\r\n",
    "a size below zero": b"-1\r\n{}\r\n0\r\n\r\n",
    "a size too small": b"1\r\n{}\r\n0\r\n\r\n",
    "a size too great": b"4\r\n{}\r\n0\r\n\r\n",
    "an end of line too short": b"2\n{}\n0\n\n\r\n0\r\n\r\n",
    "an extension that is none": b"2;=\r\n{}\r\n0\r\n\r\n",
    "a length in the trailers": b"2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n",
    "a trailer that is none": b"2\r\n{}\r\n0\r\nnothing\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    with Server(data, WEB_CONCURRENCY="1", RATELIMIT_MAX_RPM="0", LOG_LEVEL="DEBUG") as started:
        yield started


def masses() -> list[float]:
    return [0.1 + number / 100 for number in range(12)]


def of_mass(mass: float) -> bytes:
    return request(SIMULATOR, "POST", PORTAL_TSHIRT | {"mass": mass})


def test_a_connection_serves_one_request_after_the_other(server: Server) -> None:
    with kept(server) as client:
        for mass in masses():
            client.send(of_mass(mass))
            answer = client.answer()
            assert (answer.status, answer.json["query"]["mass"]) == (200, mass)
            assert answer.headers["Connection"] == "keep-alive"
            assert answer.headers["Keep-Alive"] == "timeout=30"


@pytest.mark.parametrize("piece", [1_000_000, 1000, 97])
def test_requests_sent_ahead_are_answered_in_order(server: Server, piece: int) -> None:
    sent = b"".join(map(of_mass, masses())) + _LAST
    with kept(server) as client:
        for start in range(0, len(sent), piece):
            client.send(sent[start : start + piece])
        assert [client.answer().json["query"]["mass"] for _ in masses()] == masses()
        last = client.answer()
        assert last.json == {"status": "ok"}
        assert last.closes
        assert client.rest() == b""


def test_requests_of_all_lanes_sent_ahead_are_answered_in_order(server: Server) -> None:
    items = [{"impact": "ecs", "query": PORTAL_TSHIRT}]
    asked = [
        ("/api/textile/simulator/batch", "POST", items),
        ("/healthz", "GET", None),
        ("/api/textile/levers", "POST", PORTAL_TSHIRT),
        ("/compte/connexion/", "GET", None),
        (SIMULATOR, "POST", PORTAL_TSHIRT),
        ("/textile/", "GET", None),
    ]
    with kept(server) as client:
        for path, verb, body in asked:
            client.send(request(path, verb, body))
        found = [client.answer() for _ in asked]
    for (path, verb, body), answer in zip(asked, found, strict=True):
        alone = server.ask(verb, path, body)
        assert answer.status == alone.status, path
        assert answer.headers["Content-Type"] == alone.headers["Content-Type"]


def test_answers_without_a_body_do_not_shift_those_after_them(server: Server) -> None:
    tag = server.ask("GET", "/static/css/site.css").headers["Last-Modified"]
    asked = [
        ("HEAD", request("/healthz", "HEAD"), 200),
        ("OPTIONS", request(SIMULATOR, "OPTIONS"), 204),
        ("GET", request("/static/css/site.css", lines=f"If-Modified-Since: {tag}\r\n"), 304),
        ("HEAD", request("/static/css/site.css", "HEAD"), 200),
        ("HEAD", request("/textile/", "HEAD"), 200),
        ("GET", request("/nowhere/"), 404),
        ("POST", request(SIMULATOR, "POST", {"mass": -1}), 400),
        ("GET", request("/healthz", body={"not": "read"}), 200),
        ("GET", request("/healthz"), 200),
    ]
    with kept(server) as client:
        for together in (True, False):
            if together:
                client.send(b"".join(sent for _, sent, _ in asked))
            for verb, sent, status in asked:
                if not together:
                    client.send(sent)
                answer = client.answer(verb)
                assert (answer.status, answer.closes) == (status, False), sent
        assert answer.json == {"status": "ok"}


def test_a_body_in_chunks_ends_where_the_next_request_begins(server: Server) -> None:
    one_by_one = b"".join(b"1;a=b\r\n%c\r\n" % byte for byte in _BODY) + b"0\r\nX: y\r\n\r\n"
    sent = [in_chunks(SIMULATOR, body) for body in (_WHOLE, one_by_one)]
    with kept(server) as client:
        client.send(b"".join(one + of_mass(mass) for one in sent for mass in (0.2, 0.3)) + _LAST)
        found = [client.answer() for _ in range(8)]
        assert [answer.status for answer in found] == [200] * 8
        masses_found = [answer.json["query"]["mass"] for answer in found]
        given = PORTAL_TSHIRT["mass"]
        assert masses_found == [given, 0.2, given, 0.3] * 2
        assert client.answer().json == {"status": "ok"}


@pytest.mark.parametrize("body", _AMBIGUOUS.values(), ids=_AMBIGUOUS.keys())
def test_nothing_after_a_body_of_uncertain_end_is_a_request(server: Server, body: bytes) -> None:
    with kept(server) as client:
        client.send(_ASKED)
        assert client.answer().status == 200
        client.send(in_chunks(SIMULATOR, body) + request(f"/{MARK}") * 3)
        client.connection.shutdown(socket.SHUT_WR)
        answer = client.answer()
        assert (answer.status, answer.closes) == (400, True)
        assert client.rest() == b""
    assert MARK not in logged(server)


@pytest.mark.parametrize(("sent", "status"), MALFORMED.values(), ids=MALFORMED.keys())
def test_nothing_after_what_is_no_request_is_one(server: Server, sent: bytes, status: int) -> None:
    with kept(server) as client:
        client.send(_ASKED + sent + request("/healthz"))
        assert client.answer().status == 200
        answer = client.answer()
        assert (answer.status, answer.closes) == (status, True)
        assert client.rest() == b""


def test_nothing_within_a_refused_body_is_a_request(server: Server) -> None:
    inner = request("/healthz")
    size = 110_000
    with kept(server) as client:
        client.send(_ASKED)
        assert client.answer().status == 200
        head = f"POST {SIMULATOR} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n"
        client.send(head.encode() + (inner * (size // len(inner) + 1))[:size] + inner)
        client.connection.shutdown(socket.SHUT_WR)
        answer = client.answer()
        assert (answer.status, answer.closes) == (413, True)
        assert client.rest() == b""


@pytest.mark.parametrize("words", ["close", "Close", "te, close", "keep-alive, CLOSE"])
def test_a_client_that_is_done_is_believed(server: Server, words: str) -> None:
    with kept(server) as client:
        client.send(request("/healthz", lines=f"Connection: {words}\r\n") + request(f"/{MARK}"))
        answer = client.answer()
        assert (answer.status, answer.closes) == (200, True)
        assert client.rest() == b""


def test_an_older_client_is_kept_if_it_asks_for_it(server: Server) -> None:
    older = _ASKED.replace(b"HTTP/1.1", b"HTTP/1.0")
    with kept(server) as client:
        asked = older.replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n", 1)
        client.send(asked)
        assert client.answer().headers["Connection"] == "keep-alive"
        client.send(older)
        assert client.answer().closes
        assert client.rest() == b""


def test_a_second_request_may_wait_for_a_word_too(server: Server) -> None:
    head, _, body = _ASKED.partition(b"\r\n\r\n")
    with kept(server) as client:
        client.send(_ASKED)
        assert client.answer().status == 200
        client.send(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert client.received.readline() == b"HTTP/1.1 100 Continue\r\n"
        assert client.received.readline() == b"\r\n"
        client.send(body)
        assert client.answer().status == 200
        client.send(b"\r\n" + _LAST)
        assert client.answer().json == {"status": "ok"}


def test_a_client_slow_to_read_gets_all_of_many_answers(server: Server) -> None:
    many = 30
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", server.port))
        client = Client(connection)
        with client.received:
            client.send(request("/static/css/site.css") * many + _LAST)
            for _ in range(3):
                assert server.ask("POST", SIMULATOR, PORTAL_TSHIRT).status == 200
            whole = server.ask("GET", "/static/css/site.css").body
            assert all(client.answer().body == whole for _ in range(many))
            assert client.answer().json == {"status": "ok"}


@pytest.mark.long
def test_a_connection_without_a_request_is_closed_without_a_word(tmp_path: Path) -> None:
    quick = {"GUNICORN_CMD_ARGS": "--keep-alive 1"}
    # All wait at the same time.
    with (
        Server(tmp_path, WEB_CONCURRENCY="1", **quick) as server,
        kept(server) as silent,
        kept(server) as nearly_silent,
        kept(server) as begun,
    ):
        sent = {silent: b"", nearly_silent: b"\r\n", begun: b"GET /api"}
        for client, after in sent.items():
            client.send(_ASKED + after)
            assert client.answer().headers["Keep-Alive"] == "timeout=1"
        assert silent.rest() == b""
        assert nearly_silent.rest() == b""
        refused = begun.answer()
        assert (refused.status, refused.closes) == (408, True)
        assert begun.rest() == b""


def test_the_connection_that_is_idle_longest_gives_way(tmp_path: Path) -> None:
    few = {"GUNICORN_CMD_ARGS": "--worker-connections 5"}
    with Server(tmp_path, WEB_CONCURRENCY="1", **few) as server, kept(server) as begun:
        # Processing a request, although it is the oldest connection.
        begun.send(_ASKED[:-5])
        with kept(server) as oldest, kept(server) as newer:
            for client in (oldest, newer):
                client.send(_ASKED)
                assert client.answer().status == 200
            with kept(server) as last, kept(server) as very_last:
                for client in (last, very_last):
                    client.send(_ASKED)
                    assert client.answer().status == 200
                assert oldest.rest() == b""
                begun.send(_ASKED[-5:])
                assert begun.answer().status == 200
                very_last.send(_LAST)
                assert very_last.answer().status == 200

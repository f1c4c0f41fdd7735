"""Malformed requests over a raw socket are rejected in JSON, and the worker continues."""

import contextlib
import http.client
import io
import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.test_textile import PORTAL_TSHIRT, SIMULATOR
from tests.site.server import Server

MARK = "marque-confidentielle"
HOST = b"Host: localhost\r\n"
CLOSE = b"Connection: close\r\n"
LINES = b"".join(b"X-%d: a\r\n" % number for number in range(100))
BEGUN = (
    f"POST {SIMULATOR} HTTP/1.1\r\n".encode() + HOST + CLOSE + b"Content-Type: application/json\r\n"
)
MALFORMED = {
    "no request line": (f"{MARK}\r\n\r\n".encode(), 400),
    "HTTP/0.9": (b"GET /api\r\n", 400),
    "a version to come": (b"GET /api HTTP/9.9\r\n" + HOST + b"\r\n", 400),
    "a method in small letters": (f"{MARK} /api HTTP/1.1\r\n\r\n".encode(), 400),
    "a bad header": (f"GET /api HTTP/1.1\r\n{MARK} : x\r\n\r\n".encode(), 400),
    "two hosts": (b"GET /api HTTP/1.1\r\n" + HOST + HOST + b"\r\n", 400),
    "a line too long": (f"GET /api/{MARK * 400} HTTP/1.1\r\n\r\n".encode(), 414),
    "a header too long": (b"GET /api HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n", 431),
    "too many headers": (b"GET /api HTTP/1.1\r\n" + LINES + b"\r\n", 431),
    "a length that is none": (BEGUN + f"Content-Length: {MARK}\r\n\r\n".encode(), 400),
    "two lengths": (BEGUN + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
    "a length and chunks": (
        BEGUN + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        400,
    ),
    "a coding that is none": (BEGUN + f"Transfer-Encoding: {MARK}\r\n\r\n".encode(), 501),
    "an expectation": (BEGUN + f"Expect: {MARK}\r\n\r\n".encode(), 417),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("instance")
    with Server(data, WEB_CONCURRENCY="1", LOG_LEVEL="DEBUG") as started:
        yield started


def send(server: Server, sent: bytes, end: bool = False) -> bytes:
    """Everything received on a new connection, which the server must close."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(sent)
            if end:
                connection.shutdown(socket.SHUT_WR)
        received = b""
        while block := connection.recv(65_536):
            received += block
    return received


class _Received:
    """The bytes received, as parsed by the standard library."""

    def __init__(self, received: bytes) -> None:
        self.received = received

    def makefile(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self.received)


def read(received: bytes) -> tuple[http.client.HTTPResponse, Any]:
    """The answer, with nothing after it."""
    response = http.client.HTTPResponse(_Received(received))  # type: ignore[arg-type]
    response.begin()
    body = response.read()
    assert received.endswith(b"\r\n\r\n" + body)
    assert int(response.headers["Content-Length"]) == len(body)
    assert response.headers["Content-Type"] == "application/json"
    return response, json.loads(body)


def logged(server: Server) -> str:
    return (server.data / "server.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(("sent", "status"), MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_request_is_refused_in_json(server: Server, sent: bytes, status: int) -> None:
    response, answer = read(send(server, sent))
    assert response.status == status
    assert response.headers["Connection"] == "close"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert list(answer) == ["error"]
    assert list(answer["error"]) == ["general"]
    assert answer["error"]["general"].endswith(".")
    assert MARK not in str(answer)
    assert MARK not in logged(server)
    assert '"rejected a malformed request"' in logged(server)
    assert server.ask("GET", "/healthz").status == 200


@pytest.mark.parametrize(
    "chunks",
    [b"pas un nombre\r\n{}\r\n0\r\n\r\n", b"2\r\n{}x\r\n0\r\n\r\n", b"1000\r\n{}"],
    ids=["no size", "no end", "cut off"],
)
def test_a_body_in_bad_chunks_is_the_callers_fault(server: Server, chunks: bytes) -> None:
    sent = BEGUN + b"Transfer-Encoding: chunked\r\n\r\n" + chunks
    response, answer = read(send(server, sent, end=True))
    assert response.status == 400
    assert "le corps n'est pas arrivé entier" in answer["error"]["decoding"]
    assert "fault in request" not in logged(server)


def test_a_body_shorter_than_announced_is_the_callers_fault(server: Server) -> None:
    body = json.dumps(PORTAL_TSHIRT).encode()
    sent = BEGUN + b"Content-Length: %d\r\n\r\n" % (len(body) + 1) + body[:-5]
    response, answer = read(send(server, sent, end=True))
    assert response.status == 400
    assert "Format JSON invalide" in answer["error"]["decoding"]
    assert "fault in request" not in logged(server)


def test_https_on_the_plain_port_is_refused_at_once(server: Server) -> None:
    context = ssl.create_default_context()
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(connection, server_hostname="localhost")
    assert server.ask("GET", "/healthz").status == 200


def test_a_form_cut_short_is_the_callers_fault(server: Server) -> None:
    sent = (
        b"POST /langue/ HTTP/1.1\r\n" + HOST + b"Content-Type: multipart/form-data; boundary=x\r\n"
        b"Content-Length: 5000\r\n\r\n--x\r\nContent-Disposition: form-data"
    )
    received = send(server, sent, end=True)
    assert int(received.split()[1]) < 500
    assert "fault in request" not in logged(server)


def test_an_answer_that_breaks_off_passes_for_no_whole_one(tmp_path: Path) -> None:
    with Server(tmp_path, DJANGO_SETTINGS_MODULE="tests.site.faulty_settings") as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", "/breaking-off/", headers={"Host": "localhost"})
            with pytest.raises(http.client.IncompleteRead) as cut:
                connection.getresponse().read()
        assert cut.value.partial == b"a part"
        assert server.ask("GET", "/healthz").status == 200

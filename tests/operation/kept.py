"""A client that sends requests on one connection and reads their answers one by one."""

import contextlib
import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.site.server import Server


class Kept(NamedTuple):
    """One answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def closes(self) -> bool:
        return self.headers["Connection"] == "close"


class Client:
    """A connection; for each answer, only its own bytes are read."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.received = connection.makefile("rb")

    def send(self, sent: bytes) -> None:
        self.connection.sendall(sent)

    def answer(self, verb: str = "GET") -> Kept:
        """The next answer; an interim one is skipped."""
        while True:
            line = self.received.readline()
            assert line, "the server has closed the connection"
            status = int(line.split()[1])
            headers = http.client.parse_headers(self.received)
            if status >= 200:
                break
        if verb == "HEAD" or status in (204, 304):
            body = b""
        elif headers["Transfer-Encoding"] == "chunked":
            body = b"".join(self._chunks())
        else:
            body = self.received.read(int(headers["Content-Length"]))
        return Kept(status, headers, body)

    def rest(self) -> bytes:
        """All remaining bytes until the server closes."""
        return self.received.read()

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.received.readline(), 16):
            yield self.received.read(size)
            assert self.received.readline() == b"\r\n"
        assert self.received.readline() == b"\r\n"


@contextlib.contextmanager
def kept(server: Server, source: str = "127.0.0.1") -> Iterator[Client]:
    """A connection to a server."""
    address = ("127.0.0.1", server.port)
    with socket.create_connection(address, 60, (source, 0)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client = Client(connection)
        with client.received:
            yield client


def request(path: str, verb: str = "GET", body: Any = None, lines: str = "") -> bytes:
    """A request as bytes; ``lines`` are additional headers, each with its line end."""
    content = b"" if body is None else json.dumps(body).encode()
    if body is not None:
        lines += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    return f"{verb} {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode() + content


def in_chunks(path: str, body: bytes, lines: str = "") -> bytes:
    """The same with a body in chunks, as given."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}{lines}Transfer-Encoding: chunked\r\n\r\n".encode() + body

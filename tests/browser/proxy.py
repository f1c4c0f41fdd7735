"""A proxy between a browser and an instance, which makes the connection slow or broken."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Self

BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
SIGN_IN = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 31\r\nConnection: close\r\n\r\n"
    b"<html><p>Connexion au Wi-Fi</p>"
)
_CHUNK = 65536


class Proxy:
    """Forwards bytes until the end of its ``with`` block.

    ``held`` keeps back all that the instance answers; ``answering`` answers what is posted itself.
    """

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.listener.getsockname()[1]}/"
        self._flows = threading.Event()
        self._flows.set()
        self._own = b""

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._flows.set()
        self.listener.close()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Responses are held back until the end of the block."""
        self._flows.clear()
        try:
            yield
        finally:
            self._flows.set()

    @contextlib.contextmanager
    def answering(self, answer: bytes) -> Iterator[None]:
        """Posted requests get this response, and are not forwarded."""
        self._own = answer
        try:
            yield
        finally:
            self._own = b""

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.upstream))
                for way in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with source, target, contextlib.suppress(OSError):
            while chunk := source.recv(_CHUNK):
                if is_answer:
                    self._flows.wait()
                elif self._own and chunk.startswith(b"POST "):
                    source.sendall(self._own)
                    return
                target.sendall(chunk)

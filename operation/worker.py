"""Gunicorn's synchronous worker, with an end to the time that one client may take.

A worker serves one connection at a time. A client that sends its request byte by byte would keep
the worker until gunicorn kills it, half a minute later; here it is cut off sooner and the worker
lives on. A proxy that buffers requests is what protects a public instance (deploy/).

What is no request at all gets an answer in JSON, as everything else does.
"""

import contextlib
import errno
import socket
import time
from typing import Any

from gunicorn.workers.sync import SyncWorker

from ecobalyse_site.notices import say
from operation.refusals import FAULT, refusal_of

CLIENT_SECONDS = 10


class HurriedSocket(socket.socket):
    """A connection whose whole request must have come, or answer have gone, before a deadline."""

    deadline: float | None = None

    def hurry(self, seconds: float) -> None:
        """Set the deadline."""
        self.deadline = time.monotonic() + seconds

    def shutdown(self, how: int) -> None:
        """End: gunicorn then waits for the client to hang up, for a time of its own."""
        self.deadline = None
        super().shutdown(how)

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Receive; past the deadline it is as if the client had left."""
        try:
            self._wait_no_longer()
            return super().recv(size, flags)
        except TimeoutError:
            raise _gone() from None

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send all; each answer has the same time anew."""
        try:
            self.settimeout(CLIENT_SECONDS)
            super().sendall(data, flags)
        except TimeoutError:
            raise _gone() from None

    def _wait_no_longer(self) -> None:
        if self.deadline is None:
            return
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.settimeout(left)


class HurriedSyncWorker(SyncWorker):
    """A synchronous worker that no slow client can keep."""

    def handle(self, listener: socket.socket, client: socket.socket, addr: Any) -> None:
        """Serve one connection."""
        hurried = HurriedSocket(client.family, client.type, client.proto, client.detach())
        hurried.hurry(CLIENT_SECONDS)
        super().handle(listener, hurried, addr)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Answer what could not be served, and log that it happened, not what was sent by whom."""
        refusal = refusal_of(exc)
        if refusal is FAULT:
            self.log.exception("Error handling request")
        else:
            say(self.log.warning, "malformed", "a malformed request was refused")
        with contextlib.suppress(OSError):
            client.sendall(refusal.answer())


def _gone() -> OSError:
    return ConnectionResetError(errno.ECONNRESET, "the client is too slow")

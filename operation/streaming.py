"""A response of any length, sent at the client's pace with backpressure.

The thread that generates it waits for the client when the buffer is full, so that memory use is
bounded; a client that is too slow is disconnected.
"""

import select
import socket
import time

from operation.connection import BufferedResponse

# Maximum bytes buffered before the thread waits; below this, it goes on computing.
_MAX_BUFFERED = 262_144
# Maximum wait for the client to accept more data, and maximum total wait.
_SECONDS = 10
_TOTAL_SECONDS = 60


class ClientDisconnected(OSError):
    """The client disconnected, or reads too slowly."""


class StreamedResponse(BufferedResponse):
    """The socket interface of gunicorn's response code, for long responses."""

    def __init__(self, client: socket.socket) -> None:
        super().__init__(client)
        self._waited = 0.0
        self._is_started = False

    @property
    def is_started(self) -> bool:
        """Whether some of the response was sent."""
        return self._is_started

    def sendall(self, data: bytes) -> None:
        """Buffer data and send what the client accepts; wait for it if the buffer is full.

        Raises ``ClientDisconnected``.
        """
        self.data += data
        try:
            if self._is_started or len(self.data) > len(data):
                self._send()
        except BlockingIOError:
            pass
        except OSError:
            raise ClientDisconnected from None
        while len(self.data) > _MAX_BUFFERED:
            self._wait()

    def _send(self) -> None:
        try:
            self.push()
        finally:
            if self.sent:
                self._is_started = True
                del self.data[: self.sent]
                self.sent = 0

    def _wait(self) -> None:
        """Wait until the client accepts more data."""
        started = time.monotonic()
        timeout = min(_SECONDS, _TOTAL_SECONDS - self._waited)
        poll = select.poll()
        poll.register(self._client, select.POLLOUT)
        if timeout <= 0 or not poll.poll(timeout * 1000):
            raise ClientDisconnected
        self._waited += time.monotonic() - started
        try:
            self._send()
        except BlockingIOError:
            return
        except OSError:
            raise ClientDisconnected from None

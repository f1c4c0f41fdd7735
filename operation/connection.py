"""A non-blocking client connection: receives requests and sends their responses, one by one.

No call here blocks: the worker's loop calls again when the socket is ready.
"""

import contextlib
import enum
import errno
import selectors
import socket
from typing import Any

from operation.incoming import IncomingRequest

_BLOCK = 65_536
# Maximum bytes of a rejected body to read and discard, so that the client gets the response.
_MAX_DISCARDED = 12_582_912
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Step(enum.Enum):
    """The state of a connection; LINGERING discards input after the response was sent."""

    READING = enum.auto()
    SERVING = enum.auto()
    WRITING = enum.auto()
    LINGERING = enum.auto()
    CLOSED = enum.auto()


# Seconds that a client has for a step, and the event that the step waits for.
_CLIENT_SECONDS = 10
SECONDS = {
    Step.READING: _CLIENT_SECONDS,
    Step.WRITING: _CLIENT_SECONDS,
    Step.LINGERING: 2,
}
EVENTS = {
    Step.READING: selectors.EVENT_READ,
    Step.WRITING: selectors.EVENT_WRITE,
    Step.LINGERING: selectors.EVENT_READ,
}


class BufferedResponse:
    """The socket interface that gunicorn's response code writes to.

    The headers are held back until the first part of the body. From then on, as much as the client
    accepts is sent immediately: most clients have the complete response before the work done after
    it is finished here.
    """

    def __init__(self, client: socket.socket) -> None:
        self.data = bytearray()
        self.sent = 0
        self._client = client

    @property
    def is_started(self) -> bool:
        """Whether some of the response was sent."""
        return self.sent > 0

    def sendall(self, data: bytes) -> None:
        """Buffer the headers, or send them with the first part of the body."""
        is_head = not self.data
        self.data += data
        if not is_head:
            # Errors are detected at the end, when flushing.
            with contextlib.suppress(OSError):
                self.push()

    def send(self, data: bytes) -> int:
        """Accept all the data, as a blocking socket may."""
        self.sendall(data)
        return len(data)

    def push(self) -> None:
        """Send as much as the client accepts now. Raises ``OSError`` if some is left."""
        with memoryview(self.data) as answer:
            while self.sent < len(answer):
                self.sent += self._client.send(answer[self.sent :])

    def shutdown(self, how: int) -> None:
        """Abort the response, dropping the unsent part; the worker closes the connection."""
        del self.data[self.sent :]
        raise OSError(errno.ENOTCONN, "the worker closes the connection")

    def close(self) -> None:
        """Do nothing: the worker closes the connection."""


class Connection:
    """One client, whose requests are served one after the other.

    ``keep`` says whether the response that is being sent lets it send another request. Between two
    requests the connection is ``idle``, until the first byte of the next one. ``has_more`` says
    that some of the next request was received with the previous one.
    """

    def __init__(
        self, cfg: Any, client: socket.socket, peer: Any, server: Any, *, listener: int = 0
    ) -> None:
        self.socket = client
        # The number of the listening socket that it came from.
        self.listener = listener
        # Attribute names that gunicorn's workers expect.
        self.client = peer
        self.server = server
        self.cfg = cfg
        self.sock = BufferedResponse(client)
        self.incoming = IncomingRequest(cfg, peer)
        self.step = Step.READING
        self.deadline = 0.0
        self.keep = False
        self.idle = False
        self.has_more = False
        # Whether the application failed after it began to answer.
        self.broken_off = False
        self._is_new_wait = False
        self._discarded = 0
        client.setblocking(False)

    def fileno(self) -> int:
        """Return the file descriptor, for the poller."""
        return self.socket.fileno()

    def receive(self) -> bool:
        """Receive available data; return whether there is a request to serve or to reject."""
        try:
            data = self.socket.recv(_BLOCK)
        except BlockingIOError:
            return False
        except OSError:
            self.step = Step.CLOSED
            return False
        return self._advance(data, ended=not data)

    def starts_waiting(self) -> bool:
        """Whether it has begun to wait anew, for a request or for the rest of one; true once."""
        is_new, self._is_new_wait = self._is_new_wait, False
        return is_new

    def resume(self) -> bool:
        """Look at what came with the previous request; return whether a response is due."""
        return self.has_more and self._advance(b"", ended=False)

    def flush(self) -> None:
        """Send as much of the response as the client accepts now."""
        self.step = Step.WRITING
        try:
            self.sock.push()
        except BlockingIOError:
            return
        except OSError:
            self.step = Step.CLOSED
            return
        if self.keep:
            self._begin_next()
            return
        if self.incoming.exact:
            self.step = Step.CLOSED
            return
        # Closing a socket with unread input sends a TCP reset, which may lose the response: end the
        # response first, then discard what the client still sends for a while.
        self.step = Step.LINGERING
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.step = Step.CLOSED

    def discard_input(self) -> None:
        """Read and discard excess input until the client closes or the limit is reached."""
        try:
            size = len(self.socket.recv(_BLOCK))
        except BlockingIOError:
            return
        except OSError:
            size = 0
        self._discarded += size
        if not size or self._discarded > max(_MAX_DISCARDED, 2 * self.incoming.limit):
            self.step = Step.CLOSED

    def _advance(self, data: bytes, *, ended: bool) -> bool:
        # The time for a request starts with its first byte, if the connection was kept.
        self._is_new_wait = self._is_new_wait or self.idle or self.has_more
        self.idle = self.has_more = False
        complete = self.incoming.add(data, ended=ended)
        needs_continue = self.incoming.needs_continue()
        if complete:
            self.step = Step.SERVING
        elif ended:
            self.step = Step.CLOSED
        elif needs_continue:
            with contextlib.suppress(OSError):
                self.socket.send(_CONTINUE)
        return complete

    def _begin_next(self) -> None:
        """Get ready for the next request, of which some may have been received already."""
        rest = self.incoming.rest
        self.sock = BufferedResponse(self.socket)
        self.incoming = IncomingRequest(self.cfg, self.client, rest)
        self.step = Step.READING
        self.keep = False
        self.idle = not rest
        self.has_more = bool(rest)
        self._is_new_wait = True

"""A client's connection while nothing waits for it: its request as it comes, its answer as it goes.

No call here blocks. The worker's loop asks again when the system says that there is more.
"""

import contextlib
import enum
import errno
import socket
from typing import Any

from gunicorn.config import Config

from operation.arrivals import Arrival

_BLOCK = 65_536
# Of a body that was refused, so much more is taken and thrown away, that the answer be read.
_LARGEST_REST = 12_582_912
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Step(enum.Enum):
    """What a connection is at."""

    READING = enum.auto()
    SERVED = enum.auto()
    WRITING = enum.auto()
    LINGERING = enum.auto()
    OVER = enum.auto()


class KeptAnswer:
    """The socket of gunicorn's own functions, which write to it.

    The head is kept for what follows it. Then all that the client takes goes out at once: it has
    most answers whole while this side still does what comes after one.
    """

    def __init__(self, client: socket.socket) -> None:
        self.data = bytearray()
        self.sent = 0
        self._client = client

    @property
    def begun(self) -> bool:
        """Whether the client has something of it."""
        return self.sent > 0

    def sendall(self, data: bytes) -> None:
        """Keep a head, or send it with a part of what follows."""
        is_head = not self.data
        self.data += data
        if not is_head:
            # Whether the client is still there is seen at the end.
            with contextlib.suppress(OSError):
                self.push()

    def send(self, data: bytes) -> int:
        """Take all of it."""
        self.sendall(data)
        return len(data)

    def push(self) -> None:
        """Send as much as the client takes now. Raises ``OSError`` if it does not take all."""
        with memoryview(self.data) as answer:
            while self.sent < len(answer):
                self.sent += self._client.send(answer[self.sent :])

    def shutdown(self, how: int) -> None:
        """End an answer that cannot go on; what has not gone out need not."""
        del self.data[self.sent :]
        raise OSError(errno.ENOTCONN, "an answer that its connection outlives")

    def close(self) -> None:
        """Nothing is open."""


class Connection:
    """One client, one request, one answer."""

    def __init__(self, cfg: Config, client: socket.socket, peer: Any, server: Any) -> None:
        self.socket = client
        # As gunicorn's workers call what they serve.
        self.client = peer
        self.server = server
        self.sock = KeptAnswer(client)
        self.arrival = Arrival(cfg, peer)
        self.step = Step.READING
        self.deadline = 0.0
        self._thrown_away = 0
        client.setblocking(False)

    def fileno(self) -> int:
        """What the system knows it by."""
        return self.socket.fileno()

    def receive(self) -> bool:
        """Take what has come; whether there is a request to serve, or a head to refuse."""
        try:
            data = self.socket.recv(_BLOCK)
        except BlockingIOError:
            return False
        except OSError:
            self.step = Step.OVER
            return False
        whole = self.arrival.add(data)
        awaited = self.arrival.is_awaited()
        if whole:
            self.step = Step.SERVED
        elif not data:
            self.step = Step.OVER
        elif awaited:
            with contextlib.suppress(OSError):
                self.socket.send(_CONTINUE)
        return whole

    def flush(self) -> None:
        """Send as much of the answer as the client takes now."""
        self.step = Step.WRITING
        try:
            self.sock.push()
        except BlockingIOError:
            return
        except OSError:
            self.step = Step.OVER
            return
        if self.arrival.exact:
            self.step = Step.OVER
            return
        # Bytes that nobody has read make the system cut the connection, and the answer with it: the
        # client is told that the answer ends, and what it still sends is thrown away for a while.
        self.step = Step.LINGERING
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.step = Step.OVER

    def throw_away(self) -> None:
        """Read what nobody asked for until the client has done."""
        try:
            size = len(self.socket.recv(_BLOCK))
        except BlockingIOError:
            return
        except OSError:
            size = 0
        self._thrown_away += size
        if not size or self._thrown_away > max(_LARGEST_REST, 2 * self.arrival.limit):
            self.step = Step.OVER

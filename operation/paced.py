"""An answer as long as one likes, to a client that takes it at its own pace.

The thread that makes it waits for the client, so that little of it is kept at a time; a client that
takes too long ends it.
"""

import select
import socket
import time

from operation.connection import KeptAnswer

# Kept for the client before its thread waits: it goes on computing while the client takes that.
_AHEAD = 262_144
# Between two blocks that the client takes, and all that it is waited for.
_SECONDS = 10
_SECONDS_IN_ALL = 60


class ClientGone(OSError):
    """The client has hung up, or does not read."""


class PacedAnswer(KeptAnswer):
    """The socket of gunicorn's own functions, for what is long: see ``KeptAnswer``."""

    def __init__(self, client: socket.socket) -> None:
        super().__init__(client)
        self._waited = 0.0
        self._begun = False

    @property
    def begun(self) -> bool:
        """Whether the client has something of it."""
        return self._begun

    def sendall(self, data: bytes) -> None:
        """Keep a part, and send what the client takes; wait for it when there is too much.

        Raises ``ClientGone``.
        """
        self.data += data
        try:
            if self._begun or len(self.data) > len(data):
                self._send()
        except BlockingIOError:
            pass
        except OSError:
            raise ClientGone from None
        while len(self.data) > _AHEAD:
            self._wait()

    def _send(self) -> None:
        try:
            self.push()
        finally:
            if self.sent:
                self._begun = True
                del self.data[: self.sent]
                self.sent = 0

    def _wait(self) -> None:
        """Wait until the client takes some more."""
        started = time.monotonic()
        patience = min(_SECONDS, _SECONDS_IN_ALL - self._waited)
        poll = select.poll()
        poll.register(self._client, select.POLLOUT)
        if patience <= 0 or not poll.poll(patience * 1000):
            raise ClientGone
        self._waited += time.monotonic() - started
        try:
            self._send()
        except BlockingIOError:
            return
        except OSError:
            raise ClientGone from None

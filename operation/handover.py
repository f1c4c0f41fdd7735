"""Passing kept connections between worker processes, so that none rests while another has a queue.

A new connection goes to whichever process accepts it first, hence to one that rests. A kept one
would stay with its process, however busy that is. So a process that has another request to serve
first passes the connection, whose next request nobody has read yet, to one that rests. A process
that stops passes all its connections on, so that a reload cuts none.

Each process says in shared memory whether it rests, and has a socket to receive connections from
others. All of it is made by gunicorn's master before it forks.
"""

import contextlib
import mmap
import socket
from collections.abc import Iterator

# What a process says of itself.
_GONE, _BUSY, _RESTING = b"\0\1\2"
_RESTING_BYTE = bytes([_RESTING])


class Handover:
    """The processes of one server, numbered by places; only as many take part as it has places."""

    def __init__(self, places: int) -> None:
        self._states = mmap.mmap(-1, places)
        kind = socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK
        # The end that others write to, and the end that its process reads.
        self._boxes = [socket.socketpair(socket.AF_UNIX, kind) for _ in range(places)]
        self._taken: set[int] = set()

    def close(self) -> None:
        """Close everything, once no process uses it any more."""
        for ends in self._boxes:
            for end in ends:
                end.close()
        self._states.close()

    def assign(self) -> int | None:
        """Return a place for a process about to be forked; None if there is none left."""
        free = next((place for place in range(len(self._boxes)) if place not in self._taken), None)
        if free is not None:
            self._taken.add(free)
        return free

    def withdraw(self, place: int) -> None:
        """Free the place of a process that ended; what it was passed meanwhile goes to others."""
        self._states[place] = _GONE
        self._taken.discard(place)
        for client, listener in received_from(self.box(place)):
            with client:
                self.pass_on(client, listener)

    def box(self, place: int) -> socket.socket:
        """The socket that is readable when a process was passed a connection."""
        return self._boxes[place][1]

    def rest(self, place: int) -> None:
        """Say that a process waits for requests."""
        self._states[place] = _RESTING

    def work(self, place: int) -> None:
        """Say that it serves, or is about to."""
        self._states[place] = _BUSY

    def leave(self, place: int) -> None:
        """Say that it takes no more connections."""
        self._states[place] = _GONE

    def pass_to_resting(self, client: socket.socket, listener: int) -> bool:
        """Pass a connection to a process that rests; return whether there was one."""
        place = self._states.find(_RESTING_BYTE, 0)
        return place >= 0 and self._send(place, client, listener)

    def pass_on(self, client: socket.socket, listener: int) -> bool:
        """Pass a connection to any other process that serves; return whether there was one."""
        states = self._states[:]
        serving = [place for place, state in enumerate(states) if state != _GONE]
        serving.sort(key=lambda place: states[place] != _RESTING)
        return any(self._send(place, client, listener) for place in serving)

    def _send(self, place: int, client: socket.socket, listener: int) -> bool:
        # One connection each time it rests: the next sender looks for another.
        self._states[place] = _BUSY
        with contextlib.suppress(OSError):
            socket.send_fds(self._boxes[place][0], [bytes([listener])], [client.fileno()])
            return True
        return False


def received_from(box: socket.socket) -> Iterator[tuple[socket.socket, int]]:
    """Yield each connection that a process was passed, and the number of its listener."""
    while True:
        try:
            message, descriptors, _, _ = socket.recv_fds(box, 1, 1)
        except BlockingIOError:
            return
        for descriptor in descriptors:
            yield socket.socket(fileno=descriptor), message[0]

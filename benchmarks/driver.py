"""The load generator: many connections in one thread, over raw sockets and epoll.

A tool such as wrk would work too; this one needs no installation, sends mixed bodies, and tells
what it costs itself. It either keeps each connection for the next request, or opens one per
request.
"""

import math
import re
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_BLOCK = 262_144
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_CHUNKED = re.compile(rb"(?i)\r\ntransfer-encoding: *chunked")
_CLOSES = re.compile(rb"(?i)\r\nconnection: *close")
_END_OF_HEAD = b"\r\n\r\n"
_LAST_CHUNK = b"\r\n0\r\n\r\n"
_LOCAL = "127.0.0.1"
# How long to wait at the end for the responses to what was sent.
_LAST_SECONDS = 10.0


@dataclass(slots=True)
class Load:
    """The results.

    ``latencies`` are in ms, from the connection's opening if each request opens one.
    ``refused`` are responses that were incomplete or not 200; ``opened`` are connections,
    ``received`` the bytes of all responses, and ``processor`` what the generator itself took, in
    seconds of CPU time.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    opened: int = 0
    received: int = 0
    processor: float = 0.0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.latencies) / self.seconds

    @property
    def served(self) -> int:
        """How many responses were complete, with status 200."""
        return len(self.latencies) - self.refused

    def percentile(self, share: float) -> float:
        """Return the latency in ms below which a given share of the requests falls; else NaN."""
        if not self.latencies:
            return math.nan
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def add(self, other: "Load") -> None:
        """Add another round of the same load."""
        self.seconds += other.seconds
        self.latencies += other.latencies
        self.refused += other.refused
        self.opened += other.opened
        self.received += other.received
        self.processor += other.processor


class _Call:
    """One connection, with the request that it is sending or whose response it is receiving."""

    __slots__ = ("closes", "left", "received", "served", "socket", "started", "waits", "whole")

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.started = 0.0
        # Responses that it has brought.
        self.served = 0
        # What is left to send, and whether the poller tells when there is room for it.
        self.left = b""
        self.waits = False
        self.received = b""
        # The length of the whole response: 0 before it is known, -1 in chunks, -2 to the end.
        self.whole = 0
        self.closes = False

    def take(self, block: bytes) -> bool:
        """Add received bytes; return whether the response is complete."""
        received = self.received = self.received + block if self.received else block
        if not self.whole:
            end = received.find(_END_OF_HEAD)
            if end < 0:
                return False
            head = received[: end + 2]
            self.closes = _CLOSES.search(head) is not None
            if length := _LENGTH.search(head):
                self.whole = end + 4 + int(length[1])
            else:
                self.whole = -1 if _CHUNKED.search(head) else -2
        if self.whole == -1:
            return received.endswith(_LAST_CHUNK)
        return 0 < self.whole <= len(received)


class _Generator:
    def __init__(self, address: tuple[str, int], requests: Sequence[bytes], *, kept: bool) -> None:
        self.address = address
        self.requests = requests
        self.kept = kept
        self.load = Load()
        self.calls: dict[int, _Call] = {}
        self.poller = select.epoll()
        # Whether to send nothing more.
        self.ending = False
        self._next = 0

    def run(self, connections: int, seconds: float) -> Load:
        processor, started = time.thread_time(), time.perf_counter()
        end = started + seconds
        try:
            for _ in range(connections):
                self._open()
            # What was sent is waited for: the server works for it, and would during the next load.
            while self.calls and time.perf_counter() < end + _LAST_SECONDS:
                events = self.poller.poll(1)
                self.ending = time.perf_counter() >= end
                for descriptor, event in events:
                    call = self.calls[descriptor]
                    if event & select.EPOLLOUT and call.left:
                        self._send(call)
                    if event & ~select.EPOLLOUT:
                        self._receive(call)
        finally:
            for call in self.calls.values():
                call.socket.close()
            self.poller.close()
        self.load.seconds = time.perf_counter() - started
        self.load.processor = time.thread_time() - processor
        return self.load

    def _open(self) -> None:
        started = time.perf_counter()
        connection = socket.socket()
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.connect_ex(self.address)
        call = self.calls[connection.fileno()] = _Call(connection)
        self.load.opened += 1
        self.poller.register(connection.fileno(), select.EPOLLIN)
        self._begin(call, started)

    def _begin(self, call: _Call, started: float) -> None:
        call.left = self.requests[self._next % len(self.requests)]
        self._next += 1
        call.started = started
        call.received = b""
        call.whole = 0
        self._send(call)

    def _send(self, call: _Call) -> None:
        """Send what the connection takes now, and ask to be called again for the rest."""
        try:
            call.left = call.left[call.socket.send(call.left) :]
        except BlockingIOError:
            pass
        except OSError:
            # The poller reports it, and receiving fails.
            return
        if call.waits != bool(call.left):
            call.waits = bool(call.left)
            events = select.EPOLLIN | (select.EPOLLOUT if call.waits else 0)
            self.poller.modify(call.socket.fileno(), events)

    def _receive(self, call: _Call) -> None:
        try:
            block = call.socket.recv(_BLOCK)
        except BlockingIOError:
            return
        except OSError:
            # Connection reset: the response received so far is incomplete.
            self._end(call, good=False)
            return
        self.load.received += len(block)
        if not block and call.served and not call.received:
            # The server closed a kept connection, as it may: clients send the request again.
            self._reopen(call)
        elif not block:
            # A response without a length ends with the connection.
            self._end(call, good=call.whole == -2 and self._is_good(call))
        elif call.take(block):
            self._end(call, good=self._is_good(call), reusable=self.kept and not call.closes)

    @staticmethod
    def _is_good(call: _Call) -> bool:
        return call.received.startswith(b"HTTP/1.1 200")

    def _end(self, call: _Call, *, good: bool, reusable: bool = False) -> None:
        """Count a response, and send the next request on the same connection or on a new one."""
        now = time.perf_counter()
        self.load.latencies.append((now - call.started) * 1000)
        self.load.refused += not good
        if reusable and not self.ending:
            call.served += 1
            self._begin(call, now)
        else:
            self._reopen(call)

    def _reopen(self, call: _Call) -> None:
        # A worker may wait for the client to close before it takes the next one.
        del self.calls[call.socket.fileno()]
        call.socket.close()
        if not self.ending:
            self._open()


def drive(
    port: int,
    requests: Sequence[bytes],
    connections: int,
    seconds: float,
    *,
    host: str = _LOCAL,
    kept: bool = False,
) -> Load:
    """Send the requests in turn for some seconds, keeping ``connections`` of them in flight.

    Returns once all were answered, or ten seconds later.
    With ``kept``, a connection is used for the next request, unless the server closes it.
    """
    return _Generator((host, port), requests, kept=kept).run(connections, seconds)

"""A minimal load generator: several concurrent connections, one request per connection.

A tool such as wrk would work too; this one needs no installation.
"""

import re
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_BLOCK = 65_536
_LENGTH = re.compile(rb"(?i)content-length: (\d+)")


@dataclass(slots=True)
class Load:
    """The results: latencies in ms, and how many responses were incomplete or not 200."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the latency in ms below which a given share of the requests falls."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(slots=True)
class _Call:
    request: bytes
    started: float
    received: bytearray = field(default_factory=bytearray)
    sent: bool = False

    @property
    def complete(self) -> bool:
        """Whether the whole response has been received."""
        head, end, body = self.received.partition(b"\r\n\r\n")
        match = _LENGTH.search(head)
        return bool(end) and match is not None and len(body) >= int(match[1])


def drive(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Load:
    """Send the requests in turn for some seconds, keeping ``connections`` of them in flight."""
    load = Load()
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        count = 0
        for _ in range(connections):
            _open(selector, port, requests[count % len(requests)])
            count += 1
        while time.perf_counter() - started < seconds:
            for key, _ in selector.select(1):
                call: _Call = key.data
                connection: socket.socket = key.fileobj  # type: ignore[assignment]
                try:
                    if not call.sent:
                        connection.sendall(call.request)
                        call.sent = True
                        selector.modify(connection, selectors.EVENT_READ, call)
                        continue
                    block = connection.recv(_BLOCK)
                except OSError:
                    # Connection reset: the response received so far is incomplete.
                    block, call.received = b"", bytearray()
                call.received += block
                # The worker waits for the client to close before it takes the next one.
                if block and not call.complete:
                    continue
                load.latencies.append((time.perf_counter() - call.started) * 1000)
                good = call.complete and call.received.startswith(b"HTTP/1.1 200")
                load.refused += not good
                selector.unregister(connection)
                connection.close()
                _open(selector, port, requests[count % len(requests)])
                count += 1
        load.seconds = time.perf_counter() - started
        for key in list(selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
    return load


def _open(selector: selectors.BaseSelector, port: int, request: bytes) -> None:
    connection = socket.socket()
    connection.setblocking(False)
    connection.connect_ex(("127.0.0.1", port))
    selector.register(connection, selectors.EVENT_WRITE, _Call(request, time.perf_counter()))

"""Ports for the servers of tests and benchmarks."""

import secrets
import socket
from pathlib import Path

_EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
_LOWEST = 10_000


def free_port() -> int:
    """Choose a port that nothing listens on, for a server that starts a moment later.

    It lies below the range from which the system takes the local ports of outgoing connections:
    a port of that range may go to another test's client before the server has started.
    """
    first = int(_EPHEMERAL.read_text().split()[0]) if _EPHEMERAL.exists() else 32_768
    while True:
        port = _LOWEST + secrets.randbelow(first - _LOWEST)
        with socket.socket() as probe:
            # As the servers do: a connection closed a moment ago does not count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port

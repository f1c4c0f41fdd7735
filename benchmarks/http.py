"""Requests a second of one gunicorn worker on one core, the driver on another."""

import json
import os
import tempfile
from pathlib import Path

from benchmarks.driver import drive
from benchmarks.requests import textile_requests
from tests.site.server import Server

_CONNECTIONS = 8
_SECONDS = 4.0
_ROUNDS = 3
ENDPOINTS = ("/api/textile/simulator", "/api/textile/simulator/detailed")


def run() -> None:
    """Measure the HTTP answers of a real instance."""
    cores = sorted(os.sched_getaffinity(0))
    server_core, driver_core = cores[0], cores[-1]
    with tempfile.TemporaryDirectory() as directory:
        os.sched_setaffinity(0, {server_core})
        with Server(Path(directory), WEB_CONCURRENCY="1") as server:
            os.sched_setaffinity(0, {driver_core})
            print(f"\nUn processus gunicorn sur un cœur, {_CONNECTIONS} connexions")
            for endpoint in ENDPOINTS:
                _measure(server.port, endpoint)
            print(f"{'mémoire du processus, au plus haut':<40} {_memory(server):>9.1f} Mo")
    os.sched_setaffinity(0, set(cores))


def _measure(port: int, endpoint: str) -> None:
    requests = [_request(endpoint, body) for body in textile_requests()]
    rounds = [drive(port, requests, _CONNECTIONS, _SECONDS) for _ in range(_ROUNDS)]
    middle = sorted(rounds, key=lambda load: load.rate)[_ROUNDS // 2]
    print(
        f"{endpoint:<40} {middle.rate:>9.0f} requêtes/s, médiane {middle.percentile(0.5):.1f} ms, "
        f"p99 {middle.percentile(0.99):.1f} ms, refus {sum(load.refused for load in rounds)}"
    )


def _request(endpoint: str, body: object) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"POST {endpoint} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + content


def _memory(server: Server) -> float:
    """Highest resident size of the workers, in MB."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    peaks = [
        int(line.split()[1]) / 1024
        for pid in children.read_text(encoding="ascii").split()
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmHWM:")
    ]
    return max(peaks)

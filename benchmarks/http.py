"""Requests per second of one gunicorn worker on one core, with the load generator on another."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.driver import drive
from benchmarks.engine import DATA, REPOSITORY
from benchmarks.requests import NO_REFUSAL, score_request, textile_requests
from scoring.engine.method import load_method
from tests.details import made_up_rows, write_json
from tests.site.server import Server

_CONNECTIONS = 8
_SECONDS = 4.0
_ROUNDS = 3
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
ENDPOINTS = ("/api/textile/simulator", "/api/textile/simulator/detailed")


def run() -> None:
    """Measure HTTP responses of a real instance."""
    cores = sorted(os.sched_getaffinity(0))
    server_core, driver_core = cores[0], cores[-1]
    with tempfile.TemporaryDirectory() as directory:
        os.sched_setaffinity(0, {server_core})
        with Server(Path(directory), WEB_CONCURRENCY="1", RATELIMIT_MAX_RPM=NO_REFUSAL) as server:
            os.sched_setaffinity(0, {driver_core})
            print(f"\nUn processus gunicorn sur un cœur, {_CONNECTIONS} connexions")
            for endpoint in ENDPOINTS:
                _measure(server, endpoint)
            token = f"token: {_entitled(Path(directory))}\r\n"
            _measure(server, ENDPOINTS[0], ", jeton, 21 impacts", token)
            print(f"{'mémoire du processus, au plus haut':<40} {_memory(server):>9.1f} Mo")
    os.sched_setaffinity(0, set(cores))


def _entitled(data: Path) -> str:
    """Import fake licensed data, and create a token."""
    rows = made_up_rows(load_method(DATA).dataset)
    _manage(data, "migrate")
    _manage(data, "import_details", str(write_json(data / "licence.json", rows)))
    return _manage(data, "create_token", "mesure@example.org").strip()


def _manage(data: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def _measure(server: Server, endpoint: str, said: str = "", headers: str = "") -> None:
    requests = [score_request(endpoint, body, headers) for body in textile_requests()]
    before = _processor_seconds(server)
    rounds = [drive(server.port, requests, _CONNECTIONS, _SECONDS) for _ in range(_ROUNDS)]
    spent = _processor_seconds(server) - before
    middle = sorted(rounds, key=lambda load: load.rate)[_ROUNDS // 2]
    count = sum(len(load.latencies) for load in rounds)
    print(
        f"{endpoint + said:<42} {middle.rate:>9.0f} requêtes/s, "
        f"médiane {middle.percentile(0.5):.1f} ms, "
        f"p99 {middle.percentile(0.99):.1f} ms, {spent / count * 1e6:.0f} µs de processeur par "
        f"requête, refus {sum(load.refused for load in rounds)}"
    )


def _workers(server: Server) -> list[Path]:
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    return [Path("/proc", pid) for pid in children.read_text(encoding="ascii").split()]


def _processor_seconds(server: Server) -> float:
    """Return the user and system CPU time of the workers."""
    ticks = 0
    for worker in _workers(server):
        fields = (worker / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_A_SECOND


def _memory(server: Server) -> float:
    """Return the peak resident memory of the workers, in MB."""
    peaks = [
        int(line.split()[1]) / 1024
        for worker in _workers(server)
        for line in (worker / "status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmHWM:")
    ]
    return max(peaks)

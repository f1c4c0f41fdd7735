"""The processes of a server being measured: their pids and memory."""

import contextlib
from pathlib import Path

from tests.site.server import Server


def workers(server: Server) -> list[int]:
    """Return the pids of the worker processes."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def memory(server: Server) -> float:
    """Return the average PSS of a worker in MB: shared pages are divided among processes."""
    sizes = []
    for pid in workers(server):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
    return sum(sizes) / len(sizes)

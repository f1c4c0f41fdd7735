"""The processes of a server being measured: their pids, memory and CPU time."""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

from tests.site.server import Server

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def workers(server: Server) -> list[int]:
    """Return the pids of the worker processes."""
    return children(server.process.pid)


def children(pid: int) -> list[int]:
    """Return the pids of the child processes of all threads of a process; none if it has ended."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (thread / "children").read_text(encoding="ascii").split())
    return found


def family(pid: int) -> list[int]:
    """Return the pids of a process and of all its descendants."""
    found = [pid]
    for one in found:
        found += children(one)
    return found


def serving(pid: int) -> list[int]:
    """Return the pids of the processes that serve: the children, or the process if it has none."""
    return children(pid) or [pid]


def processor_seconds(pids: Iterable[int]) -> float:
    """Return the user and system CPU time of processes so far, of all their threads."""
    return sum(_seconds(pid) for pid in pids)


def _seconds(pid: int) -> float:
    with contextlib.suppress(OSError):
        # Linux's clock of the CPU time of another process, in nanoseconds.
        return time.clock_gettime((~pid << 3) | 2)
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND
    return 0.0


def memory(server: Server) -> float:
    """Return the average PSS of a worker in MB: shared pages are divided among processes."""
    return average_memory(workers(server))


def average_memory(pids: Iterable[int]) -> float:
    """Return the average PSS of processes in MB; NaN where the system tells none."""
    sizes = []
    for pid in pids:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
    return sum(sizes) / len(sizes) if sizes else float("nan")

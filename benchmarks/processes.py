"""The processes of a server under measure: who they are, and the memory they take."""

import contextlib
from pathlib import Path

from tests.site.server import Server


def workers(server: Server) -> list[int]:
    """The processes that answer requests."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def memory(server: Server) -> float:
    """MB that one worker takes, what is shared being divided among those who share it."""
    sizes = []
    for pid in workers(server):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
    return sum(sizes) / len(sizes)

"""What a command and the processes that it starts take: time, processor time, memory.

The memory is asked of the kernel while they run: what it says of a process once it has ended is not
less than what its parent held when it was started.
"""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_LOOKS_EVERY_SECONDS = 0.05


class Taken(NamedTuple):
    """Wall-clock and processor seconds, and MB of all processes together at their highest.

    A page that several processes share is counted once. ``others`` are the processor seconds that
    the rest of the machine took meanwhile.
    """

    status: int
    seconds: float
    processor: float
    memory: float
    others: float


def run(command: Sequence[str], directory: Path) -> Taken:
    """Run a command to its end, and measure it with the processes that it starts."""
    started, busy = time.perf_counter(), _busy()
    process = subprocess.Popen(command, cwd=directory)
    ended = threading.Event()
    highest = [0.0]

    def look() -> None:
        while not ended.wait(_LOOKS_EVERY_SECONDS):
            highest[0] = max(highest[0], sum(map(_memory, _tree(process.pid))))

    looking = threading.Thread(target=look)
    looking.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    ended.set()
    looking.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    processor = usage.ru_utime + usage.ru_stime
    return Taken(
        status=process.returncode,
        seconds=seconds,
        processor=processor,
        memory=highest[0],
        others=max(0.0, _busy() - busy - processor),
    )


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _tree(int(child))


def _memory(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _busy() -> float:
    """Processor seconds of all that ran on the machine since it was started."""
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]
    ticks = [int(number) for number in first]
    # Not when idle, nor while a disk is waited for.
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")

"""The application, in processes that tell where their CPU time goes: run by ``gunicorn`` alone.

A timer of CPU time interrupts the process some hundred times a second, and the Python stack is
counted. Unlike a profiler that follows every call, it costs nothing between two samples, so that no
part looks longer than it is; system calls count for the line that makes them.

The signal ``START`` begins to count, ``STOP`` writes the stacks into a file. Python runs a signal's
handler in the main thread only: here the event loop serves every request itself.
"""

import json
import os
import signal
from collections import Counter
from pathlib import Path
from types import FrameType

from benchmarks.sampled_stacks import FILE, START, STOP, Stack
from ecobalyse_site.wsgi import application
from operation import worker
from operation.lanes import Lane

# Finer than the system's own clock tick, which is what limits it.
_PERIOD_SECONDS = 0.001


class _Sampler:
    def __init__(self) -> None:
        self.stacks: Counter[Stack] = Counter()

    def start(self, number: int, frame: FrameType | None) -> None:
        self.stacks.clear()
        signal.setitimer(signal.ITIMER_PROF, _PERIOD_SECONDS, _PERIOD_SECONDS)

    def take(self, number: int, frame: FrameType | None) -> None:
        stack = []
        while frame is not None:
            code = frame.f_code
            stack.append((code.co_filename, code.co_qualname, code.co_firstlineno))
            frame = frame.f_back
        self.stacks[tuple(stack)] += 1

    def stop(self, number: int, frame: FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        file = Path(os.environ[FILE])
        # The reader sees all of it or nothing.
        partial = file.with_suffix(".part")
        partial.write_text(json.dumps(list(self.stacks.items())), encoding="utf-8")
        partial.rename(file)


def _begin() -> None:
    """Be ready in a new worker."""
    sampler = _Sampler()
    signal.signal(signal.SIGPROF, sampler.take)
    signal.signal(START, sampler.start)
    signal.signal(STOP, sampler.stop)


__all__ = ["application"]
os.register_at_fork(after_in_child=_begin)
vars(worker)["lane_of"] = lambda request, size: Lane.AT_ONCE

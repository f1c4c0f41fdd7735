"""A process that is killed while writing a result, as when memory runs out."""

import multiprocessing
import os
import signal
import struct


def die_in_mid_answer() -> None:
    """Begin to write a result of a thousand bytes, and be killed."""
    results = multiprocessing.current_process()._args[1]  # type: ignore[attr-defined]
    results._writer._send(struct.pack("!i", 1000) + b"half")
    os.kill(os.getpid(), signal.SIGKILL)

"""Scheduling of batches within a process: interactive requests first, batches in time slices.

A computing thread holds the GIL for a millisecond each time another thread wants it, and a request
needs it a dozen times. So a batch is computed in slices, each of which waits until no other request
is being handled. The wait is bounded, so that batches make progress even under constant load.

Measured with repeated batches of ten thousand garments alongside eight connections to the
simulator, with two processes on two shared cores: the 99th percentile of simulator calls was 17 ms,
and 19 ms without the batches.
"""

import contextlib
import threading
from collections.abc import Iterator

# Maximum time that a slice waits for other requests.
_PATIENCE_SECONDS = 0.005


class Turns:
    """Tells batches when they may run: always, unless other work is announced."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._rest = threading.Event()
        self._rest.set()

    def begin_work(self) -> None:
        """Announce work with priority over batches."""
        self._rest.clear()

    def end_work(self) -> None:
        """Announce that only batches are left to run."""
        self._rest.set()

    @contextlib.contextmanager
    def slice(self) -> Iterator[None]:
        """Run a slice of a batch, after the work with priority; one batch at a time."""
        with self._one:
            self._rest.wait(_PATIENCE_SECONDS)
            yield


# The single instance of this process.
turns = Turns()

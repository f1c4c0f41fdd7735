"""Sharing the work on a file between several machines, with Dask (catalogue.md 5).

A task is a few thousand rows and what to do with them. It depends on nothing else, so if a worker
dies, its task is run again elsewhere with the same result.
"""

import contextlib
import importlib
import logging
import pickle
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from ecobalyse.packing import Packed, packed, unpacked
from ecobalyse.work import Part, Task, Worker
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.reading.extras import needed
from scoring.catalogue.rows import Row

LOCAL: Final = "local"
# How long a scheduler is waited for.
CONNECT_TIMEOUT: Final = "10s"
_IN_HAND: Final = 3
# Keep workers that we start from spilling data of a catalogue to disk.
_NO_SPILLING: Final = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
}


class Cluster:
    """Scores on the workers of a scheduler; ``local`` starts some on this machine."""

    def __init__(self, task: Task, address: str, jobs: int = 2) -> None:
        self._task = pickle.dumps(task)
        self._address = address
        self._jobs = jobs

    def run(self, parts: Iterable[tuple[int, Sequence[Row]]]) -> Generator[Part, None, None]:
        """Score parts in parallel; their results are returned in order."""
        distributed = needed("distributed", "dask", "un calcul sur plusieurs machines")
        config = importlib.import_module("dask").config
        with config.set(_NO_SPILLING), self._client(distributed) as client:
            limit = _IN_HAND * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            try:
                yield from self._results(client, parts, limit)
            except distributed.KilledWorker:
                raise UnusableInput(
                    "Les machines qui calculaient se sont arrêtées l'une après l'autre, faute de "
                    "mémoire peut-être."
                ) from None

    def _results(
        self, client: Any, parts: Iterable[tuple[int, Sequence[Row]]], limit: int
    ) -> Generator[Part, None, None]:
        in_hand: deque[Any] = deque()
        for first, rows in parts:
            in_hand.append(client.submit(score_part, self._task, first, packed(rows), pure=False))
            if len(in_hand) >= limit:
                yield in_hand.popleft().result()
        while in_hand:
            yield in_hand.popleft().result()

    def _client(self, distributed: Any) -> Any:
        if self._address == LOCAL:
            with _uninterrupted():
                return distributed.Client(
                    n_workers=self._jobs,
                    threads_per_worker=1,
                    # The scheduler always serves its own state: to this machine alone.
                    dashboard_address="127.0.0.1:0",
                    # Of parts that are given up, workers warn.
                    silence_logs=logging.ERROR,
                )
        try:
            return distributed.Client(self._address, timeout=CONNECT_TIMEOUT)
        except (OSError, ValueError) as error:
            raise UnusableInput(
                f"L'ordonnanceur Dask {self._address} ne répond pas ({type(error).__name__})."
            ) from None


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes started meanwhile leave an interruption to the one that started them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def score_part(task: bytes, first: int, rows: Packed | Sequence[Row]) -> Part:
    """Score rows on a worker; ``first`` is the index of the first one in the file, from 0."""
    return _worker(task).score(first, unpacked(rows))


@lru_cache(maxsize=4)
def _worker(task: bytes) -> Worker:
    # Anyone who can submit work can already run arbitrary code, so unpickling adds no risk.
    return Worker(pickle.loads(task))  # noqa: S301

"""The work on a file, split into parts that any process can do (catalogue.md 5)."""

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from ecobalyse.methods import load, served
from ecobalyse.packing import Packed, packed, unpacked
from ecobalyse.products import sector_of
from ecobalyse.upkeep import settle
from scoring.catalogue.faults import UnusableInput
from scoring.catalogue.rows import Row
from scoring.catalogue.scoring import Scorer
from scoring.catalogue.summary import Tally
from scoring.catalogue.vocabulary.layout import Layout
from scoring.catalogue.writing.opening import renderer_of
from scoring.catalogue.writing.rendering import Renderer
from scoring.engine.method import Method

ROWS_IN_A_PART: Final = 500
# Parts queued per process: enough to keep it busy, few enough to bound memory use.
_IN_HAND: Final = 3
# Interval at which processes are checked while waiting for a part.
_LOOK_SECONDS: Final = 1.0


class Task(NamedTuple):
    """Everything that a process needs to score the rows of one file."""

    layout: Layout | None
    form: str
    separator: str
    errors_form: str | None = None
    sector: str = "textile"
    version: str = "v7.0.0"
    level: str = "aggregated"
    detail: str = "stages"
    strict: bool = False
    portal: bool = False
    link_root: str | None = None
    data_dir: str | None = None
    compared_with: str | None = None

    @property
    def method(self) -> Method:
        """The method version to compute with."""
        return load(self.version, data_dir=self.data_dir)

    @property
    def has_pef(self) -> bool:
        """Whether the version has a PEF score."""
        return "pef" in self.method.scores.trigrams


class Part(NamedTuple):
    """The result of some rows: what to write, and what to count."""

    rendered: Any
    rows: int
    errors: Any
    refused: int
    tally: Tally


class Worker:
    """Scores parts of a file; each process has one."""

    def __init__(self, task: Task) -> None:
        sector = sector_of(task.sector)
        method = task.method
        other = task.compared_with
        self._scorer = Scorer(
            task.layout,
            sector=sector,
            method=method,
            served=served(method, task.level, data_dir=task.data_dir),
            detail=task.detail,
            strict=task.strict,
            portal=task.portal,
            link_root=task.link_root,
            compared_with=None if other is None else load(other, data_dir=task.data_dir),
        )
        self.renderer = renderer_for(task, task.form)
        self._errors = None if task.errors_form is None else renderer_for(task, task.errors_form)

    def score(self, first: int, rows: Sequence[Row]) -> Part:
        """Score rows; ``first`` is the index of the first one in the file, from 0."""
        results = [self._scorer.score(first + place, row) for place, row in enumerate(rows)]
        tally = Tally()
        tally.count(results)
        refused = [result for result in results if result.errors]
        errors = b"" if self._errors is None else self._errors.render(refused)
        return Part(
            rendered=self.renderer.render(results),
            rows=len(results),
            errors=errors,
            refused=len(refused),
            tally=tally,
        )


class Executor(Protocol):
    """Runs parts and returns them in order."""

    def run(self, parts: Iterable[tuple[int, Sequence[Row]]]) -> Generator[Part, None, None]:
        """Score parts: the index of their first row, and their rows."""


def renderer_for(task: Task, form: str) -> Renderer:
    """The renderer for a task. Raises ``UnusableInput`` for an unknown format."""
    return renderer_of(
        form,
        task.layout,
        sector=sector_of(task.sector),
        detail=task.detail,
        level=task.level,
        links=task.link_root is not None,
        portal=task.portal,
        has_pef=task.has_pef,
        compared=task.compared_with,
        separator=task.separator,
    )


def parts_of(rows: Iterable[Row], first: int = 0) -> Iterator[tuple[int, list[Row]]]:
    """Split rows into parts of a few hundred, each with the index of its first row."""
    every = iter(rows)
    while part := list(islice(every, ROWS_IN_A_PART)):
        yield first, part
        first += len(part)


class Here:
    """Scores in this process."""

    def __init__(self, task: Task) -> None:
        self._worker = Worker(task)

    def run(self, parts: Iterable[tuple[int, Sequence[Row]]]) -> Generator[Part, None, None]:
        """Score each part when it is requested."""
        for first, rows in parts:
            yield self._worker.score(first, rows)


class Processes:
    """Scores in several processes of this machine, with a bounded number of queued parts."""

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._jobs = jobs

    def run(self, parts: Iterable[tuple[int, Sequence[Row]]]) -> Generator[Part, None, None]:
        """Score parts side by side; they come back in their order."""
        pool = ProcessPoolExecutor(
            self._jobs, _context(), initializer=_begin, initargs=(self._task,)
        )
        in_hand: deque[Future[Part]] = deque()
        try:
            for first, rows in parts:
                in_hand.append(pool.submit(_score, first, packed(rows)))
                if len(in_hand) >= _IN_HAND * self._jobs:
                    yield _result(in_hand.popleft(), pool)
            while in_hand:
                yield _result(in_hand.popleft(), pool)
        except BrokenExecutor:
            raise UnusableInput(
                "Un processus de calcul s'est arrêté, faute de mémoire peut-être : relancez avec "
                "moins de processus."
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """How processes are made: copies of this one where it has no other thread.

    A copy is ready at once, a fresh interpreter takes a third of a second; but a copy would hold
    for ever the locks of threads that it has not.
    """
    try:
        alone = len([*Path("/proc/self/task").iterdir()]) == 1
    except OSError:
        alone = False
    return get_context("fork" if alone else "spawn")


def _result(future: Future[Part], pool: ProcessPoolExecutor) -> Part:
    """Wait for a part. Raises ``BrokenExecutor`` if a process has died.

    A process killed while writing a result leaves a partial one in the pipe, and the pool would
    wait for the rest forever. It holds the pipe's write end itself; closing that ends the wait.
    """
    one_has_died = False
    while True:
        try:
            return future.result(_LOOK_SECONDS)
        except TimeoutError:
            pass
        processes = list((pool._processes or {}).values())
        # Allow one interval for the pool to notice by itself.
        if one_has_died:
            for process in processes:
                process.kill()
            pool._result_queue._writer.close()  # type: ignore[attr-defined]
            raise BrokenExecutor
        one_has_died = not all(process.is_alive() for process in processes)


_worker: Worker | None = None


def _begin(task: Task) -> None:
    """Make a process ready; an interruption is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _worker  # noqa: PLW0603 - one for each process, made before its first part
    _worker = Worker(task)
    settle()


def _end_with_parent() -> None:
    """End this process when the one that started it is no more, even killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _score(first: int, rows: Packed | Sequence[Row]) -> Part:
    if _worker is None:
        raise RuntimeError("the process was not made ready")
    return _worker.score(first, unpacked(rows))

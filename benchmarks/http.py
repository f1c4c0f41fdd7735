"""A server of one process under several loads, alone or in turn with another server.

The server runs on one core, the load generator on another.
"""

import contextlib
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.profile import PROFILED, profile, profile_table
from benchmarks.rounds import Results, cases, measure
from benchmarks.subjects import (
    REPOSITORY,
    Instance,
    Subject,
    Unusable,
    entitled,
    pinned,
    running,
)
from benchmarks.tables import number, ratios_table, results_table, table
from benchmarks.workloads import Workload, workloads

# Beyond this share of its core, the generator would be what is measured.
_BUSY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to measure.

    ``seconds`` is the duration of each load, repeated ``rounds`` times; ``processor`` is the CPU
    time of each profile in seconds, and ``starts`` how often each server is started. ``against`` is
    the address of a running server, whose process and token may be given, or the folder of another
    copy of the repository; empty for none. ``only`` has the codes of the workloads, all of them if
    it is empty, and ``connections`` is the most that any of them opens at a time.
    """

    seconds: float = 1.0
    rounds: int = 3
    processor: float = 5.0
    starts: int = 3
    workers: int = 1
    against: str = ""
    against_pid: int | None = None
    against_token: str = ""
    only: tuple[str, ...] = ()
    connections: int = 64

    def has(self, code: str) -> bool:
        """Return whether a workload is to be measured."""
        return not self.only or code in self.only

    def chosen(self, page: str) -> list[Workload]:
        """Return the workloads to be measured; ``page`` is the HTML of the textile simulator."""
        return [
            replace(one, connections=[n for n in one.connections if n <= self.connections])
            for one in workloads(page)
            if self.has(one.code)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The tables, in Markdown; ``ratios`` is empty if there was no other server."""

    results: str
    ratios: str
    processes: str
    generator: str
    profile: str


@dataclass(slots=True, kw_only=True)
class _Started:
    """A server, and how it started: seconds to the first answer, of CPU time, and MB."""

    subject: Subject
    seconds: list[float]
    processor: list[float]
    idle: float | None


def run(options: Options, said: Callable[[str], None]) -> Report:
    """Measure. Raises ``Unusable`` if the other server cannot be."""
    cores = sorted(os.sched_getaffinity(0))
    other = _other(options) if options.against else None
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory)
        with contextlib.ExitStack() as stack:
            ours = _start(stack, data, REPOSITORY, options, cores[0])
            servers = [ours]
            if isinstance(other, Path):
                place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                servers.append(_start(stack, place, other, options, cores[0]))
            elif other is not None:
                started = _Started(subject=other, seconds=[], processor=[], idle=other.memory())
                servers.append(started)
            subjects = [server.subject for server in servers]
            stack.enter_context(pinned(cores[-1]))
            for line in _remarks(subjects):
                said(line)
            chosen = options.chosen(ours.subject.page())
            if isinstance(other, Path):
                # Memory grows with the first page: the other server draws it too.
                servers[1].subject.page()
            loads = list(cases(chosen, subjects))
            results = measure(loads, subjects, options.rounds, options.seconds, said)
            processes = _processes(servers)
        said("où va le temps")
        with pinned(cores[0]):
            codes = [code for code in PROFILED if options.has(code)]
            profiles = profile(data, ours.subject.token, options.processor, codes, cores[-1])
    return Report(
        results=results_table(results),
        ratios=ratios_table(results) if options.against else "",
        processes=processes,
        generator=_generator(results),
        profile=profile_table(profiles),
    )


def _start(
    stack: contextlib.ExitStack, data: Path, copy: Path, options: Options, core: int
) -> _Started:
    """Start a server a few times; the last one keeps running."""
    seconds, processor = [], []
    with pinned(core):
        token = entitled(data, copy)
        for last in range(options.starts - 1, -1, -1):
            instance = Instance(data, copy, variables={"WEB_CONCURRENCY": str(options.workers)})
            with contextlib.ExitStack() as once:
                subject = once.enter_context(instance)
                seconds.append(instance.seconds)
                processor.append(instance.processor)
                if not last:
                    stack.push(once.pop_all())
    return _Started(
        subject=replace(subject, token=token),
        seconds=seconds,
        processor=processor,
        idle=subject.memory(),
    )


def _other(options: Options) -> Path | Subject:
    """Return the folder of the other copy, or the running server."""
    if "://" in options.against:
        return running(options.against, pid=options.against_pid, token=options.against_token)
    copy = Path(options.against).resolve()
    if not (copy / "manage.py").exists():
        raise Unusable(f"AGAINST vaut « {options.against} » : manage.py n'y est pas.")
    return copy


def _remarks(subjects: Sequence[Subject]) -> Iterator[str]:
    ours, *others = subjects
    for other in others:
        yield f"tour à tour avec {other.name}"
        if other.pid is None:
            yield "temps de processeur inconnu : AGAINST_PID est le numéro du programme qui sert"
        elif other.cores() != ours.cores():
            yield (
                f"il peut se servir de {other.cores()} cœurs, et nous de {ours.cores()} : "
                "seul le temps de processeur se compare (taskset -c 0 lui en laisse un)"
            )
        if not other.token:
            yield "sans les appels avec jeton : AGAINST_TOKEN en est un de ce serveur"
    if not any(subject.keeps for subject in subjects):
        yield "une connexion par appel seulement : le serveur n'en garde aucune"


def _processes(servers: Sequence[_Started]) -> str:
    rows = []
    for server, whose in zip(servers, ("nous", "elle"), strict=False):
        loaded = server.subject.memory()
        if server.idle is None or loaded is None:
            continue
        start = ("", "")
        if server.seconds:
            start = (
                f"{statistics.median(server.seconds):.2f} s".replace(".", ","),
                f"{statistics.median(server.processor):.2f} s".replace(".", ","),
            )
        rows.append((whose, *start, f"{number(server.idle)} Mo", f"{number(loaded)} Mo"))
    head = (
        "serveur",
        "du départ à la première réponse",
        "processeur du départ",
        "mémoire d'un processus au repos",
        "après la charge",
    )
    return table(head, rows)


def _generator(results: Results) -> str:
    """Say what the load generator cost, and where it was too busy to be trusted."""
    parts = []
    for kept, name in ((True, "gardée"), (False, "ouverte pour lui")):
        costs = [
            found[0].generator
            for case, found in results.items()
            if case.kept is kept and case.workload.garments == 1
        ]
        if costs:
            parts.append(
                f"{number(statistics.median(costs) * 1e6)} µs par appel sur une connexion {name}"
            )
    text = f"Le générateur de charge prend {', '.join(parts)}."
    busiest = max(
        found.load.processor / found.load.seconds for pair in results.values() for found in pair
    )
    text += f" Il occupe son cœur à {busiest * 100:.0f} % au plus."
    if busiest > _BUSY:
        text += " **C'est trop : il a freiné le serveur.**"
    return text

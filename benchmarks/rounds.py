"""Servers under the same loads in turn: round after round, each load on each server once.

A machine does not keep its speed. Measured in turn, within seconds of each other, the servers meet
the same machine: their ratios hold where their figures do not.
"""

import itertools
import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.driver import Load
from benchmarks.subjects import Subject
from benchmarks.workloads import Workload


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One load: what is sent, over how many connections, kept or one per request.

    Each is itself only, so that it can be a key.
    """

    workload: Workload
    connections: int
    kept: bool


@dataclass(slots=True)
class Found:
    """What one server showed under one load, over all rounds.

    ``rates`` are requests per second, and ``costs`` the CPU time of the server per request in
    seconds, of each round; there are no costs if the server's CPU time is unknown.
    """

    load: Load = field(default_factory=Load)
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def add(self, load: Load, spent: float | None) -> None:
        """Add a round; ``spent`` is the CPU time of the server in seconds."""
        self.load.add(load)
        self.rates.append(load.rate)
        if spent is not None and load.latencies:
            self.costs.append(spent / len(load.latencies))

    @property
    def rate(self) -> float:
        """Requests per second: the median round."""
        return statistics.median(self.rates)

    @property
    def cost(self) -> float | None:
        """CPU time of the server per request in seconds: the median round."""
        return statistics.median(self.costs) if self.costs else None

    @property
    def least_cost(self) -> float | None:
        """CPU time of the server per request in seconds: the least disturbed round."""
        return min(self.costs) if self.costs else None

    @property
    def generator(self) -> float:
        """CPU time of the load generator per request in seconds."""
        return self.load.processor / (len(self.load.latencies) or math.nan)

    @property
    def bytes(self) -> float:
        """Bytes of a response, headers included."""
        return self.load.received / (len(self.load.latencies) or math.nan)


Results = dict[Case, list[Found]]


def cases(workloads: Sequence[Workload], subjects: Sequence[Subject]) -> Iterator[Case]:
    """Yield every load; none keeps its connections if no server does."""
    kinds = (True, False) if any(subject.keeps for subject in subjects) else (False,)
    for workload in workloads:
        # A token that only one of the servers knows compares nothing.
        if workload.entitled and not all(subject.token for subject in subjects):
            continue
        for kept, connections in itertools.product(kinds, workload.connections):
            yield Case(workload, connections, kept)


def measure(
    loads: Sequence[Case],
    subjects: Sequence[Subject],
    rounds: int,
    seconds: float,
    said: Callable[[str], None] = lambda line: None,
) -> Results:
    """Put each server under each load for some seconds, in turn, a number of times."""
    results: Results = {case: [Found() for _ in subjects] for case in loads}
    for case in loads:
        # The first requests of a kind fill caches.
        for subject in subjects:
            subject.drive(case.workload, case.connections, min(seconds, 0.2), kept=case.kept)
    for number in range(rounds):
        said(f"tour {number + 1} sur {rounds}")
        for case, found in results.items():
            # Not always the same server first: it would always come after the same one.
            order = list(zip(subjects, found, strict=True))
            for subject, one in order if number % 2 == 0 else reversed(order):
                before = subject.processor_seconds()
                load = subject.drive(case.workload, case.connections, seconds, kept=case.kept)
                after = subject.processor_seconds()
                one.add(load, None if before is None or after is None else after - before)
    return results

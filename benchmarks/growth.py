"""Growth on paper: what a larger installation costs, and what limits it, from measured slopes.

Pure functions: no measurement and no clock. ``slopes.toml`` has the slopes of one core, measured by
``make bench-growth ARGS=--measure``; ``docs/guide/fr/grandir.md`` has the formulas.
"""

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ecobalyse.work import ROWS_IN_A_PART

SLOPES: Final = Path(__file__).with_name("slopes.toml")
ROWS: Final = 100_000_000
_MICROSECONDS: Final = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Slopes:
    """What was measured on one core; CPU times in microseconds, memory in MB.

    ``machine`` has the day, the interpreter and the processor, ``others`` what other programs took
    of it meanwhile, in percent. A call asks for two scores; with a token, for 21 impacts.
    ``call_us_two`` is its cost beside a second worker process. ``redis_us`` and ``postgres_us`` are
    what these counters and that database add to a call in the worker, ``…_server_us`` what they
    cost in their own server.
    ``generator_us`` is the cost of the load generator, and ``rate_…`` are calls per second, with
    one and two workers.

    Of a catalogue in JSON lines, two scores: ``row_us`` is the cost of a row in one process.
    ``jobs_main_us`` and ``jobs_worker_us`` are those of a row in the main process and in the
    workers, with two of them, and ``dask_…`` the same with Dask; ``rows_…`` are rows per second.
    """

    machine: str
    others: float
    call_us: float
    call_us_two: float
    token_us: float
    generator_us: float
    rate_one: float
    rate_two: float
    redis_us: float
    redis_server_us: float
    redis_commands: float
    postgres_us: float
    postgres_server_us: float
    postgres_queries: float
    postgres_connections: float
    proxy_us: float
    base_mb: float
    process_mb: float
    request_bytes: float
    response_bytes: float
    row_us: float
    jobs_main_us: float
    jobs_worker_us: float
    dask_main_us: float
    dask_worker_us: float
    rows_one: float
    rows_two: float
    row_bytes_in: float
    row_bytes_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What was not measured.

    ``utilisation`` is the share of a resource that is used before waits grow: of a core at 70 %, a
    call waits for about as long as it is served. ``tokens`` is the share of the calls with a token.
    ``process_connections`` is the most that a process opens to the database, ``spare`` what
    PostgreSQL keeps for administrators; Redis uses one core only. ``network`` is in bytes a second.
    A Dask scheduler takes ``task_us`` for each part of ``part_rows`` rows.
    """

    utilisation: float = 0.7
    tokens: float = 0.2
    cores: int = 4
    limit_per_minute: int = 5000
    process_connections: int = 12
    max_connections: int = 100
    spare: int = 3
    postgres_cores: int = 4
    network: float = 125e6
    task_us: float = 1000.0
    part_rows: int = ROWS_IN_A_PART


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """An installation that answers calls: one worker process for each core."""

    code: str
    machines: int
    workers: int
    proxy: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What an installation gives and needs, at the utilisation that is assumed.

    ``call_us`` is the CPU time of a call where the workers are, ``capacity`` the calls per second
    that their cores could serve, and ``rate`` those that everything else allows as well;
    ``callers`` is how many addresses may use their whole limit at once. Shares are of one core.
    ``core_hours`` are of a million calls. ``limits`` are the calls per second at which each
    resource reaches its utilisation.
    """

    call_us: float
    capacity: float
    rate: float
    callers: float
    memory_mb: float
    redis_commands: float
    redis_share: float
    postgres_queries: float
    postgres_share: float
    postgres_connections: int
    network: float
    core_hours: float
    limits: dict[str, float]

    @property
    def bottleneck(self) -> str:
        """The resource that is used up first."""
        return min(self.limits, key=lambda name: self.limits[name])


def read_slopes(file: Path = SLOPES) -> Slopes:
    """Read the measured slopes."""
    return Slopes(**tomllib.loads(file.read_text(encoding="utf-8")))


def serve(slopes: Slopes, assumed: Assumptions, serving: Serving) -> Served:
    """Compute what an installation gives and needs."""
    beside = slopes.call_us_two / slopes.call_us if serving.workers > 1 else 1.0
    call, token = slopes.call_us * beside, slopes.token_us * beside
    if serving.proxy:
        call, token = call + slopes.proxy_us, token + slopes.proxy_us
    if serving.shared:
        call += slopes.redis_us
        token += slopes.redis_us + slopes.postgres_us
    call_us = (1 - assumed.tokens) * call + assumed.tokens * token
    rate_machine = serving.workers * _MICROSECONDS / call_us * assumed.utilisation
    capacity = serving.machines * rate_machine
    queries = assumed.tokens * slopes.postgres_queries
    bytes_a_call = slopes.request_bytes + slopes.response_bytes
    limits = {"processor": capacity}
    limits["network"] = serving.machines * assumed.network * assumed.utilisation / bytes_a_call
    if serving.shared:
        core = _MICROSECONDS * assumed.utilisation
        limits["redis"] = core / slopes.redis_server_us
        spent = assumed.tokens * slopes.postgres_server_us
        limits["postgres"] = assumed.postgres_cores * core / spent
    rate = min(limits.values())
    return Served(
        call_us=call_us,
        capacity=capacity,
        rate=rate,
        callers=rate / (assumed.limit_per_minute / 60),
        memory_mb=slopes.base_mb + serving.workers * slopes.process_mb,
        redis_commands=rate * slopes.redis_commands if serving.shared else 0.0,
        redis_share=rate * slopes.redis_server_us / _MICROSECONDS if serving.shared else 0.0,
        postgres_queries=rate * queries if serving.shared else 0.0,
        postgres_share=rate * assumed.tokens * slopes.postgres_server_us / _MICROSECONDS
        if serving.shared
        else 0.0,
        postgres_connections=serving.machines * serving.workers * assumed.process_connections
        if serving.shared
        else 0,
        network=rate / serving.machines * bytes_a_call,
        # A million calls of so many microseconds are as many seconds.
        core_hours=call_us / 3600,
        limits=limits,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A way of scoring a catalogue.

    ``processes`` compute on ``cores`` of one machine. With Dask they are on several: by one command
    that reads and writes it all, or, ``split``, by one for each piece of the catalogue.
    """

    code: str
    processes: int
    cores: int
    dask: bool = False
    split: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How long a catalogue takes: rows per second, hours, core-hours, bytes per second.

    ``tasks`` is the share of its time that a Dask scheduler works. ``limits`` are in rows per
    second.
    """

    rate: float
    hours: float
    core_hours: float
    bytes: float
    tasks: float
    limits: dict[str, float]

    @property
    def bottleneck(self) -> str:
        """What limits the rate."""
        return min(self.limits, key=lambda name: self.limits[name])


def score(slopes: Slopes, assumed: Assumptions, catalogue: Catalogue, rows: int = ROWS) -> Scored:
    """Compute how long a catalogue takes."""
    limits: dict[str, float] = {}
    processes = catalogue.processes
    if processes == 1 or catalogue.split:
        row_us = slopes.row_us
        limits["processor"] = processes * _MICROSECONDS / row_us
    else:
        main = slopes.dask_main_us if catalogue.dask else slopes.jobs_main_us
        worker = slopes.dask_worker_us if catalogue.dask else slopes.jobs_worker_us
        row_us = main + worker
        limits["main"] = _MICROSECONDS / main
        limits["workers"] = processes * _MICROSECONDS / worker
        limits["processor"] = catalogue.cores * _MICROSECONDS / row_us
    if catalogue.dask and not catalogue.split:
        limits["scheduler"] = assumed.part_rows * _MICROSECONDS / assumed.task_us
    rate = min(limits.values())
    scheduler = limits.get("scheduler", math.inf)
    return Scored(
        rate=rate,
        hours=rows / rate / 3600,
        core_hours=rows * row_us / _MICROSECONDS / 3600,
        bytes=rate * (slopes.row_bytes_in + slopes.row_bytes_out),
        tasks=rate / scheduler,
        limits=limits,
    )


SERVINGS: Final = (
    Serving(code="one", machines=1, workers=1),
    Serving(code="four", machines=1, workers=4, proxy=True),
    Serving(code="ten", machines=10, workers=4, proxy=True, shared=True),
)
CATALOGUES: Final = (
    Catalogue(code="one", processes=1, cores=1),
    Catalogue(code="two", processes=2, cores=2),
    Catalogue(code="four", processes=4, cores=4),
    Catalogue(code="dask", processes=40, cores=41, dask=True),
    Catalogue(code="split", processes=40, cores=40, dask=True, split=True),
)


def most_machines(slopes: Slopes, assumed: Assumptions) -> dict[str, float]:
    """Return how many machines each shared resource suffices for.

    A machine has the assumed number of cores, and its own proxy.
    """
    one = serve(
        slopes,
        assumed,
        Serving(code="", machines=1, workers=assumed.cores, proxy=True, shared=True),
    )
    connections = (assumed.max_connections - assumed.spare) / one.postgres_connections
    shared = {name: one.limits[name] / one.capacity for name in ("redis", "postgres")}
    return {"connections": connections, **shared}


def predictions(slopes: Slopes) -> Iterable[tuple[str, float, float]]:
    """Yield what the formulas give and what was measured: name, computed, measured, per second."""
    yield "rate_one", _MICROSECONDS / slopes.call_us, slopes.rate_one
    # The load generator shares the two cores with the two workers.
    both = slopes.call_us_two + slopes.generator_us
    yield "rate_two", 2 * _MICROSECONDS / both, slopes.rate_two
    yield "rows_one", _MICROSECONDS / slopes.row_us, slopes.rows_one
    both = slopes.jobs_main_us + slopes.jobs_worker_us
    yield "rows_two", 2 * _MICROSECONDS / both, slopes.rows_two

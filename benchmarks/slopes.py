"""Measuring the slopes of ``growth.py``: CPU times of real servers in turn, and of a catalogue.

Each cost is that of the least disturbed of many short rounds. Rates depend on what else the machine
does, and are only compared with what the formulas give.
"""

import contextlib
import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
import redis

from benchmarks.growth import SLOPES, Slopes
from benchmarks.machine import Watch, processor_name
from benchmarks.processes import average_memory, family, processor_seconds
from benchmarks.requests import textile_requests
from benchmarks.rounds import Case, Found, measure
from benchmarks.subjects import REPOSITORY, Instance, Subject, Unusable, entitled, pinned
from benchmarks.workloads import Workload, workloads
from tests.operation.services import PostgreSQL, Redis, program

_CONNECTIONS = 8
_ROUNDS = 10
_SECONDS = 0.5
_ROWS = 30_000
_REPEATS = 3
_POLL_SECONDS = 0.02
# PostgreSQL counts a transaction once its process has had nothing to do for a second.
_COUNTED_SECONDS = 2.0
_US = 1e6


def measured(said: Callable[[str], None]) -> Slopes:
    """Measure all slopes, which takes a few minutes."""
    _check_programs()
    watch = Watch()
    with contextlib.ExitStack() as stack:
        said("serveurs, tour à tour")
        calls = _calls(stack)
    said("catalogue")
    rows = _rows()
    around = watch.surroundings()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{time.strftime('%Y-%m-%d')}, {python}, {processor_name()}"
    return Slopes(machine=machine, others=100 * around.others, **calls, **rows)


def _check_programs() -> None:
    for name in ("redis-server", "initdb", "nginx"):
        try:
            _program(name)
        except pytest.skip.Exception:
            raise Unusable(f"{name} n'est pas installé : il sert à mesurer les coûts.") from None


def _program(name: str) -> str:
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") or program(name)


def write(slopes: Slopes, file: Path = SLOPES) -> None:
    """Write the slopes, with three significant digits."""
    lines = ["# Written by: make bench-growth ARGS=--measure (benchmarks/slopes.py)"]
    for name in Slopes.__slots__:
        value = getattr(slopes, name)
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _number(value)
        lines.append(f"{name} = {text}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _number(value: float) -> str:
    return f"{float(f'{value:.3g}'):.10g}" if abs(value) < 1000 else f"{value:.0f}.0"


# Calls --------------------------------------------------------------------------------------------


def _calls(stack: contextlib.ExitStack) -> dict[str, float]:
    """The slopes of calls, of four servers in turn on one core, and of what stands around them."""
    cores = sorted(os.sched_getaffinity(0))
    counters = stack.enter_context(Redis())
    database = stack.enter_context(PostgreSQL())
    with pinned(cores[0]):
        plain, redis_one, postgres_one = (
            _server(stack, variables)
            for variables in (
                {},
                {"REDIS_URL": counters.url},
                {"DATABASE_URL": database.url},
            )
        )
    # Two workers, on both cores of a machine of two.
    two = _server(stack, {"WEB_CONCURRENCY": "2"})
    call, token = _chosen(plain)
    stack.enter_context(pinned(cores[-1]))
    proxied = stack.enter_context(_proxied(plain))
    subjects = [plain, two, redis_one, postgres_one]
    results = measure(
        [Case(one, _CONNECTIONS, kept=plain.keeps) for one in (call, token)],
        subjects,
        _ROUNDS,
        _SECONDS,
    )
    calls, tokens = results.values()
    one_mb, two_mb = (_whole_memory(subject) for subject in (plain, two))
    return {
        "call_us": _cost(calls[0]),
        "call_us_two": _cost(calls[1]),
        "token_us": _cost(tokens[0]),
        "generator_us": calls[1].generator * _US,
        "rate_one": calls[0].rate,
        "rate_two": calls[1].rate,
        "redis_us": _cost(calls[2]) - _cost(calls[0]),
        "postgres_us": _cost(tokens[3]) - _cost(tokens[0]),
        "process_mb": two_mb - one_mb,
        "base_mb": 2 * one_mb - two_mb,
        "request_bytes": sum(map(len, plain.requests(call, kept=True))) / len(call.bodies),
        "response_bytes": calls[0].bytes,
        **_redis(counters, redis_one, call),
        **_postgres(database, postgres_one, token),
        "proxy_us": _beside(family(proxied.pid or 0), proxied, call),
    }


def _server(stack: contextlib.ExitStack, variables: dict[str, str]) -> Subject:
    data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    token = entitled(data, variables=variables)
    return replace(stack.enter_context(Instance(data, variables=variables)), token=token)


def _chosen(subject: Subject) -> tuple[Workload, Workload]:
    found = {one.code: one for one in workloads(subject.page())}
    return found["simulator"], found["token"]


def _cost(found: Found) -> float:
    assert found.least_cost is not None
    return found.least_cost * _US


def _beside(pids: list[int], subject: Subject, workload: Workload) -> float:
    """Return the CPU time that other processes spend on a call, in microseconds."""
    costs = []
    for _ in range(_ROUNDS):
        before = {pid: processor_seconds([pid]) for pid in pids}
        calls = subject.drive(workload, _CONNECTIONS, _SECONDS, kept=subject.keeps).served
        if not calls:
            raise Unusable(f"{subject.name} ne répond pas")
        # A process that has ended since has no clock any more.
        spent = (processor_seconds([pid]) - seconds for pid, seconds in before.items())
        costs.append(sum(max(0.0, one) for one in spent) / calls)
    return min(costs) * _US


def _whole_memory(subject: Subject) -> float:
    """Return the PSS of all processes of a server in MB."""
    assert subject.pid is not None
    pids = family(subject.pid)
    return average_memory(pids) * len(pids)


def _redis(counters: Redis, subject: Subject, workload: Workload) -> dict[str, float]:
    assert counters.process is not None
    client = redis.Redis.from_url(counters.url)

    def commands() -> float:
        return float(client.info("stats")["total_commands_processed"])

    before = commands()
    calls = subject.drive(workload, _CONNECTIONS, _SECONDS, kept=subject.keeps).served
    return {
        # Asking for the number is a command too.
        "redis_commands": round((commands() - before - 1) / calls, 1),
        "redis_server_us": _beside([counters.process.pid], subject, workload),
    }


def _postgres(database: PostgreSQL, subject: Subject, workload: Workload) -> dict[str, float]:
    assert database.process is not None
    with psycopg.connect(database.url, autocommit=True) as connection:

        def asked(query: str) -> float:
            found = connection.execute(query).fetchone()
            assert found is not None
            return float(found[0])

        def queries() -> float:
            time.sleep(_COUNTED_SECONDS)
            return asked("SELECT xact_commit FROM pg_stat_database WHERE datname = 'postgres'")

        before = queries()
        calls = subject.drive(workload, _CONNECTIONS, 4.0, kept=subject.keeps).served
        asked_queries = queries() - before
        connections = asked(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres'"
            " AND pid <> pg_backend_pid()"
        )
    return {
        # This connection's own are a few.
        "postgres_queries": round(asked_queries / calls, 1),
        "postgres_connections": connections,
        "postgres_server_us": _beside(family(database.process.pid), subject, workload),
    }


@contextlib.contextmanager
def _proxied(subject: Subject) -> Iterator[Subject]:
    """Run nginx in front of a server, with one process; its pid is nginx's."""
    with tempfile.TemporaryDirectory() as directory:
        port = subject.port + 1
        config = Path(directory, "nginx.conf")
        config.write_text(
            f"daemon off; pid {directory}/nginx.pid; error_log stderr crit;\n"
            "events { worker_connections 512; }\n"
            f"http {{ access_log off; client_body_temp_path {directory}/body;\n"
            f"proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/fastcgi;\n"
            f"uwsgi_temp_path {directory}/uwsgi; scgi_temp_path {directory}/scgi;\n"
            f"server {{ listen 127.0.0.1:{port}; location / {{\n"
            f"proxy_pass http://127.0.0.1:{subject.port}; }} }} }}\n",
            encoding="utf-8",
        )
        process = subprocess.Popen([_program("nginx"), "-c", str(config), "-e", "stderr"])
        try:
            yield replace(subject, port=port, pid=process.pid, keeps=True)
        finally:
            process.terminate()
            process.wait(30)


# Rows ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    """One command: seconds elapsed, of CPU time of its main process, and of all others."""

    seconds: float
    main: float
    others: float


def _rows() -> dict[str, float]:
    """The slopes of a catalogue in JSON lines, beyond what it takes to start."""
    with tempfile.TemporaryDirectory() as directory:
        one, many = Path(directory, "one.jsonl"), Path(directory, "many.jsonl")
        target = Path(directory, "out.jsonl")
        for path, rows in ((one, 1), (many, _ROWS)):
            bodies = itertools.islice(itertools.cycle(textile_requests()), rows)
            lines = (json.dumps({"id": f"R{n}", **body}) for n, body in enumerate(bodies))
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        ways = {
            "row": ("--jobs", "1"),
            "jobs": ("--jobs", "2"),
            "dask": ("--jobs", "2", "--dask", "local"),
        }
        found: dict[str, list[_Run]] = {name: [] for name in ways}
        for _ in range(_REPEATS):
            for name, options in ways.items():
                start = _run(one, target, options)
                found[name].append(_beyond(_run(many, target, options), start))
        best = {
            name: _Run(*(min(getattr(run, part) for run in runs) for part in _Run.__slots__))
            for name, runs in found.items()
        }
        output = target.stat().st_size
        return {
            "row_us": (best["row"].main + best["row"].others) / _ROWS * _US,
            "jobs_main_us": best["jobs"].main / _ROWS * _US,
            "jobs_worker_us": best["jobs"].others / _ROWS * _US,
            "dask_main_us": best["dask"].main / _ROWS * _US,
            "dask_worker_us": best["dask"].others / _ROWS * _US,
            "rows_one": _ROWS / best["row"].seconds,
            "rows_two": _ROWS / best["jobs"].seconds,
            "row_bytes_in": many.stat().st_size / _ROWS,
            "row_bytes_out": output / _ROWS,
        }


def _beyond(run: _Run, start: _Run) -> _Run:
    return _Run(*(getattr(run, part) - getattr(start, part) for part in _Run.__slots__))


def _run(source: Path, target: Path, options: tuple[str, ...]) -> _Run:
    command = [sys.executable, "-m", "ecobalyse", "score", str(source), "-o", str(target)]
    target.unlink(missing_ok=True)
    started = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([*command, *options, "--quiet"], cwd=REPOSITORY, stderr=errors)
        # The clocks of the processes end with them: the last reading of each counts.
        clocks: dict[int, float] = {}
        while process.poll() is None:
            for pid in family(process.pid):
                clocks[pid] = max(clocks.get(pid, 0.0), processor_seconds([pid]))
            time.sleep(_POLL_SECONDS)
        seconds = time.perf_counter() - started
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace")
            raise Unusable(f"« {' '.join(command)} » : sortie {process.returncode}\n{said}")
    main = clocks.pop(process.pid, 0.0)
    return _Run(seconds, main, sum(clocks.values()))

"""Where the CPU time of a request goes: samples of a real server under load, by part."""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.parts import TITLES, shares
from benchmarks.processes import processor_seconds, serving
from benchmarks.sampled_stacks import FILE, START, STOP, Stack
from benchmarks.subjects import Instance, Subject, pinned
from benchmarks.tables import number, table
from benchmarks.workloads import Workload, workloads

# Explanations and batches have no lane of their own here, and repeat the parts of the others.
PROFILED = ("simulator", "detailed", "token", "update")
_CONNECTIONS = 8
_SLICE_SECONDS = 0.5
_WAIT_SECONDS = 30.0
# A busy machine may take this many times longer.
_PATIENCE = 8
_COMMAND = (
    *("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"),
    "benchmarks.sampled:application",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Where the time of one kind of request went.

    ``microseconds`` is the CPU time of the server per request, ``shares`` that of each part, which
    add up to 1, and ``samples`` the number of stacks that they come from.
    """

    workload: Workload
    microseconds: float
    shares: dict[str, float]
    samples: int


def profile(
    data: Path, token: str, processor: float, codes: Sequence[str], core: int
) -> list[Profile]:
    """Sample a server under each load, for ``processor`` seconds of its CPU time.

    ``data`` is the directory of an instance that knows the token. The load comes from ``core``.
    """
    stacks = data / "stacks.json"
    with Instance(data, command=_COMMAND, variables={FILE: str(stacks)}) as subject, pinned(core):
        entitled = replace(subject, token=token)
        return [
            _sample(entitled, workload, stacks, processor)
            for workload in workloads(subject.page())
            if workload.code in codes
        ]


def profile_table(profiles: Sequence[Profile]) -> str:
    """Return the CPU time of each part in microseconds, and its share of the whole."""
    rows = [
        [title, *(_cell(one, one.shares.get(part, 0.0)) for one in profiles)]
        for part, title in TITLES.items()
        if any(part in one.shares for one in profiles)
    ]
    rows.append(["**en tout**", *(f"**{number(one.microseconds)} µs**" for one in profiles)])
    rows.append(["relevés", *(number(one.samples) for one in profiles)])
    return table(["partie", *(one.workload.title for one in profiles)], rows)


def _cell(one: Profile, share: float) -> str:
    if not share:
        return ""
    return f"{number(share * one.microseconds)} µs, {share * 100:.0f} %"


def _sample(subject: Subject, workload: Workload, stacks: Path, processor: float) -> Profile:
    assert subject.pid is not None
    [pid] = serving(subject.pid)
    # So that a short profile is no longer than it is to be.
    seconds = min(_SLICE_SECONDS, processor / 4)
    subject.drive(workload, _CONNECTIONS, seconds, kept=subject.keeps)
    os.kill(pid, START)
    before, started = processor_seconds([pid]), time.monotonic()
    calls, spent = 0, 0.0
    while spent < processor and time.monotonic() - started < processor * _PATIENCE:
        load = subject.drive(workload, _CONNECTIONS, seconds, kept=subject.keeps)
        assert not load.refused, f"{workload.code}: {load.refused} failures"
        calls += len(load.latencies)
        spent = processor_seconds([pid]) - before
    os.kill(pid, STOP)
    found = _read(stacks)
    return Profile(
        workload=workload,
        microseconds=spent / calls * 1e6,
        shares=shares(found),
        samples=sum(count for _, count in found),
    )


def _read(file: Path) -> list[tuple[Stack, int]]:
    limit = time.monotonic() + _WAIT_SECONDS
    while not file.exists() and time.monotonic() < limit:
        time.sleep(0.02)
    content = json.loads(file.read_text(encoding="utf-8"))
    file.unlink()
    return [
        (tuple((name, function, line) for name, function, line in stack), count)
        for stack, count in content
    ]

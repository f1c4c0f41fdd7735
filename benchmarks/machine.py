"""The machine, and what else it did during a measurement: a busy one gives no sure figures."""

import os
import platform
import subprocess
import sysconfig
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import family, processor_seconds

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_REPOSITORY = Path(__file__).parents[1]
# Fields of /proc/stat in which no core works: idle, waiting for a disk; guests count twice.
_IDLE, _IOWAIT, _GUESTS = 3, 4, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the machine did in a span of time.

    ``others`` is the CPU time of all other processes as a share of all cores, 0 to 1; NaN where the
    system does not tell. ``loads`` are the average numbers of runnable processes over the last
    minute, at the beginning and at the end.
    """

    cores: int
    seconds: float
    others: float
    loads: tuple[float, float]

    def __str__(self) -> str:
        """Describe it in French."""
        first, last = self.loads
        return (
            f"{self.cores} cœurs, {self.seconds:.0f} s ; les autres programmes ont pris "
            f"{self.others:.0%} du processeur ; charge moyenne {first:.2f} au début, {last:.2f} "
            "à la fin"
        ).replace("%", " %")


class Watch:
    """Watches the machine from its creation on; ours are this process and its descendants."""

    def __init__(self, *more: int) -> None:
        self._more = more
        self._ended = _children_seconds()
        self._mine = self._ours()
        self._busy = _busy_seconds()
        self._started = time.monotonic()
        self._load = os.getloadavg()[0]

    def surroundings(self) -> Surroundings:
        """Return what happened since."""
        seconds = time.monotonic() - self._started
        cores = os.cpu_count() or 1
        ours = self._ours() - self._mine + _children_seconds() - self._ended
        busy = _busy_seconds() - self._busy
        return Surroundings(
            cores=cores,
            seconds=seconds,
            # The system counts in large ticks, which may add up to more than a short span.
            others=min(1.0, max(0.0, busy - ours) / (seconds * cores)),
            loads=(self._load, os.getloadavg()[0]),
        )

    def _ours(self) -> float:
        more = {pid for one in self._more for pid in family(one)}
        return processor_seconds({*family(os.getpid()), *more})


def _children_seconds() -> float:
    """CPU time of the child processes that have ended, which no longer have a clock."""
    times = os.times()
    return times.children_user + times.children_system


def _busy_seconds() -> float:
    try:
        line = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0]
    except OSError:
        return float("nan")
    ticks = [int(field) for field in line.split()[1:]]
    return (sum(ticks[:_GUESTS]) - ticks[_IDLE] - ticks[_IOWAIT]) / _TICKS_A_SECOND


def python_build() -> str:
    """Describe this Python: its version, and whether it was built with optimisations."""
    return f"{platform.python_implementation()} {platform.python_version()}, {_optimised()}"


def _optimised() -> str:
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    if "--enable-optimizations" in options:
        return "compilé avec optimisation" + (
            " (PGO, LTO)" if "--with-lto" in options else " (PGO)"
        )
    # Debian's own is optimised in another way, which it does not tell.
    return "configuré sans --enable-optimizations"


def processor_name() -> str:
    """Return the name of the processor, as the system gives it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def commit(copy: Path = _REPOSITORY) -> str:
    """Return the short name of the commit of a copy of the repository, if it has one."""
    try:
        found = subprocess.run(
            ["git", "-C", str(copy), "describe", "--always", "--dirty", "--exclude=*"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "sans git"
    return found.stdout.strip()

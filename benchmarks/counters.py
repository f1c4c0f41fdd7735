"""Time to count one request, for each counter backend.

Two processes count concurrently, as workers do. The CPU time of one of them is printed, and its
wall-clock time, which includes waiting for the other.
"""

import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measures import Figure

_COUNTS = 4000
_REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")


TITLE = "Compter une requête, deux processus à la fois : temps de processeur, temps écoulé"
REDIS = "Redis"


def figures() -> Iterator[Figure]:
    """Measure each available backend."""
    for label, cache in _candidates():
        with multiprocessing.get_context("fork").Pool(2) as pool:
            try:
                pairs = pool.map(_count, [cache, cache], chunksize=1)
            except (OSError, ConnectionError, ImportError) as error:
                yield Figure(label, f"absent ({type(error).__name__})")
                continue
        processor = sum(pair[0] for pair in pairs) / len(pairs)
        clock = sum(pair[1] for pair in pairs) / len(pairs)
        yield Figure(label, f"{processor:.0f} µs, {clock:.0f} µs")


def _candidates() -> Iterator[tuple[str, dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as disk, tempfile.TemporaryDirectory(dir=_memory()) as shm:
        backend = "ecobalyse_site.counters.SharedCounterCache"
        yield (
            "fichier partagé, en mémoire (/dev/shm)",
            {"BACKEND": backend, "LOCATION": str(Path(shm, "counters"))},
        )
        yield (
            "fichier partagé, sur disque",
            {"BACKEND": backend, "LOCATION": str(Path(disk, "counters"))},
        )
        yield (
            REDIS,
            {"BACKEND": "ecobalyse_site.redis_counters.RedisCounterCache", "LOCATION": _REDIS},
        )
        yield (
            "fichiers de Django (perd des comptes)",
            {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": disk},
        )
        yield (
            "mémoire de chaque processus (compte à part)",
            {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counters"},
        )


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def _count(cache: dict[str, Any]) -> tuple[float, float]:
    """Count as the rate limiter does; return the time of one count in microseconds."""
    from django.conf import settings  # noqa: PLC0415

    if not settings.configured:
        settings.configure(CACHES={"default": cache})
    from django.core.cache import caches  # noqa: PLC0415

    store = caches["default"]
    key = f"benchmark-{time.time_ns() // 60_000_000_000}"
    store.add(key, 0, 65)
    processor, clock = time.process_time(), time.perf_counter()
    for _ in range(_COUNTS):
        if not store.add(key, 1, 65):
            store.incr(key)
    scale = 1e6 / _COUNTS
    return (time.process_time() - processor) * scale, (time.perf_counter() - clock) * scale

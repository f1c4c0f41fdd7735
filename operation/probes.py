"""``/healthz`` and ``/readyz``: liveness, and readiness of all dependencies.

Load balancers use ``/healthz``, since an instance without its database can still compute scores.
Deployment scripts and monitoring use ``/readyz``. Both report which part fails, but never why,
where, or its version.
"""

import secrets
import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.connections import close_aged
from operation import disks
from scoring.methods import load_all

_PROBE_SECONDS = 10


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Report that the process responds."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Report whether data, database, counters and disk work; 503 if one does not."""
    found = _recent_checks(int(time.monotonic()))
    healthy = all(found.values())
    body = {
        "status": "ok" if healthy else "unavailable",
        "checks": {name: "ok" if good else "unavailable" for name, good in found.items()},
    }
    return JsonResponse(body, status=200 if healthy else 503)


def checks() -> dict[str, bool]:
    """Run each check, and return whether it passes."""
    parts: dict[str, Callable[[], object]] = {
        "data": load_all,
        "database": _ask_database,
        "cache": _count,
        "disk": _take_room,
    }
    return {name: _works(part) for name, part in parts.items()}


class _Recent:
    """The last result, reused within the same second since these paths have no rate limit."""

    second = -1
    found: dict[str, bool] = {}  # noqa: RUF012


def _recent_checks(second: int) -> dict[str, bool]:
    if _Recent.second != second:
        _Recent.found = checks()
        _Recent.second = second
    return _Recent.found


def _works(part: Callable[[], object]) -> bool:
    try:
        part()
    except Exception:
        return False
    return True


def _ask_database() -> None:
    close_aged(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _take_room() -> None:
    for directory in disks.written_directories():
        disks.take_room(directory)


def _count() -> None:
    key = f"probe-{secrets.token_hex(8)}"
    cache.add(key, 1, _PROBE_SECONDS)
    if cache.incr(key) != 2:
        raise ValueError("the cache returned a wrong count")
    cache.delete(key)

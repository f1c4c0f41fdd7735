"""Prometheus counters and histograms, disabled unless ``METRICS_ADDRESSES`` is set.

The labels are the method, the route name and the status: never the path, which clients choose, nor
the client. All processes write to shared memory files, so that any of them can report the totals.
"""

import os
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.clients import client_address

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The metrics of this process."""

    def __init__(self) -> None:
        os.environ.setdefault(_DIRECTORY, str(settings.COUNTER_DIR / "metrics"))
        Path(os.environ[_DIRECTORY]).mkdir(mode=0o700, parents=True, exist_ok=True)
        # The library reads that variable at import time.
        import prometheus_client as prometheus  # noqa: PLC0415

        self.registry = prometheus.CollectorRegistry()
        self.requests = prometheus.Counter(
            "http_requests",
            "Requêtes servies.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = prometheus.Histogram(
            "http_request_duration_seconds",
            "Durée des réponses.",
            ["method", "route"],
            buckets=_SECONDS,
            registry=self.registry,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Record one response; the method must be a standard HTTP method."""
        self.requests.labels(method, route, status).inc()
        self.seconds.labels(method, route).observe(seconds)


@cache
def metrics_of_this_process() -> Metrics | None:
    """Return the metrics, or None if no address may read them."""
    return Metrics() if settings.METRICS_ADDRESSES else None


@require_safe
@never_cache
def exposition(request: HttpRequest) -> HttpResponse:
    """Return the totals over all processes to allowed addresses, and 404 to others."""
    if not may_read(request):
        raise Http404
    from prometheus_client import (  # noqa: PLC0415
        CONTENT_TYPE_LATEST,
        CollectorRegistry,
        generate_latest,
    )
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def forget_former_processes(directory: Path) -> None:
    """Delete the files of processes that have exited; called when the server starts."""
    for path in directory.glob("*.db"):
        process = path.stem.rpartition("_")[2]
        if process.isdigit() and not Path("/proc", process).exists():
            path.unlink(missing_ok=True)


def may_read(request: HttpRequest) -> bool:
    """Return whether this client may read the metrics.

    Behind an undeclared proxy, every client would appear to have the proxy's address.
    """
    undeclared = not settings.TRUSTED_PROXIES and "HTTP_X_FORWARDED_FOR" in request.META
    return not undeclared and client_address(request) in settings.METRICS_ADDRESSES

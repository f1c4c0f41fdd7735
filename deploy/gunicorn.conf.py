"""Gunicorn: one process per core sharing the method's data, each reading from all its clients.

The worker (``operation/worker.py``) is gunicorn's threaded worker with a non-blocking event loop.
The stock one reads requests in its threads, so that as many slow clients as threads block it, and
its loop waits up to two seconds for each client to close; the sync worker is blocked by as many
slow clients as processes. Async workers run synchronous views more slowly. Measured in alternation
with the sync worker (``README.md``): a call takes 12 system calls instead of 27, and less CPU time.

``BIND`` is the address to listen on (``HOST:PORT`` or ``unix:/path``), unless systemd or the
command line provides a socket.
"""

import gc
import os
import socket
from pathlib import Path

_UNLIMITED = "max"
_SECONDS_TO_FIRST_BYTE = 10


def _cores() -> int:
    """Return the CPU cores this process may use, taking a container's quota into account."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        quota = period = _UNLIMITED
    if quota != _UNLIMITED:
        cores = min(cores or 1, max(1, int(quota) // int(period)))
    return cores or 1


wsgi_app = "ecobalyse_site.wsgi"
bind = os.environ.get("BIND") or "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY") or _cores())
worker_class = "operation.worker.ReadingWorker"
# In each of the three lanes of a process that use the database (operation/lanes.py): a process has
# at most twelve database connections.
threads = 4
# Beyond this, the connection that has been idle or else waiting longest is closed.
worker_connections = 1000
# A connection without a request is closed after this many seconds; proxies close theirs sooner.
keepalive = 30
# Responses, files included, are buffered until the client has received them.
sendfile = False
# The data are loaded once, before the workers are forked.
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
# The proxy's group must be able to use the unix socket.
umask = 0o007

timeout = 30
graceful_timeout = 30
# Memory does not grow with the number of requests (README), so recycling workers gains nothing.
max_requests = 0
# Connections queued while a worker, or the whole server, is being replaced.
backlog = 2048

# Not gunicorn's C parser, if installed: it saves five microseconds of a request, but takes
# two spaces for one, and an unknown transfer coding for another mistake.
http_parser = "python"
# Limits on the request line and headers.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# The application decides which proxies' headers to trust (TRUSTED_PROXIES). Over a unix socket,
# gunicorn would trust them all, including a client's SCRIPT_NAME passed on by the proxy.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""
control_socket_disable = True

# No access log: the application logs routes, but never addresses, query strings or bodies.
accesslog = None
errorlog = "-"
loglevel = "warning"
logger_class = "operation.server_logs.ServerLogger"
proc_name = "cout-environnemental"


def on_starting(server):
    """Delete the metrics files of previous processes."""
    from django.conf import settings  # noqa: PLC0415

    from operation.metrics import forget_former_processes  # noqa: PLC0415

    if settings.METRICS_ADDRESSES:
        forget_former_processes(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]))


def on_reload(server):
    """Load newly installed method versions; called before the new workers are forked."""
    from scoring.methods import reload_versions  # noqa: PLC0415

    reload_versions()
    # The former versions may be garbage now.
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def when_ready(server):
    """Keep connections that send no data away from the workers, and memory shared by them.

    TCP_DEFER_ACCEPT does the former. For the latter, the garbage collector must leave alone what
    was loaded before the workers are forked: it writes to each object that it looks at, and a page
    of memory that a process writes to is copied. The first look of a worker at all of its objects
    copied 20 MB.
    """
    gc.freeze()
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        for listener in server.LISTENERS:
            if listener.sock.family in (socket.AF_INET, socket.AF_INET6):
                listener.sock.setsockopt(
                    socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, _SECONDS_TO_FIRST_BYTE
                )


def child_exit(server, worker):
    """Pass on what others had passed to a worker that ended."""
    if hasattr(worker, "forget"):
        worker.forget()

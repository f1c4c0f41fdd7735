"""Gunicorn: one process a core that shares the method's data, each reading all of its clients.

The worker (``operation/worker.py``) is gunicorn's threaded one with a loop that waits for no
client: as it is, it reads in its threads, so that as many slow clients as threads stop it, and its
loop waits up to two seconds for each client to hang up; the synchronous one was stopped by as many
as processes. Asynchronous workers run synchronous views slower. Measured beside the synchronous
worker, in turn (``README.md``): a call takes 12 system calls instead of 27, and less processor.

``BIND`` is the address to listen on (``HOST:PORT`` or ``unix:/path``) unless systemd or the command
line hands over a socket.
"""

import os
import socket
from pathlib import Path

_UNLIMITED = "max"
_SECONDS_TO_FIRST_BYTE = 10


def _cores() -> int:
    """Cores that this process may use: a container is often given less than the machine has."""
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
# Of each of the three lanes of a process that ask the database (operation/lanes.py): it has at most
# twelve connections of a process.
threads = 4
# When there are as many, the client that is waited for since longest gives way.
worker_connections = 1000
# One request a connection; one that stays would bind its client to one worker.
keepalive = 0
# Answers are kept until the client takes them: files too.
sendfile = False
# The data are read once, before the workers are made.
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
# A unix socket is for the proxy's group too.
umask = 0o007

timeout = 30
graceful_timeout = 30
# Memory does not grow with the requests served (README): nothing to gain from new workers.
max_requests = 0
# Connections that wait while a worker, or the whole server, is replaced.
backlog = 2048

# Limits of what a request's head may hold.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# The application itself decides which proxies' headers count (TRUSTED_PROXIES); over a unix socket
# gunicorn would believe all, and a caller's SCRIPT_NAME that the proxy let through with them.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""
control_socket_disable = True

# No access log: the application logs routes, never addresses, queries or bodies.
accesslog = None
errorlog = "-"
loglevel = "warning"
logger_class = "operation.server_logs.ServerLogger"
proc_name = "cout-environnemental"


def on_starting(server):
    """Leave out of the metrics what former processes counted."""
    from django.conf import settings  # noqa: PLC0415

    from operation.metrics import forget_former_processes  # noqa: PLC0415

    if settings.METRICS_ADDRESSES:
        forget_former_processes(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]))


def on_reload(server):
    """Take the method versions that were installed since: the new workers are made after this."""
    from scoring.methods import reload_versions  # noqa: PLC0415

    reload_versions()


def when_ready(server):
    """Have the system keep connections that send nothing away from the workers."""
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        for listener in server.LISTENERS:
            if listener.sock.family in (socket.AF_INET, socket.AF_INET6):
                listener.sock.setsockopt(
                    socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, _SECONDS_TO_FIRST_BYTE
                )

"""Gunicorn: synchronous workers, one a core, that share the method's data.

Threads with keep-alive can put every connection on one worker, and asynchronous workers run
synchronous views slower: neither is worth it here.
"""

import os

_cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

wsgi_app = "ecobalyse_site.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY") or _cores)
worker_class = "sync"
# The data are read once, before the workers are made.
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108

timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 0

# Limits of what a request's head may hold.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# The application itself decides which proxies' headers count (TRUSTED_PROXIES).
forwarded_allow_ips = ""
secure_scheme_headers = {}

# No access log: the application logs routes, never addresses, queries or bodies.
accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "cout-environnemental"

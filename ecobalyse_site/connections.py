"""Database connections are looked after around each request, once there is one.

Django does so around all requests. Most of a worker's need no database, and that look would take a
twentieth of the time of a call of the API.
"""

from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from django.db.backends.signals import connection_created

# All that Django does to connections when a request comes and when its answer has gone.
_RECEIVERS = (
    (request_started, reset_queries),
    (request_started, close_old_connections),
    (request_finished, close_old_connections),
)


def leave_out_until_connected() -> None:
    """Have Django look after the connections of this process from its first one on."""
    for signal, receiver in _RECEIVERS:
        signal.disconnect(receiver)
    connection_created.connect(_look_after_connections)


def _look_after_connections(**kwargs: Any) -> None:
    for signal, receiver in _RECEIVERS:
        signal.connect(receiver)

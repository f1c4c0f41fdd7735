"""Django's PostgreSQL with an end to every wait, and a rest after a failed connection.

The server's own ``statement_timeout`` cannot help when the server hangs, and a synchronous worker
that waits serves nobody. Anonymous scoring must go on whatever the database does.
"""

import functools
import time
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from psycopg import OperationalError

# As long as a failed attempt is fresh, the next request is not made to wait for another.
_SECONDS_OF_REST = 2


class DatabaseWrapper(PostgresWrapper):
    """Connections that give up after ``DATABASE_TIMEOUT`` seconds, 0 being never."""

    _resume = float("-inf")

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, unless an attempt has just failed."""
        kind = type(self)
        if time.monotonic() < kind._resume:
            raise OperationalError("the database was out of reach a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
        except OperationalError:
            kind._resume = time.monotonic() + _SECONDS_OF_REST
            raise
        if settings.DATABASE_TIMEOUT:
            connection.wait = functools.partial(connection.wait, timeout=settings.DATABASE_TIMEOUT)
        return connection

"""Django's PostgreSQL backend with a timeout on every wait, and a pause after a failure.

The server's own ``statement_timeout`` does not help if the server hangs, and a blocked thread
serves nobody. Anonymous scoring must keep working whatever the database does.
"""

import functools
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from psycopg import OperationalError

from foundation.connections import HURRIED_SECONDS, is_hurried

# For this long after a failed attempt, other requests fail at once instead of waiting too.
PAUSE_SECONDS = 2


class DatabaseWrapper(PostgresWrapper):
    """Connections that time out after ``DATABASE_TIMEOUT`` seconds, 0 meaning never.

    Hurried queries (``foundation.connections``) have a shorter timeout, and fail at once for a
    moment after one of them timed out.
    """

    _resume = float("-inf")

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, unless an attempt has just failed."""
        self._fail_if_paused()
        try:
            connection = super().get_new_connection(conn_params)
        except OperationalError:
            self._pause()
            raise
        connection.wait = functools.partial(self._wait, connection.wait)
        return connection

    def _wait(self, wait: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Wait for the server's response, with a timeout."""
        timeout = settings.DATABASE_TIMEOUT or None
        if not is_hurried():
            return wait(*arguments, **options, timeout=timeout)
        self._fail_if_paused()
        started = time.monotonic()
        timeout = min(timeout or HURRIED_SECONDS, HURRIED_SECONDS)
        try:
            return wait(*arguments, **options, timeout=timeout)
        except OperationalError:
            if time.monotonic() - started >= timeout:
                self._pause()
            raise

    def _fail_if_paused(self) -> None:
        if time.monotonic() < type(self)._resume:
            raise OperationalError("the database was unavailable a moment ago")

    def _pause(self) -> None:
        type(self)._resume = time.monotonic() + PAUSE_SECONDS

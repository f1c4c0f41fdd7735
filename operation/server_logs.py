"""Gunicorn's own log lines, in the application's format.

They contain nothing about requests: the worker itself answers and logs those that gunicorn rejects
(``worker.py``), and there is no access log.
"""

import sys
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from foundation.faults import subject_of
from foundation.logs import formatter_of
from foundation.notices import log_throttled

# Prefixes of gunicorn's messages about a single connection, which are throttled; a worker's death
# is always logged.
_OF_A_CONNECTION = ("Error handling", "Socket error", "Exception in post_request")


class ServerLogger(Logger):
    """Logs in the application's format, with exceptions but without their messages."""

    def setup(self, cfg: Config) -> None:
        """Set the application's formatter on gunicorn's handlers."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter_of())

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Log an exception; those that any connection can cause, once a minute."""
        if str(msg).startswith(_OF_A_CONNECTION):
            error = sys.exception()
            subject = "fault" if error is None else subject_of(error)
            log_throttled(self.error_log.error, subject, msg, *args, exc_info=error)
        else:
            super().exception(msg, *args, **kwargs)

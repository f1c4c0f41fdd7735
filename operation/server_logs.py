"""Gunicorn's own lines in the form of the application's.

They say nothing of a request: the worker answers and logs what gunicorn refuses (``worker.py``),
and there is no access log.
"""

import sys
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from foundation.faults import subject_of
from foundation.logs import formatter_of
from foundation.notices import say

# How what gunicorn logs of one connection begins; the end of a process is always told.
_OF_A_CONNECTION = ("Error handling", "Socket error", "Exception in post_request")


class ServerLogger(Logger):
    """Writes as the application does, exceptions without their messages."""

    def setup(self, cfg: Config) -> None:
        """Give gunicorn's handlers the application's format."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter_of())

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Log a fault; what any connection can meet, once a minute."""
        if str(msg).startswith(_OF_A_CONNECTION):
            error = sys.exception()
            subject = "fault" if error is None else subject_of(error)
            say(self.error_log.error, subject, msg, *args, exc_info=error)
        else:
            super().exception(msg, *args, **kwargs)

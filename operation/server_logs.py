"""Gunicorn's own lines in the form of the application's, without what a request held.

Gunicorn names the caller's address and repeats the request's line when it refuses or fails.
"""

import logging
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from ecobalyse_site.logs import formatter_of


class ServerLogger(Logger):
    """Keeps what happened, leaves out to whom."""

    def setup(self, cfg: Config) -> None:
        """Give gunicorn's handlers the application's format."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter_of())

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log a warning."""
        if msg.startswith("Invalid request"):
            self.error_log.log(logging.WARNING, "a malformed request was refused")
        else:
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log a fault; the message's arguments are the request's method and address."""
        super().exception(msg.partition(" %s")[0], **kwargs)

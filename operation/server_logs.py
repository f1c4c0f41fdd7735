"""Gunicorn's own lines in the form of the application's.

They say nothing of a request: the worker answers and logs what gunicorn refuses (``worker.py``),
and there is no access log.
"""

from gunicorn.config import Config
from gunicorn.glogging import Logger

from ecobalyse_site.logs import formatter_of


class ServerLogger(Logger):
    """Writes as the application does, exceptions without their messages."""

    def setup(self, cfg: Config) -> None:
        """Give gunicorn's handlers the application's format."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter_of())

"""Gunicorn's HTTP response, without the work that is the same for each response.

Gunicorn checks each header by regular expressions and writes the date anew. Nearly all headers of
nearly all responses are the same, so each distinct one is checked once, by gunicorn itself.
"""

import functools
import time
from typing import Any, NamedTuple

from gunicorn.http.wsgi import Response
from gunicorn.util import http_date

# Of one visitor or one response, such as the name of a file: never remembered.
_PERSONAL = frozenset({"Content-Disposition", "Location", "Set-Cookie", "X-Request-Id"})
_REMEMBERED = 256


class RememberedSettings:
    """Gunicorn's settings as attributes: it searches for each of them at each access."""

    def __init__(self, cfg: Any) -> None:
        self._cfg = cfg

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._cfg, name)
        self.__dict__[name] = value
        return value


class Reply(Response):  # type: ignore[misc]
    """A response whose head is made from header lines that were made before."""

    def process_headers(self, headers: list[tuple[str, str]]) -> None:
        """Check and keep headers, as gunicorn does; raises its errors."""
        for name, value in headers:
            find = _checked.__wrapped__ if name in _PERSONAL else _checked
            found = find(name, value)
            if found.length is not None:
                self.response_length = found.length
            if found.upgrade:
                self.upgrade = True
            self.headers += found.kept

    def default_headers(self) -> list[str]:
        """The status line and the headers of every response."""
        major, minor = self.req.version
        lines = [f"HTTP/{major}.{minor} {self.status}\r\nServer: {self.version}\r\n{_date_line()}"]
        if self.upgrade:
            lines.append("Connection: upgrade\r\n")
        elif self.should_close():
            lines.append("Connection: close\r\n")
        else:
            # The client then does not send a request just when the connection is closed.
            lines.append(f"Connection: keep-alive\r\nKeep-Alive: timeout={self.cfg.keepalive}\r\n")
        if self.chunked:
            lines.append("Transfer-Encoding: chunked\r\n")
        return lines


class _Checked(NamedTuple):
    """What gunicorn makes of one header."""

    kept: tuple[tuple[str, str], ...]
    length: int | None
    upgrade: bool


@functools.lru_cache(_REMEMBERED)
def _checked(name: str, value: str) -> _Checked:
    probe = Response.__new__(Response)
    probe.headers = []
    probe.response_length = None
    probe.upgrade = False
    probe.process_headers([(name, value)])
    return _Checked(tuple(probe.headers), probe.response_length, probe.upgrade)


class _Date:
    """The header of the current second."""

    second = 0
    line = ""


def _date_line() -> str:
    second = int(time.time())
    if second != _Date.second:
        # In this order: another thread may read in between.
        _Date.line = f"Date: {http_date(second)}\r\n"
        _Date.second = second
    return _Date.line

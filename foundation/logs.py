"""Log lines that cannot hold what was submitted: JSON, or text for a terminal."""

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class PrivateFormatter(logging.Formatter):
    """Shows where an exception came from and its type, not its message.

    The message of an exception often repeats the value at fault, hence what someone submitted.
    """

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Write the line, with the fields of a request if it is about one."""
        line = super().formatMessage(record)
        fields = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        return f"{line} {fields}".rstrip()

    def formatException(self, ei: _ExceptionInfo | tuple[None, None, None]) -> str:  # noqa: N802
        """Write the frames and the type."""
        return "\n".join(_where(ei))


class JsonFormatter(logging.Formatter):
    """One JSON object a line, with the same reserve."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        } | _fields(record)
        if record.exc_info:
            line["exception"] = _where(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def formatter_of(name: str | None = None) -> logging.Formatter:
    """The formatter that ``LOG_FORMAT`` asks for."""
    if name is None:
        name = os.environ.get("LOG_FORMAT", "json").strip().lower()
    return PrivateFormatter() if name == "text" else JsonFormatter()


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What the middleware says of a request: never more than its name, method, route, outcome."""
    return getattr(record, "fields", {})


def _where(info: _ExceptionInfo | tuple[None, None, None]) -> list[str]:
    kind, _, frames = info
    if kind is None:
        return []
    places = [
        f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        for frame in traceback.extract_tb(frames)
    ]
    return [*places, f"{kind.__module__}.{kind.__qualname__}"]

"""Log formatters that never output submitted data: JSON, or text for a terminal."""

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class PrivateFormatter(logging.Formatter):
    """Formats an exception as its stack and type, without its message.

    An exception's message often repeats the invalid value, hence data that someone submitted.
    """

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Format the message, followed by the request fields if any."""
        line = super().formatMessage(record)
        fields = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        return f"{line} {fields}".rstrip()

    def formatException(self, ei: _ExceptionInfo | tuple[None, None, None]) -> str:  # noqa: N802
        """Format the stack frames and the exception type."""
        return "\n".join(_where(ei))


class JsonFormatter(logging.Formatter):
    """Formats each record as one JSON object per line, also without exception messages."""

    def format(self, record: logging.LogRecord) -> str:
        """Format one record."""
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
    """Return the formatter selected by ``LOG_FORMAT``."""
    if name is None:
        name = os.environ.get("LOG_FORMAT", "json").strip().lower()
    return PrivateFormatter() if name == "text" else JsonFormatter()


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """Return the request fields set by the middleware: only its id, method, route and outcome."""
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

"""Log lines that cannot hold what was submitted."""

import logging
import traceback
from types import TracebackType

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class PrivateFormatter(logging.Formatter):
    """Shows where an exception came from and its type, not its message.

    The message of an exception often repeats the value at fault, hence what someone submitted.
    """

    def formatException(self, ei: _ExceptionInfo | tuple[None, None, None]) -> str:  # noqa: N802
        """Write the frames and the type."""
        kind, _, frames = ei
        if kind is None:
            return ""
        lines = [
            f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
            for frame in traceback.extract_tb(frames)
        ]
        return "\n".join([*lines, f"{kind.__module__}.{kind.__qualname__}"])

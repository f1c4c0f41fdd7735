"""Files that the operator imports while the service runs, outside the repository.

They are kept in the data directory, readable only by the service. Every process of the service
checks a file's stamp at most once a second, so imports and removals take effect everywhere without
a restart. A damaged file is rejected, and what was read before stays in use.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from scoring.engine.dataset import Dataset
from scoring.engine.errors import InvalidData
from scoring.engine.method import Method

_SECONDS_BETWEEN_LOOKS = 1.0
_logger = logging.getLogger(__name__)

T = TypeVar("T")

# Identifies a version of the file: change time (which includes its permissions), size, inode.
Stamp = tuple[int, int, int]


class _Held(NamedTuple, Generic[T]):
    looked_at: float
    stamp: Stamp | None
    content: T | None
    out_of_reach: bool = False


class ImportedFiles(Generic[T]):
    """What the files of one kind say, by path; ``read`` raises ``InvalidData`` for a damaged one.

    ``command`` is what the log tells the operator to run then.
    """

    def __init__(self, read: Callable[[Path, Dataset, Stamp], T], command: str) -> None:
        self._read = read
        self._command = command
        self._held: dict[Path, _Held[T]] = {}

    def at(self, path: Path, method: Method) -> T | None:
        """The content of a file, None if there is none."""
        now = time.monotonic()
        held = self._held.get(path)
        if held is not None and now - held.looked_at < _SECONDS_BETWEEN_LOOKS:
            return held.content
        content = held.content if held is not None else None
        out_of_reach = False
        try:
            stamp = _stamp(path)
            if held is None or stamp != held.stamp:
                content = None if stamp is None else self._read(path, method.dataset, stamp)
        except OSError as error:
            stamp = held.stamp if held is not None else None
            out_of_reach = True
            if held is None or not held.out_of_reach:
                # Logged once, not on every check.
                _logger.error("%s ne peut pas être lu (%s).", path, error.strerror)  # noqa: TRY400
        except InvalidData as error:
            # The faults quote licensed figures: they are for the operator, not for the log.
            _logger.error(  # noqa: TRY400
                "%s est refusé (%d fautes) ; importez de nouveau le fichier avec %s.",
                path,
                len(error.faults),
                self._command,
            )
        # Damaged files are remembered too, so that they are rejected once, not on every check.
        self._held[path] = _Held(
            looked_at=now, stamp=stamp, content=content, out_of_reach=out_of_reach
        )
        return content


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ctime_ns, found.st_size, found.st_ino

"""The official detailed impacts of this instance, outside the repository and served directories.

The operator imports a licensed file (``import_details``); it is kept in the data directory,
readable only by the service. Every process of the service checks the file's stamp at most once a
second, so imports and removals take effect everywhere without a restart. A damaged file is
rejected, and the previous figures stay in use.
"""

import logging
import time
from pathlib import Path
from typing import NamedTuple

from scoring.engine.details import read_details
from scoring.engine.errors import InvalidData
from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method

_SECONDS_BETWEEN_LOOKS = 1.0
_logger = logging.getLogger(__name__)

# Identifies a version of the file: change time (which includes its permissions), size, inode.
Stamp = tuple[int, int, int]


class OfficialDetails(NamedTuple):
    """All 21 impacts of every process, and the stamp of the file they were read from."""

    table: ImpactTable
    stamp: Stamp


class _Held(NamedTuple):
    looked_at: float
    stamp: Stamp | None
    details: OfficialDetails | None
    out_of_reach: bool = False


_held: dict[Path, _Held] = {}


def details_path(directory: Path, version: str) -> Path:
    """Path of the official figures of a version in ``directory``, whether imported or not.

    >>> details_path(Path("var"), "v7.0.0").as_posix()
    'var/details/v7.0.0.csv'
    """
    return directory / "details" / f"{version}.csv"


def official_details(method: Method, directory: Path) -> OfficialDetails | None:
    """The official figures in ``directory``, None if no licensed file is imported."""
    now = time.monotonic()
    path = details_path(directory, method.version)
    held = _held.get(path)
    if held is not None and now - held.looked_at < _SECONDS_BETWEEN_LOOKS:
        return held.details
    details = held.details if held is not None else None
    out_of_reach = False
    try:
        stamp = _stamp(path)
        if held is None or stamp != held.stamp:
            details = (
                None
                if stamp is None
                else OfficialDetails(read_details(path, method.dataset), stamp)
            )
    except OSError as error:
        stamp = held.stamp if held is not None else None
        out_of_reach = True
        if held is None or not held.out_of_reach:
            # Logged once, not on every check.
            _logger.error("%s ne peut pas être lu (%s).", path, error.strerror)  # noqa: TRY400
    except InvalidData as error:
        # The faults quote licensed figures: they are for the operator, not for the log.
        _logger.error(  # noqa: TRY400
            "%s est refusé (%d fautes) ; importez de nouveau le fichier avec import_details.",
            path,
            len(error.faults),
        )
    # Damaged files are remembered too, so that they are rejected once, not on every check.
    _held[path] = _Held(looked_at=now, stamp=stamp, details=details, out_of_reach=out_of_reach)
    return details


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ctime_ns, found.st_size, found.st_ino

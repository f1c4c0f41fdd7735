"""The official detailed impacts of this instance, kept out of the repository and of what is served.

The operator imports a licensed file (``import_details``); it is kept in the data directory, for
the service's eyes only. Every process of the service looks at the file's stamp at most once a
second, so that an import or a removal is seen everywhere without a restart. A file that is
damaged is refused, and what was served before goes on.
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

# What tells one file from another: time of change (of its rights too), size, inode.
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
    """Where the official figures of a version are kept below ``directory``, imported or not.

    >>> details_path(Path("var"), "v7.0.0").as_posix()
    'var/details/v7.0.0.csv'
    """
    return directory / "details" / f"{version}.csv"


def official_details(method: Method, directory: Path) -> OfficialDetails | None:
    """The official figures kept below ``directory``, None when no licensed file is imported."""
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
            # Once, not at every look.
            _logger.error("%s ne peut pas être lu (%s).", path, error.strerror)  # noqa: TRY400
    except InvalidData as error:
        # The faults hold licensed figures: they are for the operator's eyes, not for the log.
        _logger.error(  # noqa: TRY400
            "%s est refusé (%d fautes) ; importez de nouveau le fichier avec import_details.",
            path,
            len(error.faults),
        )
    # A damaged file is noted too: it is refused once, not at every look.
    _held[path] = _Held(looked_at=now, stamp=stamp, details=details, out_of_reach=out_of_reach)
    return details


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ctime_ns, found.st_size, found.st_ino

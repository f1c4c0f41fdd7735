"""The operator's own detailed figures, which ``import_details --own`` keeps beside official ones.

See ``imported`` for how the file is followed while the service runs.
"""

import functools
from pathlib import Path
from typing import NamedTuple

from scoring.answers.imported import ImportedFiles, Stamp
from scoring.engine.dataset import Dataset
from scoring.engine.method import Method
from scoring.engine.own import Own, read_own

# Paths, which every call with a token asks for.
_REMEMBERED = 32


class OwnDetails(NamedTuple):
    """The own figures of an instance, and the stamp of the file they were read from."""

    figures: Own
    stamp: Stamp


def _read(path: Path, dataset: Dataset, stamp: Stamp) -> OwnDetails:
    return OwnDetails(read_own(path, dataset), stamp)


_files = ImportedFiles(_read, "import_details --own")


@functools.lru_cache(_REMEMBERED)
def own_path(directory: Path, version: str) -> Path:
    """Path of the own figures of a version in ``directory``, whether imported or not.

    >>> own_path(Path("var"), "v7.0.0").as_posix()
    'var/details/v7.0.0.own.csv'
    """
    return directory / "details" / f"{version}.own.csv"


def own_details(method: Method, directory: Path) -> OwnDetails | None:
    """The own figures in ``directory``, None if the operator has imported none."""
    return _files.at(own_path(directory, method.version), method)

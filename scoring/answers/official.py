"""The official detailed impacts of this instance: the licensed file that ``import_details`` keeps.

It is complete and checked; see ``imported`` for how it is followed while the service runs.
"""

import functools
from pathlib import Path
from typing import NamedTuple

from scoring.answers.imported import ImportedFiles, Stamp
from scoring.engine.dataset import Dataset
from scoring.engine.details import read_details
from scoring.engine.impacts import ImpactTable
from scoring.engine.method import Method

# Paths, which every call with a token asks for.
_REMEMBERED = 32


class OfficialDetails(NamedTuple):
    """All 21 impacts of every process, and the stamp of the file they were read from."""

    table: ImpactTable
    stamp: Stamp


def _read(path: Path, dataset: Dataset, stamp: Stamp) -> OfficialDetails:
    return OfficialDetails(read_details(path, dataset), stamp)


_files = ImportedFiles(_read, "import_details")


@functools.lru_cache(_REMEMBERED)
def details_path(directory: Path, version: str) -> Path:
    """Path of the official figures of a version in ``directory``, whether imported or not.

    >>> details_path(Path("var"), "v7.0.0").as_posix()
    'var/details/v7.0.0.csv'
    """
    return directory / "details" / f"{version}.csv"


def official_details(method: Method, directory: Path) -> OfficialDetails | None:
    """The official figures in ``directory``, None if no licensed file is imported."""
    return _files.at(details_path(directory, method.version), method)

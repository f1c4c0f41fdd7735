"""Importing the licensed detailed impacts: validated as a whole, or rejected."""

import os
from pathlib import Path

from scoring.engine.details import details_table
from scoring.engine.files.columns import DETAILS_COLUMNS
from scoring.engine.impacts import DETAILS
from scoring.engine.method import Method
from scoring.engine.reading import DataRow
from scoring.installation.install import InstallationRefused
from scoring.installation.replacing import replace_file
from scoring.installation.upstream import Upstream
from scoring.installation.writing import csv_file

_PRIVATE_DIRECTORY = 0o700
_PRIVATE_FILE = 0o600


def import_details(
    source: Path, method: Method, destination: Path, *, checks_only: bool = False
) -> int:
    """Validate a JSON list of ``id`` and ``impacts`` and store it in our own format.

    Returns the number of processes; ``checks_only`` writes nothing. Raises ``InvalidData`` listing
    every fault, in which case nothing has changed.
    """
    upstream = Upstream(source.parent)
    rows = [
        DataRow(source.name, row.key, upstream.part(row, "impacts").cells, upstream.faults)
        for row in upstream.rows(source.name)
    ]
    table = details_table(method.dataset, source.name, rows, upstream.faults)
    columns = dict(zip(table.trigrams, table.columns, strict=True))
    content = csv_file(
        DETAILS_COLUMNS,
        (
            {"id": process.id} | {trigram: columns[trigram][process.index] for trigram in DETAILS}
            for process in method.dataset.processes.values()
        ),
    )
    if not checks_only:
        keep_private(content, destination)
    return len(rows)


def remove_details(destination: Path) -> bool:
    """Remove the file; False if there was none."""
    try:
        destination.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise InstallationRefused(f"Impossible de supprimer {destination} : {error}.") from None
    return True


def keep_private(content: bytes, destination: Path) -> None:
    """Write a file that only the service can read, whoever runs the command."""
    directory = destination.parent
    owner = None
    try:
        directory.mkdir(mode=_PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        directory.chmod(_PRIVATE_DIRECTORY)
        if os.geteuid() == 0:
            # An administrator's import must be owned by the service, the owner of the data
            # directory.
            found = directory.parent.stat()
            owner = (found.st_uid, found.st_gid)
            os.chown(directory, *owner)
        replace_file(destination, content, _PRIVATE_FILE, owner)
    except OSError as error:
        raise InstallationRefused(f"Impossible d'écrire dans {directory} : {error}.") from None

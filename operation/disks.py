"""Check that there is room where the instance writes: its data directory and SQLite database."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

# The most that a sign-in may add to SQLite's journal.
_BYTES = 262_144


def written_directories() -> list[Path]:
    """Return the directories the instance writes to, without duplicates."""
    found = {settings.DATA_DIR}
    if connection.vendor == "sqlite":
        # An in-memory database, as in tests, has no directory.
        parent = Path(str(connection.settings_dict["NAME"])).parent
        if parent.is_absolute():
            found.add(parent.resolve())
    return sorted(found)


def take_room(directory: Path) -> None:
    """Write some zeros to a file that is deleted at once. Raises ``OSError``.

    The free space reported by the system may be reserved for root, and does not reflect quotas.
    """
    file, name = tempfile.mkstemp(prefix=".place-", dir=directory)
    try:
        # Unlinked before writing: nothing is left behind even if the process is killed.
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        left = memoryview(bytes(_BYTES))
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)

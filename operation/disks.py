"""Whether there is room where the instance writes: its data, and the accounts on SQLite."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

# As much as a sign-in may take of SQLite's journal.
_BYTES = 262_144


def written_directories() -> list[Path]:
    """The directories that must take what the instance writes, each once."""
    found = {settings.DATA_DIR}
    if connection.vendor == "sqlite":
        # A database in memory, as tests have it, is nowhere.
        parent = Path(str(connection.settings_dict["NAME"])).parent
        if parent.is_absolute():
            found.add(parent.resolve())
    return sorted(found)


def take_room(directory: Path) -> None:
    """Write some nothing to a file that is gone at once. Raises ``OSError``.

    What the system calls free is not always for everyone, and a quota shows nowhere else.
    """
    file, name = tempfile.mkstemp(prefix=".place-", dir=directory)
    try:
        # No name is left behind, whatever ends this process.
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        left = memoryview(bytes(_BYTES))
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)

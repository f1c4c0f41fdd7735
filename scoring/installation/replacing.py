"""Atomic file replacement: a reader sees the old file or the new one, never part of it."""

import os
import tempfile
from pathlib import Path


def replace_file(path: Path, content: bytes, mode: int, owner: tuple[int, int] | None) -> None:
    """Write a temporary file in the same directory, then rename it.

    ``owner`` is a user and a group, None for the current ones. Raises ``OSError``; nothing has
    changed then, and no temporary file is left.
    """
    # Readable by its owner only, until it is complete.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if owner is not None:
                os.fchown(file.fileno(), *owner)
            draft.chmod(mode)
            draft.replace(path)
        except BaseException:
            # Also clean up if the operator interrupts the command.
            draft.unlink(missing_ok=True)
            raise

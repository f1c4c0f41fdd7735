"""Replacing a file in one step: a reader sees the old one or the new one, never half of it."""

import os
import tempfile
from pathlib import Path


def replace_file(path: Path, content: bytes, mode: int, owner: tuple[int, int] | None) -> None:
    """Write beside the path, then rename. ``owner`` is a user and a group, None for oneself.

    Raises ``OSError``; nothing has changed then, and nothing is left behind.
    """
    # Made readable by its owner alone, until it is complete.
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
            # An operator who interrupts leaves nothing behind either.
            draft.unlink(missing_ok=True)
            raise

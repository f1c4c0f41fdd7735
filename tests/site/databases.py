"""The database of a new instance, from which most tests of an instance start."""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from tests.site.commands import manage, stores


def make_database(data: Path, **variables: str) -> None:
    """Do what ``migrate`` does for a new instance, by copying a file that was migrated once."""
    data.mkdir(mode=0o700, exist_ok=True)
    database = data / "db.sqlite3"
    if "DATABASE_URL" in variables or database.exists():
        _migrate(data, **variables)
    else:
        shutil.copyfile(_template(), database)


def make_served_database(data: Path, **variables: str) -> None:
    """The same for a running instance (``Server``), whose stores may be shared by the tests."""
    make_database(data, **(stores() | variables))


def _migrate(data: Path, **variables: str) -> None:
    run = manage("migrate", "--verbosity", "0", "--skip-checks", data=data, **variables)
    assert run.returncode == 0, run.stderr


@functools.cache
def _template() -> Path:
    directory = Path(tempfile.mkdtemp(prefix="database-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    _migrate(directory)
    return directory / "db.sqlite3"

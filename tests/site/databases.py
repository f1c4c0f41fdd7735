"""The database of a new instance, which most tests of an instance begin with."""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from tests.site.commands import manage, stores


def make_database(data: Path, **variables: str) -> None:
    """Do what ``migrate`` does to a new instance; a file is copied from one made once."""
    data.mkdir(mode=0o700, exist_ok=True)
    database = data / "db.sqlite3"
    if "DATABASE_URL" in variables or database.exists():
        _migrate(data, **variables)
    else:
        shutil.copyfile(_template(), database)


def make_served_database(data: Path, **variables: str) -> None:
    """Do so for an instance that serves (``Server``), whose stores may be the tests'."""
    make_database(data, **(stores() | variables))


def _migrate(data: Path, **variables: str) -> None:
    run = manage("migrate", "--verbosity", "0", data=data, **variables)
    assert run.returncode == 0, run.stderr


@functools.cache
def _template() -> Path:
    directory = Path(tempfile.mkdtemp(prefix="database-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    _migrate(directory)
    return directory / "db.sqlite3"

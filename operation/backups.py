"""Backup and restoration of the accounts, which are the only state of an instance.

Both work while the instance is running. A backup can only be restored to the same kind of database
(SQLite or PostgreSQL).
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

_MIGRATIONS = "SELECT app, name FROM django_migrations"
_SQLITE_MAGIC = b"SQLite format 3\0"
_POSTGRESQL_MAGIC = b"PGDMP"


class BackupFailed(Exception):
    """The backup or the restoration failed; the message says why."""


def back_up(target: Path) -> None:
    """Write a backup of the accounts atomically, readable by its owner only.

    If the database is corrupt, an existing backup is kept: SQLite would copy the corruption.
    """
    if os.path.lexists(target) and not os.path.isfile(target):  # noqa: PTH113 - it never raises
        # Renaming onto a device would replace it with a regular file.
        raise BackupFailed(f"{target} n'est pas un fichier ordinaire.")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        if connection.vendor == "sqlite":
            _copy_sqlite(_open_accounts(), draft)
            with contextlib.closing(_open_copy(draft)) as copy:
                sound = _is_sound(copy)
            if not sound:
                raise BackupFailed(
                    f"la base est abîmée : son contrôle d'intégrité échoue. {target} n'est pas "
                    "écrit ; remettez en place une copie plus ancienne (restore_accounts)."
                )
        else:
            _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
        draft.replace(target)
    except OSError as error:
        raise BackupFailed(
            f"impossible d'écrire {target} ({error.strerror}) : donnez un fichier d'un dossier où "
            "ce compte peut écrire."
        ) from None
    except sqlite3.Error as error:
        raise BackupFailed(f"la base n'a pas pu être copiée : {error}.") from None
    finally:
        # If the directory belongs to another user, this fails too.
        with contextlib.suppress(OSError):
            draft.unlink()


def restore(source: Path) -> None:
    """Replace the current accounts with those of a backup, then run the migrations."""
    _check_kind(source)
    connection.close()
    if connection.vendor == "sqlite":
        _check_sqlite(source)
        try:
            _copy_sqlite(_open_copy(source), Path(connection.settings_dict["NAME"]))
        except sqlite3.Error as error:
            raise BackupFailed(
                f"la base n'a pas pu être écrite : {error}. Si elle est abîmée, arrêtez "
                f"l'instance, écartez {connection.settings_dict['NAME']}, puis recommencez."
            ) from None
    else:
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={connection.settings_dict['NAME']}",
            str(source),
        )
    call_command("migrate", verbosity=0)


def accounts_present() -> int:
    """Return how many accounts a restoration would replace."""
    try:
        return int(get_user_model().objects.count())
    except DatabaseError:
        # A new database has no tables yet.
        return 0


def _check_kind(source: Path) -> None:
    try:
        with source.open("rb") as file:
            start = file.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise BackupFailed(f"{source} est illisible ({error.strerror}).") from None
    expected = _SQLITE_MAGIC if connection.vendor == "sqlite" else _POSTGRESQL_MAGIC
    if not start.startswith(expected):
        raise BackupFailed(
            f"{source} n'est pas une sauvegarde d'une base {connection.display_name} : une copie "
            "se remet dans une base de même sorte que celle d'où elle vient."
        )


def _check_sqlite(source: Path) -> None:
    """Refuse a corrupt backup, or one from a newer version of the application."""
    try:
        with contextlib.closing(_open_copy(source)) as copy:
            sound = _is_sound(copy)
            applied = set(copy.execute(_MIGRATIONS).fetchall())
    except sqlite3.Error as error:
        raise BackupFailed(f"{source} n'est pas une sauvegarde lisible : {error}.") from None
    if not sound:
        raise BackupFailed(f"{source} est abîmée : son contrôle d'intégrité échoue.")
    known = MigrationLoader(None).disk_migrations
    if newer := applied - set(known):
        raise BackupFailed(
            f"{source} vient d'une version plus récente de l'application "
            f"(migration {' '.join(min(newer))}) : installez-la d'abord."
        )


def _is_sound(copy: sqlite3.Connection) -> bool:
    """Return whether SQLite's integrity check passes; an unreadable database fails it."""
    try:
        return bool(copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _open_accounts() -> sqlite3.Connection:
    """Open the instance's database, which must exist: SQLite would create an empty one."""
    name = Path(connection.settings_dict["NAME"]).resolve()
    return sqlite3.connect(f"{name.as_uri()}?mode=rw", uri=True)


def _open_copy(source: Path) -> sqlite3.Connection:
    """Open a backup read-only; ``immutable`` avoids side files, for read-only directories."""
    alone = not source.with_name(f"{source.name}-wal").exists()
    options = "mode=ro&immutable=1" if alone else "mode=ro"
    return sqlite3.connect(f"{source.resolve().as_uri()}?{options}", uri=True)


def _copy_sqlite(source: sqlite3.Connection, target: Path) -> None:
    """Copy with SQLite's backup API, which is consistent during concurrent reads and writes."""
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(target)) as new:
        source.backup(new)


def _run(program: str, *arguments: str) -> None:
    """Run a PostgreSQL client program on the instance's database."""
    path = shutil.which(program)
    if path is None:
        raise BackupFailed(
            f"{program} n'est pas installé (paquet postgresql-client, de la version du serveur "
            "ou plus récente)."
        )
    run = subprocess.run(  # noqa: S603 - a PostgreSQL program with our own arguments
        [path, "--no-password", *arguments],
        env=os.environ | dict(_address(connection.settings_dict)),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise BackupFailed(f"{program} a échoué : {run.stderr.strip()}")


def _address(settings: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield libpq environment variables, since other users can read command-line arguments."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    yield "PGDATABASE", str(settings["NAME"])
    for name, variable in names.items():
        if settings.get(name):
            yield variable, str(settings[name])
    for name in ("sslmode", "sslrootcert", "sslcert", "sslkey"):
        if value := settings["OPTIONS"].get(name):
            yield f"PG{name.upper()}", str(value)

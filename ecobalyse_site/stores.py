"""Database and cache settings, from ``DATABASE_URL`` and ``REDIS_URL``."""

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from ecobalyse_site import configuration

# SQLite's writers wait for each other; a slower PostgreSQL would block a worker for too long.
_SQLITE_SECONDS = 20
_CONNECT_SECONDS = 2
# While Redis hangs, the request that discovers it waits this long, as do the requests that the same
# worker answers directly in its event loop.
_REDIS_SECONDS = 0.5
_CONNECTION_AGE_SECONDS = 60
_REQUIREMENTS = Path(__file__).parents[1] / "requirements" / "production.txt"
_SQLITE = "django.db.backends.sqlite3"
_ENGINES = (_SQLITE, "django.db.backends.postgresql")
# PostgreSQL's limit for identifiers.
_LONGEST_NAME = 63
_DJANGO_OPTIONS = {
    "CONN_MAX_AGE",
    "ATOMIC_REQUESTS",
    "AUTOCOMMIT",
    "DISABLE_SERVER_SIDE_CURSORS",
    "CONN_HEALTH_CHECKS",
}
_REDIS_SCHEMES = ("redis://", "rediss://", "unix://")
_DATABASE = re.compile(r"(/[0-9]*)?")


def database(default: Path, timeout: int) -> dict[str, Any]:
    """Return the settings of the accounts' database: SQLite unless ``DATABASE_URL`` is set."""
    if configuration.text("DATABASE_URL"):
        found = configuration.url("DATABASE_URL", environ.Env.db_url_config, _ENGINES)
        _check_database(found)
    else:
        # Not built from a URL, since a directory name may contain any character.
        found = {"ENGINE": _SQLITE, "NAME": str(default)}
    # Opening a connection takes longer than checking a token, so connections are kept for a while.
    found["CONN_MAX_AGE"] = _CONNECTION_AGE_SECONDS
    if found["ENGINE"] == _SQLITE:
        found["OPTIONS"] = {
            # Readers never wait for the writer, and a writer waits instead of failing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": _SQLITE_SECONDS,
        }
    else:
        milliseconds = timeout * 1000
        found["ENGINE"] = "ecobalyse_site.postgresql"
        # Reconnect transparently after PostgreSQL restarts.
        found["CONN_HEALTH_CHECKS"] = True
        found["OPTIONS"] = {
            "connect_timeout": _CONNECT_SECONDS,
            "options": f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds} "
            "-c idle_in_transaction_session_timeout=60000",
        } | found.get("OPTIONS", {})
    return found


def _check_database(found: dict[str, Any]) -> None:
    """Reject what the database driver would otherwise reject with a traceback on first use."""
    options = found.get("OPTIONS", {})
    known: frozenset[str] = frozenset()
    if found["ENGINE"] != _SQLITE:
        _require("psycopg", "DATABASE_URL")
        from psycopg import pq  # noqa: PLC0415 - only if it is installed

        known = frozenset(one.keyword.decode() for one in pq.Conninfo.get_defaults())
        if not (found["NAME"] or "service" in options) or len(found["NAME"]) > _LONGEST_NAME:
            sys.exit(
                "Configuration : la variable DATABASE_URL ne donne pas le nom de la base ; par "
                "exemple postgres://utilisateur:secret@hote:5432/base."
            )
    # Django's own connection settings are in upper case.
    unknown = (options.keys() | {name.lower() for name in _DJANGO_OPTIONS & found.keys()}) - known
    if unknown:
        sys.exit(
            "Configuration : la variable DATABASE_URL donne une option qui n'existe pas : "
            f"{', '.join(sorted(unknown))}."
        )


def cache(redis: str, counters: Path) -> dict[str, Any]:
    """Return the settings of the counters' cache: a local file unless Redis is configured."""
    if not redis:
        return {
            "BACKEND": "ecobalyse_site.counters.SharedCounterCache",
            "LOCATION": str(counters),
        }
    configuration.service_address("REDIS_URL", "redis://:secret@hote:6379/0")
    if not redis.startswith(_REDIS_SCHEMES):
        # The URL may contain a password, so it is not shown.
        sys.exit(
            "Configuration : la variable REDIS_URL n'est pas une adresse lisible ; "
            "par exemple redis://:secret@hote:6379/0."
        )
    _require("redis", "REDIS_URL")
    _check_redis(redis)
    return {
        "BACKEND": "ecobalyse_site.redis_counters.RedisCounterCache",
        "LOCATION": redis,
        "KEY_PREFIX": "cout-environnemental",
        "OPTIONS": {"socket_connect_timeout": _REDIS_SECONDS, "socket_timeout": _REDIS_SECONDS},
    }


def _check_redis(address: str) -> None:
    """Reject what the library would reject on first use; does not connect.

    The library would use database 0 if the database is not a number.
    """
    from redis import ConnectionPool  # noqa: PLC0415 - only if it is installed

    parts = urlsplit(address)
    try:
        ConnectionPool.from_url(address).make_connection()
        readable = parts.scheme == "unix" or _DATABASE.fullmatch(parts.path)
    except Exception:
        readable = None
    if not readable:
        sys.exit(
            "Configuration : la variable REDIS_URL a un port, un numéro de base ou une option que "
            "Redis n'a pas ; par exemple redis://:secret@hote:6379/0."
        )


def _require(module: str, variable: str) -> None:
    if importlib.util.find_spec(module) is None:
        sys.exit(
            f"Configuration : la variable {variable} demande le module {module}, qui n'est pas "
            f"installé ; installez-le par « {sys.executable} -m pip install --require-hashes "
            f"-r {_REQUIREMENTS} »."
        )

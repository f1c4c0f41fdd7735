"""Where the accounts and the counters are kept: settings made from two addresses."""

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from ecobalyse_site import configuration

# Sqlite's writers queue; a PostgreSQL that is slower than this would hold a worker for too long.
_SQLITE_SECONDS = 20
_CONNECT_SECONDS = 2
_REDIS_SECONDS = 1
_CONNECTION_AGE_SECONDS = 60
_SQLITE = "django.db.backends.sqlite3"
_ENGINES = (_SQLITE, "django.db.backends.postgresql")
_REDIS_SCHEMES = ("redis://", "rediss://", "unix://")
_DATABASE = re.compile(r"(/[0-9]*)?")


def database(default: Path, timeout: int) -> dict[str, Any]:
    """The accounts' database: SQLite unless ``DATABASE_URL`` says otherwise."""
    if configuration.text("DATABASE_URL"):
        found = configuration.url("DATABASE_URL", environ.Env.db_url_config, _ENGINES)
    else:
        # Not by way of an address: any character may be in the name of a folder.
        found = {"ENGINE": _SQLITE, "NAME": str(default)}
    # Opening a connection takes longer than checking a token: a process keeps its own for a while.
    found["CONN_MAX_AGE"] = _CONNECTION_AGE_SECONDS
    if found["ENGINE"] == _SQLITE:
        found["OPTIONS"] = {
            # Readers never wait for the writer, and the writer waits rather than fails.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": _SQLITE_SECONDS,
        }
    else:
        _require("psycopg", "DATABASE_URL")
        milliseconds = timeout * 1000
        found["ENGINE"] = "ecobalyse_site.postgresql"
        # A connection that PostgreSQL's restart has cut is replaced, and no request sees it.
        found["CONN_HEALTH_CHECKS"] = True
        found["OPTIONS"] = {
            "connect_timeout": _CONNECT_SECONDS,
            "options": f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds} "
            "-c idle_in_transaction_session_timeout=60000",
        } | found.get("OPTIONS", {})
    return found


def cache(redis: str, counters: Path) -> dict[str, Any]:
    """The counters' cache: a file of this machine unless there is a Redis."""
    if not redis:
        return {
            "BACKEND": "ecobalyse_site.counters.SharedCounterCache",
            "LOCATION": str(counters),
        }
    if redis.startswith(_REDIS_SCHEMES):
        _require("redis", "REDIS_URL")
    if not redis.startswith(_REDIS_SCHEMES) or not _leads_to_a_redis(redis):
        # The address may hold a password: it is not repeated.
        sys.exit(
            "Configuration : la variable REDIS_URL n'est pas une adresse lisible ; par exemple "
            "redis://:secret@hote:6379/0, où les signes « / », « # » et « ? » d'un mot de passe "
            "s'écrivent %2F, %23 et %3F."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis,
        "KEY_PREFIX": "cout-environnemental",
        "OPTIONS": {"socket_connect_timeout": _REDIS_SECONDS, "socket_timeout": _REDIS_SECONDS},
    }


def _leads_to_a_redis(address: str) -> bool:
    """Whether the library takes the whole address; it would take database 0 for one not a number.

    Nothing is connected to.
    """
    from redis import ConnectionPool  # noqa: PLC0415 - a dependency of those who have a Redis

    parts = urlsplit(address)
    if parts.scheme != "unix" and not _DATABASE.fullmatch(parts.path):
        return False
    try:
        ConnectionPool.from_url(address).make_connection()
    except Exception:
        return False
    return True


def _require(module: str, variable: str) -> None:
    if importlib.util.find_spec(module) is None:
        sys.exit(
            f"Configuration : la variable {variable} demande le module {module}, qui n'est pas "
            "installé ; installez requirements/production.txt."
        )

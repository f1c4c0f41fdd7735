"""API authentication: the only thing the calculation asks of the accounts (api.md 3).

Every call with a token queries the database and nothing is cached: a token that is revoked or
expired, or whose owner is deactivated or deleted, is rejected by every process from the next
request on.
"""

import contextlib
import enum
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)
from django.db import Error as DatabaseFault
from django.http import HttpRequest

from accounts.models import ApiToken
from accounts.tokens import digest, is_token
from foundation.connections import close_aged, hurried, without_waiting
from foundation.notices import is_due

logger = logging.getLogger("ecobalyse.accounts")

_BETWEEN_WRITES = timedelta(minutes=1)
# Raw SQL since every call with a token runs it: building the query with the ORM takes fifteen times
# as long as running it. The index on the digest leads to one row.
_CHECK = """
SELECT token.id, token.last_used_at IS NULL OR token.last_used_at <= %s
FROM accounts_apitoken AS token JOIN accounts_user AS owner ON owner.id = token.user_id
WHERE token.digest = %s AND owner.is_active
AND (token.expires_at IS NULL OR token.expires_at > %s)
"""
# In the event loop, other requests wait meanwhile.
_LONGEST_WAIT_MS = 250
_WAIT = "PRAGMA busy_timeout = %d"
_CHECK_SQLITE = _CHECK.replace("%s", "?")


class Access(enum.Enum):
    """The result of checking a call's token."""

    ANONYMOUS = "no token was sent"
    GRANTED = "a valid token"
    REFUSED = "an unknown, revoked or expired token, or one of an inactive account"
    UNAVAILABLE = "a token was sent and the database is unavailable"


def access_of(request: HttpRequest) -> Access:
    """Check the token of ``Authorization: Bearer``, or else of the ``token`` header.

    Any value in either header counts as a token. Without one, no query is made.
    """
    sent = _sent_token(request)
    if sent is None:
        return Access.ANONYMOUS
    if not is_token(sent):
        return Access.REFUSED
    try:
        return _check(sent)
    except DatabaseFault as error:
        if is_due("accounts"):
            logger.error("accounts database unavailable: %s", type(error).__name__)  # noqa: TRY400 - no detail
        return Access.UNAVAILABLE


def _sent_token(request: HttpRequest) -> str | None:
    """Return the token sent, if any; another Authorization scheme counts as an invalid token."""
    authorization = request.META.get("HTTP_AUTHORIZATION", "").strip()
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return str(credentials.strip())
    return request.META.get("HTTP_TOKEN", "").strip() or authorization or None


def _check(token: str) -> Access:
    now = datetime.now(UTC)
    # Looking up the connection of this thread takes longer than the query.
    database = connections[DEFAULT_DB_ALIAS]
    values: tuple[Any, str, Any] = (now - _BETWEEN_WRITES, digest(token), now)
    if database.vendor == "sqlite":
        found = _ask_sqlite(database, values)
    else:
        with hurried():
            found = _ask_server(database, values)
    if found is None:
        return Access.REFUSED
    key, due = found
    if due:
        _note_use(key, now)
    return Access.GRANTED


def _ask_server(database: Any, values: tuple[datetime, str, datetime]) -> tuple[int, bool] | None:
    """Ask PostgreSQL, without asking first whether it still knows the kept connection.

    If it does not, ask once more on a new one: after a restart, nobody notices.
    """
    is_kept = database.connection is not None
    database.health_check_done = True
    try:
        return _found_by(database, values)
    except (InterfaceError, OperationalError):
        if not is_kept or database.in_atomic_block:
            raise
        database.close()
        return _found_by(database, values)


def _found_by(database: Any, values: tuple[Any, ...]) -> tuple[int, bool] | None:
    with database.cursor() as cursor:
        cursor.execute(_CHECK, values)
        found: tuple[int, bool] | None = cursor.fetchone()
    return found


def _ask_sqlite(database: Any, values: tuple[datetime, str, datetime]) -> tuple[int, bool] | None:
    """Ask the library itself: Django's cursors take longer than the query.

    A reader only waits while another process creates or removes the log of the database. Tests that
    count queries count this one too.
    """
    close_aged(database)
    database.ensure_connection()
    due, hashed, now = values
    # As Django writes them: in UTC, without a time zone.
    texts = (str(due.replace(tzinfo=None)), hashed, str(now.replace(tzinfo=None)))
    if database.force_debug_cursor:
        return _found_by(database, texts)
    usual = int(database.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    sqlite = database.connection
    with database.wrap_database_errors:
        sqlite.execute(_WAIT % _LONGEST_WAIT_MS)
        try:
            found: tuple[int, bool] | None = sqlite.execute(_CHECK_SQLITE, texts).fetchone()
        finally:
            sqlite.execute(_WAIT % usual)
    return found


def _note_use(key: int, now: datetime) -> None:
    """Save the last use, unless another process is writing: a call never waits for this."""
    due = now - _BETWEEN_WRITES
    with contextlib.suppress(DatabaseFault), without_waiting(), transaction.atomic():
        tokens = ApiToken.objects.select_for_update(skip_locked=True).filter(pk=key)
        if any(
            used is None or used <= due for used in tokens.values_list("last_used_at", flat=True)
        ):
            ApiToken.objects.filter(pk=key).update(last_used_at=now)

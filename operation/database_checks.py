"""``doctor`` checks of the accounts' database and of the purge of unused accounts."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.models import PurgeRun, Session
from accounts.services import purge
from operation.findings import Finding, fault, good, warning

_OLDEST_POSTGRESQL = 13
# The nightly timer may miss a run.
_PURGE_PATIENCE = timedelta(days=3)
_SUBJECT = "base de données"


def database() -> Finding:
    """Check that it responds, is intact, is recent enough, and is writable."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            whole = connection.vendor != "sqlite" or _is_whole(cursor)
    except Exception as error:
        return fault(
            _SUBJECT,
            f"inaccessible ou abîmée ({type(error).__name__}{_reason(error)})",
            "vérifiez DATABASE_URL et que le serveur répond, ou remettez une sauvegarde en place ; "
            "le calcul anonyme fonctionne sans",
        )
    if not whole:
        return fault(
            _SUBJECT,
            "abîmée : son contrôle d'intégrité échoue",
            "remettez une sauvegarde en place : restore_accounts --replace FICHIER",
        )
    name = connection.vendor
    if connection.vendor == "postgresql":
        server: Any = connection
        version = server.pg_version // 10_000
        name = f"PostgreSQL {version}"
        if version < _OLDEST_POSTGRESQL:
            return fault(_SUBJECT, name, f"PostgreSQL {_OLDEST_POSTGRESQL} au moins")
    refusal = _write_refusal()
    if refusal:
        return fault(
            _SUBJECT,
            f"en lecture seule ({refusal}) : ni inscription ni connexion ne sont possibles",
            "rendez le fichier de la base et son dossier inscriptibles par le compte du service"
            if connection.vendor == "sqlite"
            else "connectez l'instance au serveur principal, avec le droit d'écrire ses tables",
        )
    return good(_SUBJECT, name)


def migrations() -> Finding:
    """Check that the tables match this version."""
    try:
        executor = MigrationExecutor(connection)
    except Exception:
        return fault("tables", "non vérifiées, faute de base", "réparez d'abord la base de données")
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return fault("tables", f"{len(waiting)} migration(s) en attente", "manage.py migrate")
    return good("tables", "à jour")


def last_purge() -> Finding:
    """Check that unused accounts are deleted, as the sign-up page promises."""
    subject = "comptes inutilisés"
    advice = (
        "systemctl enable --now cout-environnemental-purge.timer, le service « purge » de compose, "
        "ou chaque jour manage.py purge_accounts --older-than 365d"
    )
    now = timezone.now()
    try:
        last = PurgeRun.objects.order_by("-finished_at").first()
        late = now - purge.RETENTION - _PURGE_PATIENCE
        overdue = sum(1 for _ in purge.unused_accounts(since=late))
    except DatabaseFault:
        return fault(subject, "non vérifiés, faute de tables", "réparez d'abord la base de données")
    done = (
        f"dernière purge le {timezone.localtime(last.finished_at):%Y-%m-%d à %H:%M}" if last else ""
    )
    recent = last is not None and now - last.finished_at <= _PURGE_PATIENCE
    if last is not None and timedelta(days=last.older_than_days) > purge.RETENTION:
        return fault(
            subject,
            f"{done}, des comptes de plus de {last.older_than_days} jours : il en est promis "
            f"{purge.RETENTION.days}",
            f"manage.py purge_accounts --older-than {purge.RETENTION.days}d",
        )
    if overdue and not recent:
        return fault(
            subject,
            f"{overdue} compte(s) devraient être supprimés ; {done or 'jamais purgés'}",
            advice,
        )
    if not recent:
        return warning(subject, done or "jamais purgés", advice)
    if overdue and settings.MAIL_ENABLED:
        return good(subject, f"{done} ; {overdue} compte(s) attendent l'email qui les prévient")
    return good(subject, done)


def _is_whole(cursor: object) -> bool:
    cursor.execute("PRAGMA quick_check(1)")  # type: ignore[attr-defined]
    return bool(cursor.fetchone()[0] == "ok")  # type: ignore[attr-defined]


def _write_refusal() -> str:
    """Return why writing fails; empty if it works or if there are no tables yet."""
    try:
        if Session._meta.db_table not in connection.introspection.table_names():
            return ""
        with transaction.atomic():
            Session.objects.filter(session_key="").delete()
            transaction.set_rollback(True)
    except DatabaseFault as error:
        return _reason(error).removeprefix(", ") or type(error).__name__
    return ""


def _reason(error: Exception) -> str:
    """Return the first line of the driver's message, which names the server but has no password."""
    lines = str(error).splitlines()
    return f", {lines[0].strip()}" if lines and isinstance(error, DatabaseFault) else ""

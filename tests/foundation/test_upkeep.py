"""A connection to the database that a request finds too old is closed, and no other."""

import time

import pytest
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db import connections as databases

from foundation import connections


@pytest.mark.django_db(transaction=True)
def test_only_an_aged_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    connection = databases[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))
    # Django looks after those of PostgreSQL itself.
    aged = 1 if connection.vendor == "sqlite" else 0
    for close_at, expected in ((None, 0), (time.monotonic() + 60, 0), (time.monotonic() - 1, aged)):
        monkeypatch.setattr(connection, "close_at", close_at)
        connections.close_aged(connection)
        assert len(closed) == expected


@pytest.mark.django_db
def test_a_transaction_keeps_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = databases[DEFAULT_DB_ALIAS]
    with transaction.atomic():
        monkeypatch.setattr(connection, "close_at", time.monotonic() - 1)
        connections.close_aged(connection)
        with connection.cursor() as cursor:
            assert cursor.execute("SELECT 1").fetchone() == (1,)
        assert not connection.needs_rollback

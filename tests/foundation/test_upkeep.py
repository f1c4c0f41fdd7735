"""A connection to the database that a request finds too old is closed, and no other."""

import time

import pytest
from django.db import DEFAULT_DB_ALIAS
from django.db import connections as databases

from foundation import connections


@pytest.mark.django_db
def test_only_an_aged_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    connection = databases[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: closed.append(True))
    for close_at, expected in ((None, 0), (time.monotonic() + 60, 0), (time.monotonic() - 1, 1)):
        monkeypatch.setattr(connection, "close_at", close_at)
        connections._close_aged()
        assert len(closed) == expected

"""Sessions whose row, account or database disappears while a request is being processed."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Session, User
from accounts.sessions import SessionStore
from accounts.views import account


def drawing(monkeypatch: pytest.MonkeyPatch, *keys: str) -> Iterator[str]:
    """Have new sessions use these keys, and no others."""
    drawn = iter(keys)
    monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda store: next(drawn))
    return drawn


@pytest.mark.django_db(transaction=True)
def test_no_session_is_made_for_ever_of_an_account_that_is_gone(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Django takes it for an existing key, and tries another one for ever."""
    drawing(monkeypatch, *("key" + letter * 29 for letter in "abc"))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    User.objects.filter(pk=user.pk).delete()
    with pytest.raises(DatabaseError):
        session.create()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_key_that_someone_has_is_not_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    left = drawing(monkeypatch, *("key" + letter * 29 for letter in "aab"))
    first, second = SessionStore(), SessionStore()
    first.create()
    second.create()
    assert first.session_key != second.session_key
    assert list(left) == []


@pytest.fixture
def at_work(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], Any]], Any]:
    """Visit the account, which would extend its session, while something happens to the session."""
    Session.objects.update(expire_date=timezone.now() + timedelta(days=20))

    def visit(happening: Callable[[], Any]) -> Any:
        kept_until = account.purge.kept_until

        def meanwhile(*, user: User) -> Any:
            happening()
            return kept_until(user=user)

        monkeypatch.setattr(account.purge, "kept_until", meanwhile)
        return signed_in.get("/compte/")

    return visit


@pytest.mark.django_db
def test_a_session_that_was_ended_meanwhile_leads_to_sign_in(
    at_work: Callable[[Callable[[], Any]], Any],
) -> None:
    response = at_work(lambda: Session.objects.all().delete())
    assert response.status_code == 302
    assert response["Location"] == "/compte/connexion/"
    assert response.cookies["sessionid"].value == ""


@pytest.mark.django_db
def test_a_session_that_cannot_be_written_is_the_accounts_trouble(
    at_work: Callable[[Callable[[], Any]], Any],
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def lose_the_table() -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_session RENAME TO elsewhere")

    response = at_work(lose_the_table)
    assert response.status_code == 503
    assert "Comptes indisponibles" in response.content.decode()
    assert "sessionid" not in response.cookies
    assert "accounts database unavailable" in caplog.text

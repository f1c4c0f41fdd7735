"""The operator's commands."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.access import Access
from accounts.models import ApiToken, Session, SignInLink, User
from accounts.selectors import is_verified
from tests.accounts.conftest import PASSWORD, sign_in
from tests.accounts.test_access import bearer

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)


def run(name: str, *arguments: str) -> str:
    output = StringIO()
    call_command(name, *arguments, stdout=output, stderr=StringIO())
    return output.getvalue().strip()


def test_a_lost_password_is_mended_by_a_link(client: Client, user: User) -> None:
    printed = run("create_login_link", "Ada@Example.org", "--site", "https://example.org/")
    found = re.fullmatch(r"https://example\.org/compte/connexion/#([\w-]{43})", printed)
    assert found
    response = client.post("/compte/connexion/lien/", {"token": found[1]})
    assert response["Location"] == "/compte/mot-de-passe/"
    assert not is_verified(user)
    form = {"password": "une autre phrase"}
    assert client.post("/compte/mot-de-passe/", form).status_code == 302
    assert sign_in(Client(), password="une autre phrase").status_code == 302


def test_a_link_is_for_an_active_account(user: User) -> None:
    with pytest.raises(CommandError, match="Aucun compte"):
        run("create_login_link", "bob@example.org")
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="désactivé"):
        run("create_login_link", user.email)


def test_a_token_is_printed_and_its_account_made(db: None) -> None:
    first = run("create_token", "Boutique@example.org", "--label", "Caisse")
    second = run("create_token", "boutique@example.org", "--expires-on", "2999-12-31")
    assert bearer(first) is bearer(second) is Access.GRANTED
    assert User.objects.get().email == "boutique@example.org"
    assert sorted(ApiToken.objects.values_list("label", flat=True)) == ["Caisse", "create_token"]


@pytest.mark.parametrize(
    "arguments",
    [("boutique",), ("a@example.org", "--expires-on", "hier"), ("a@example.org", "--label", "")],
)
def test_a_wrong_token_is_refused(db: None, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run("create_token", *arguments)
    assert not User.objects.exists()


def test_an_administrator_is_made_by_djangos_command(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    run("createsuperuser", "--no-input", "--email", "Admin@Example.org")
    client = Client()
    sign_in(client, "admin@example.org")
    assert client.get("/administration/").status_code == 200


def aged(email: str, age: timedelta) -> User:
    user = User.objects.create_user(email)
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - age)
    return user


def emails() -> set[str]:
    return set(User.objects.values_list("email", flat=True))


def test_unused_accounts_are_purged(db: None) -> None:
    old, used, recent = (
        aged(f"{name}@example.org", 2 * YEAR) for name in ("old", "used", "recent")
    )
    ApiToken.objects.create(
        user=used, label="x", digest="x", last_used_at=timezone.now() - timedelta(days=364)
    )
    User.objects.filter(pk=recent.pk).update(last_login=timezone.now())
    User.objects.filter(pk=aged("admin@example.org", 2 * YEAR).pk).update(is_superuser=True)
    assert old.email in run("purge_accounts", "--older-than", "365d", "--dry-run")
    assert len(emails()) == 4
    assert "supprimés : 1" in run("purge_accounts", "--older-than", "365d")
    assert emails() == {"used@example.org", "recent@example.org", "admin@example.org"}


@pytest.mark.usefixtures("mail_server")
def test_owners_are_told_thirty_days_before(db: None) -> None:
    user = aged("old@example.org", YEAR - timedelta(days=29))
    run("purge_accounts", "--older-than", "365d", "--dry-run")
    assert mail.outbox == []
    for _ in range(2):
        run("purge_accounts", "--older-than", "365d")
    assert [message.to for message in mail.outbox] == [[user.email]]
    User.objects.update(date_joined=timezone.now() - 2 * YEAR)
    run("purge_accounts", "--older-than", "365d")
    assert emails() == {user.email}
    User.objects.update(purge_warned_at=timezone.now() - timedelta(days=30))
    run("purge_accounts", "--older-than", "365d")
    assert emails() == set()


@pytest.mark.usefixtures("mail_server")
def test_an_owner_who_cannot_be_told_is_kept_and_stops_nobody_elses_turn(
    db: None, settings: Settings
) -> None:
    aged("warned@example.org", 2 * YEAR)
    User.objects.update(purge_warned_at=timezone.now() - timedelta(days=31))
    for name in ("a", "b"):
        aged(f"{name}@example.org", 2 * YEAR)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    # Nothing listens there.
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _ in range(2):
        with pytest.raises(CommandError, match="n'ont pas pu être envoyés"):
            run("purge_accounts", "--older-than", "365d")
    assert emails() == {"a@example.org", "b@example.org"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run("purge_accounts", "--older-than", "365d")
    assert sorted(message.to[0] for message in mail.outbox) == ["a@example.org", "b@example.org"]


@pytest.mark.usefixtures("mail_server")
def test_an_age_leaves_time_to_tell_the_owners(user: User) -> None:
    with pytest.raises(CommandError, match="plus de 30d"):
        run("purge_accounts", "--older-than", "30d")
    run("purge_accounts", "--older-than", "31d")
    assert mail.outbox == []


def test_a_visit_counts_even_once_its_session_is_gone(client: Client, user: User) -> None:
    sign_in(client)
    long_ago = timezone.now() - 2 * YEAR
    User.objects.update(date_joined=long_ago, last_login=long_ago)
    # The session is two years old, and was last written three days ago.
    Session.objects.update(expire_date=timezone.now() + timedelta(days=27))
    assert client.get("/compte/").status_code == 200
    client.post("/compte/deconnexion/")
    assert "supprimés : 0" in run("purge_accounts", "--older-than", "365d")
    assert emails() == {user.email}


def test_what_has_expired_is_cleared(client: Client, user: User) -> None:
    sign_in(client)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for _ in range(2):
        run("create_login_link", user.email)
    old, recent = SignInLink.objects.order_by("pk")
    SignInLink.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    run("purge_accounts", "--older-than", "365d")
    assert not Session.objects.exists()
    assert SignInLink.objects.get() == recent


@pytest.mark.parametrize("age", ["365", "d", "0d", "1.5d"])
def test_an_age_is_a_number_of_days(age: str) -> None:
    with pytest.raises(CommandError, match="365d"):
        run("purge_accounts", "--older-than", age)

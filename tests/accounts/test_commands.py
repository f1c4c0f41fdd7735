"""The operator's commands."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.access import Access
from accounts.models import ApiToken, User
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


@pytest.mark.parametrize("age", ["365", "d", "0d", "1.5d"])
def test_an_age_is_a_number_of_days(age: str) -> None:
    with pytest.raises(CommandError, match="365d"):
        run("purge_accounts", "--older-than", age)

"""The administration: case 22 of the contract."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import ApiToken, User
from accounts.services.api_tokens import create_token
from tests.accounts.conftest import PASSWORD, sign_in, words

HOME = "/administration/"
USERS = "/administration/accounts/user/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    User.objects.create_superuser("admin@example.org", PASSWORD)
    sign_in(client, "admin@example.org")
    return client


def test_a_guest_signs_in_and_a_user_is_refused(client: Client, user: User) -> None:
    for path in (HOME, USERS, "/administration/login/"):
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/compte/connexion/?next=/administration/")
    sign_in(client)
    for path in (HOME, USERS):
        assert client.get(path).status_code == 403


def test_what_is_refused_or_unknown_is_no_fault_in_the_log(
    client: Client, user: User, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client)
    assert client.get(HOME).status_code == 403
    for path in ("/compte/jetons/99999999999999999999/revocation/", "/explorateur/inconnu/"):
        assert client.get(path).status_code == 404
    assert [record for record in caplog.records if record.name.startswith("ecobalyse")] == []


def test_every_page_opens_and_shows_no_secret(administrator: Client, user: User) -> None:
    token = create_token(user=user, label="Boutique")
    row = ApiToken.objects.get()
    paths = [
        HOME,
        USERS,
        f"{USERS}?q=ada",
        f"{USERS}{user.pk}/change/",
        f"{USERS}{user.pk}/history/",
        f"{USERS}{user.pk}/delete/",
        "/administration/accounts/apitoken/",
        f"/administration/accounts/apitoken/{row.pk}/change/",
        "/administration/admin/logentry/",
    ]
    for path in paths:
        response = administrator.get(path)
        assert response.status_code == 200, path
        text = words(response)
        for secret in (token, row.digest, user.password, user.password.split("$")[-1]):
            assert secret not in text, path


def test_an_account_is_found_and_deactivated_and_the_journal_says_so(
    administrator: Client, user: User
) -> None:
    token = create_token(user=user, label="Boutique")
    assert token
    assert "ada@example.org" in words(administrator.get(f"{USERS}?q=ADA@"))
    assert "ada@example.org" not in words(administrator.get(f"{USERS}?q=bob"))
    form = {"action": "deactivate", "_selected_action": [str(user.pk)]}
    assert administrator.post(USERS, form).status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert "Compte désactivé" in LogEntry.objects.get().change_message


def test_a_deleted_account_leaves_no_address_in_the_journal(
    administrator: Client, user: User
) -> None:
    create_token(user=user, label="Boutique")
    response = administrator.post(f"{USERS}{user.pk}/delete/", {"post": "yes"})
    assert response.status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
    assert not ApiToken.objects.exists()
    assert [entry.object_repr for entry in LogEntry.objects.all()] == [f"compte n° {user.pk}"]


def test_accounts_are_exported_and_no_cell_is_a_formula(administrator: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(organization_name="\u200b\uff1d1+1", siren="901518415")
    form = {"action": "export_csv", "_selected_action": [str(user.pk)]}
    response = administrator.post(USERS, form)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("email;first_name;last_name;")
    assert "ada@example.org;Ada;" in lines[1]
    assert ";'\u200b\uff1d1+1;901518415;" in lines[1]
    assert user.password not in lines[1]


def test_the_menu_leads_superusers_to_the_administration(client: Client, db: None) -> None:
    link = 'href="/administration/"'
    assert link not in client.get("/").content.decode()
    client.force_login(User.objects.create_user("membre@example.org"))
    assert link not in client.get("/").content.decode()
    client.force_login(User.objects.create_superuser("chef@example.org", PASSWORD))
    assert link in client.get("/").content.decode()

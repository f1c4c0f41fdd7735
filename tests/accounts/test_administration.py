"""The administration: case 22 of the contract."""

import html
import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse

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


def columns(model: type[Model], depth: int = 2) -> Iterator[str]:
    """Names that a URL could filter by: the columns of a table, and of the tables it refers to."""
    for field in model._meta.get_fields():
        yield field.name
        if depth and field.related_model is not None and field.related_model != "self":
            for name in columns(field.related_model, depth - 1):
                yield f"{field.name}__{name}"


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_a_list_is_filtered_by_what_it_offers_alone(
    administrator: Client, user: User, model: type[Model]
) -> None:
    """No hash may be read letter by letter from the number of rows that a URL filters."""
    create_token(user=user, label="Boutique")
    path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    guarded = admin.site.get_model_admin(model)
    offered = [*guarded.list_filter, guarded.date_hierarchy]
    chief = User.objects.get(email="admin@example.org")
    asked = 0
    assert administrator.get(path, {"pk__regex": "a"}).status_code == 400
    for name in columns(model):
        for comparison in ("", "__startswith", "__gt", "__in", "__regex"):
            if name in offered and comparison == "":
                continue
            # Called directly, the view raises what a client gets as a 400.
            request = RequestFactory().get(path, {name + comparison: "a"})
            request.user = chief
            with pytest.raises(DisallowedModelAdminLookup):
                guarded.changelist_view(request)
            asked += 1
    assert asked > 100
    links = set(re.findall(r'href="(\?[^"]+)"', administrator.get(path).content.decode()))
    filters = {html.unescape(link) for link in links}
    assert any("__" in link for link in filters)
    for link in filters:
        assert administrator.get(path + link).status_code == 200, link


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

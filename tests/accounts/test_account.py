"""The account's own page: cases 12, 20 and 21 of the contract, and the rights of a person."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.access import Access
from accounts.models import ApiToken, Session, SignInLink, User
from accounts.selectors import is_verified
from accounts.services.api_tokens import create_token
from accounts.services.links import Purpose, issue_link
from accounts.services.sign_up import Profile, update_profile
from accounts.sessions import key_digest
from tests.accounts.conftest import PASSWORD, sent_token, sign_in, words
from tests.accounts.test_access import bearer

PROFILE = {"first_name": "Ada", "last_name": "King", "organization_type": "", "newsletter": "on"}
NEW = "nouvelle@example.org"

pytestmark = pytest.mark.django_db


def signed_out(client: Client) -> bool:
    response = client.get("/compte/")
    return response.status_code == 302 and response["Location"].startswith("/compte/connexion/")


def test_signing_out_ends_one_session(signed_in: Client) -> None:
    other = Client()
    sign_in(other)
    response = signed_in.post("/compte/deconnexion/", follow=True)
    assert "Vous avez été déconnecté" in words(response)
    assert signed_out(signed_in)
    assert not signed_out(other)


def test_signing_out_everywhere_ends_them_all(signed_in: Client) -> None:
    other = Client()
    sign_in(other)
    signed_in.post("/compte/deconnexion-partout/")
    assert signed_out(signed_in)
    assert signed_out(other)
    assert not Session.objects.filter(user__isnull=False).exists()


def test_a_get_signs_nobody_out(signed_in: Client) -> None:
    assert signed_in.get("/compte/deconnexion/").status_code == 302
    assert not signed_out(signed_in)


def test_the_open_sessions_are_listed(user: User, client: Client) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
    browser = Client(headers={"user-agent": agent})
    sign_in(browser)
    sign_in(client)
    page = words(browser.get("/compte/"))
    assert "Firefox, Windows" in page
    assert "Navigateur inconnu" in page
    assert page.count("cette session") == 1


def test_a_session_lasts_thirty_days_from_the_last_visit(signed_in: Client) -> None:
    cookie = signed_in.cookies["sessionid"]
    assert cookie["max-age"] == 30 * 86_400
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "sessionid" not in signed_in.get("/compte/").cookies
    Session.objects.update(expire_date=timezone.now() + timedelta(days=29))
    assert signed_in.get("/compte/").cookies["sessionid"]["max-age"] == 30 * 86_400
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=29, hours=23)
    Session.objects.update(expire_date=timezone.now())
    assert signed_out(signed_in)


def test_the_database_holds_no_session_key(signed_in: Client) -> None:
    key = signed_in.cookies["sessionid"].value
    assert Session.objects.get().session_key == key_digest(key)


def test_a_profile_is_corrected(signed_in: Client, user: User) -> None:
    response = signed_in.post("/compte/", PROFILE, follow=True)
    assert "Votre profil est enregistré" in words(response)
    user.refresh_from_db()
    assert (user.last_name, user.newsletter_since is not None) == ("King", True)
    since = user.newsletter_since
    signed_in.post("/compte/", PROFILE | {"last_name": "Byron"})
    user.refresh_from_db()
    assert user.newsletter_since == since
    signed_in.post("/compte/", {**PROFILE, "newsletter": ""})
    user.refresh_from_db()
    assert user.newsletter_since is None


def test_correcting_a_profile_undoes_no_deactivation(user: User) -> None:
    User.objects.update(is_active=False)
    update_profile(user=user, profile=Profile(first_name="Ada", last_name="King"))
    user.refresh_from_db()
    assert (user.last_name, user.is_active) == ("King", False)


def test_a_wrong_profile_is_refused(signed_in: Client, user: User) -> None:
    response = signed_in.post("/compte/", PROFILE | {"last_name": ""})
    assert response.status_code == 400
    assert "Le champ est obligatoire" in words(response)
    user.refresh_from_db()
    assert user.last_name == ""


def test_without_a_mail_server_an_address_changes_at_once(signed_in: Client, user: User) -> None:
    User.objects.create_user("bob@example.org")
    wrong = {"email": NEW, "password": "faux"}
    assert "Le mot de passe est incorrect" in words(signed_in.post("/compte/adresse/", wrong))
    taken = {"email": "BOB@example.org", "password": PASSWORD}
    assert "cette adresse" in words(signed_in.post("/compte/adresse/", taken))
    response = signed_in.post("/compte/adresse/", {"email": NEW, "password": PASSWORD})
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.email == NEW
    assert not is_verified(user)


@pytest.mark.usefixtures("mail_server")
def test_with_a_mail_server_a_new_address_is_confirmed_by_its_owner(
    signed_in: Client, user: User
) -> None:
    signed_in.post("/compte/adresse/", {"email": NEW, "password": PASSWORD})
    user.refresh_from_db()
    assert user.email == "ada@example.org"
    assert mail.outbox[0].to == [NEW]
    response = signed_in.post("/compte/connexion/lien/", {"token": sent_token()})
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.email == NEW
    assert is_verified(user)
    assert mail.outbox[1].to == ["ada@example.org"]
    assert not signed_out(signed_in)


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("visitor", ["nobody", "another account"])
def test_the_press_of_someone_else_takes_no_account_over(
    signed_in: Client, user: User, visitor: str
) -> None:
    """An account prepared by someone must not end up as that of the owner of the new address."""
    signed_in.post("/compte/adresse/", {"email": NEW, "password": PASSWORD})
    link = sent_token()
    other = Client()
    if visitor == "another account":
        other.force_login(User.objects.create_user("bob@example.org"))
    response = other.post("/compte/connexion/lien/", {"token": link})
    assert response.status_code == 403
    assert "auquel ce navigateur n’est pas connecté" in words(response)
    user.refresh_from_db()
    assert user.email == "ada@example.org"
    assert not is_verified(user)
    # The link has not been used: its owner signs in, and opens it again.
    assert signed_in.post("/compte/connexion/lien/", {"token": link}).status_code == 302
    user.refresh_from_db()
    assert user.email == NEW


@pytest.mark.usefixtures("mail_server")
def test_who_received_a_change_of_address_cannot_ask_for_it_again(
    signed_in: Client, user: User
) -> None:
    """The owner noticed the typo and asked again: the first link must stay invalid."""
    form = {"email": "inconnue@example.org", "password": PASSWORD}
    signed_in.post("/compte/adresse/", form)
    first = sent_token()
    signed_in.post("/compte/adresse/", form | {"email": NEW})
    other = Client()
    refused = other.post("/compte/connexion/lien/", {"token": first})
    assert refused.status_code == 403
    assert "Ce lien a expiré" in words(refused)
    assert "Recevoir un nouveau lien" not in words(refused)
    assert 'href="/compte/adresse/"' in words(refused)
    other.post("/compte/connexion/nouveau-lien/", {"token": first})
    assert [message.to for message in mail.outbox] == [["inconnue@example.org"], [NEW]]
    assert signed_in.post("/compte/connexion/lien/", {"token": sent_token()}).status_code == 302
    user.refresh_from_db()
    assert user.email == NEW


def test_an_address_changes_even_if_the_former_one_cannot_be_told(
    signed_in: Client, user: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    token = issue_link(user=user, purpose=Purpose.ADDRESS, email=NEW)
    settings.MAIL_ENABLED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    # Nothing listens there.
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = signed_in.post("/compte/connexion/lien/", {"token": token}, follow=True)
    # Other threads of the process, such as the one that polls the counters, never end.
    for thread in threading.enumerate():
        if thread.name.startswith("background-"):
            thread.join()
    assert response.status_code == 200
    assert "Votre nouvelle adresse est confirmée" in words(response)
    assert NEW in words(response)
    assert "a background task failed" in caplog.text


@pytest.mark.usefixtures("mail_server")
def test_a_new_address_that_is_taken_gets_the_same_page(signed_in: Client, user: User) -> None:
    User.objects.create_user("bob@example.org")
    form = {"email": NEW, "password": PASSWORD}
    signed_in.get("/compte/")
    free, taken = (
        words(signed_in.post("/compte/adresse/", form | {"email": email}, follow=True))
        for email in (NEW, "bob@example.org")
    )
    assert f"Un email a été envoyé à l’adresse {NEW}" in free
    assert free.replace(NEW, "") == taken.replace("bob@example.org", "")
    assert [message.to for message in mail.outbox] == [[NEW], ["bob@example.org"]]
    user.refresh_from_db()
    assert user.email == "ada@example.org"


def test_a_new_password_ends_the_other_sessions(signed_in: Client) -> None:
    other = Client()
    sign_in(other)
    form = {"current": PASSWORD, "password": "une autre phrase"}
    wrong = signed_in.post("/compte/mot-de-passe/", form | {"current": "faux"})
    assert "Le mot de passe est incorrect" in words(wrong)
    assert signed_in.post("/compte/mot-de-passe/", form).status_code == 302
    assert not signed_out(signed_in)
    assert signed_out(other)
    assert sign_in(Client(), password="une autre phrase").status_code == 302


def test_the_data_are_downloaded(signed_in: Client, user: User) -> None:
    token = create_token(user=user, label="Boutique")
    # The address requested by a change is personal data too.
    link = issue_link(user=user, purpose=Purpose.ADDRESS, email=NEW)
    response = signed_in.get("/compte/donnees/")
    assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    data = response.json()
    assert data["email"] == user.email
    assert data["profile"]["firstName"] == "Ada"
    assert [entry["label"] for entry in data["tokens"]] == ["Boutique"]
    assert len(data["sessions"]) == 1
    assert [(entry["purpose"], entry["email"]) for entry in data["links"]] == [("address", NEW)]
    assert data["hasPassword"] is True
    text = response.content.decode()
    assert token not in text
    assert ApiToken.objects.get().digest not in text
    assert link not in text
    assert SignInLink.objects.get().digest not in text
    assert user.password not in text


def test_deleting_asks_for_the_address(signed_in: Client) -> None:
    response = signed_in.post("/compte/suppression/", {"email": "bob@example.org"})
    assert response.status_code == 400
    assert "Cette adresse n’est pas celle de votre compte" in words(response)
    assert User.objects.exists()


@pytest.mark.usefixtures("mail_server")
def test_deleting_leaves_nothing(signed_in: Client, user: User) -> None:
    token = create_token(user=user, label="Boutique")
    signed_in.post("/compte/adresse/", {"email": NEW, "password": PASSWORD})
    other = Client()
    sign_in(other)
    response = signed_in.post("/compte/suppression/", {"email": " ADA@example.org"}, follow=True)
    assert "Votre compte, vos jetons et vos sessions sont supprimés" in words(response)
    for model in (User, ApiToken, SignInLink, Session):
        assert not model.objects.exists(), model
    assert signed_out(other)
    assert bearer(token) is Access.REFUSED
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert "supprimé" in mail.outbox[-1].subject


def test_a_deactivated_owner_is_signed_out(signed_in: Client) -> None:
    User.objects.update(is_active=False)
    assert signed_out(signed_in)


@pytest.mark.parametrize("https", [True, False])
def test_cookies_are_safe_where_tls_is_declared(
    user: User, client: Client, settings: Any, https: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = https
    sign_in(client)
    assert bool(client.cookies["sessionid"]["secure"]) is https


def test_account_pages_are_kept_nowhere(signed_in: Client) -> None:
    for path in ("", "jetons/", "donnees/", "connexion/", "adresse/", "suppression/"):
        assert "no-store" in signed_in.get(f"/compte/{path}")["Cache-Control"], path

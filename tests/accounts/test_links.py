"""Links by e-mail and sign-in: cases 6 to 11 of the accounts' contract."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import SignInLink, User
from accounts.selectors import is_verified
from tests.accounts.conftest import FORM, PASSWORD, SIGN_IN, sent_token, sign_in, words

ASK = "/compte/connexion/email/"
CONFIRM = "/compte/connexion/lien/"
RENEW = "/compte/connexion/nouveau-lien/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_server")]


@pytest.fixture
def token(client: Client, user: User) -> str:
    client.post(ASK, {"lien-email": "ADA@example.org"})
    return sent_token()


def test_the_answer_is_the_same_for_an_unknown_address(client: Client, user: User) -> None:
    known = client.post(ASK, {"lien-email": user.email})
    unknown = client.post(ASK, {"lien-email": "bob@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert words(known).replace("ada@", "bob@") == words(unknown)
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_a_malformed_address_is_refused(client: Client) -> None:
    response = client.post(ASK, {"lien-email": "ada"})
    assert response.status_code == 400
    assert "L'adresse e-mail est invalide" in words(response)


def test_the_mail_is_plain_sober_and_states_its_validity(token: str) -> None:
    message = mail.outbox[0]
    assert message.subject == "Votre lien de connexion à Ecobalyse libre"
    assert message.content_subtype == "plain"
    assert "24 heures" in message.body
    assert "ada@" not in message.body


def test_the_operators_address_wins_over_the_host_of_who_asks(
    client: Client, user: User, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://impact.example.org"
    for path, form in (
        (ASK, {"lien-email": user.email}),
        ("/compte/mot-de-passe-oublie/", {"email": user.email}),
        ("/compte/inscription/", FORM),
    ):
        client.post(path, form, headers={"host": "evil.example"})
        body = mail.outbox[-1].body
        assert f"https://impact.example.org{SIGN_IN}#" in body, path
        assert "evil" not in body, path


def test_a_get_spends_nothing(client: Client, token: str) -> None:
    assert client.get(f"{SIGN_IN}#{token}").status_code == 200
    assert client.get(CONFIRM).status_code == 302
    assert client.get(CONFIRM, {"token": token}).status_code == 302
    assert client.post(CONFIRM, {"token": token}).status_code == 302


def test_confirming_opens_the_session_and_verifies_the_address(
    client: Client, token: str, user: User
) -> None:
    response = client.post(CONFIRM, {"token": token}, follow=True)
    assert response.redirect_chain == [("/compte/", 302)]
    assert response.status_code == 200
    assert is_verified(user)
    assert "Vous avez désormais accès aux impacts détaillés" in words(response)


def test_the_whole_address_may_be_pasted(client: Client, token: str) -> None:
    link = f"  http://testserver{SIGN_IN}#{token} "
    assert client.post(CONFIRM, {"token": link}).status_code == 302
    assert client.get("/compte/").status_code == 200


def test_a_used_link_is_refused_as_such_and_a_new_one_is_a_click_away(token: str) -> None:
    Client().post(CONFIRM, {"token": token})
    client = Client()
    response = client.post(CONFIRM, {"token": token})
    assert response.status_code == 403
    assert "Ce lien a déjà été utilisé" in words(response)
    assert "Recevoir un nouveau lien" in words(response)
    assert client.get("/compte/").status_code == 302
    renewed = client.post(RENEW, {"token": token})
    assert renewed.status_code == 200
    assert len(mail.outbox) == 2
    assert client.post(CONFIRM, {"token": sent_token()}).status_code == 302


def test_an_old_link_is_refused_as_such(client: Client, token: str) -> None:
    day = timedelta(hours=24)
    SignInLink.objects.update(created_at=timezone.now() - day, expires_at=timezone.now())
    response = client.post(CONFIRM, {"token": token})
    assert response.status_code == 403
    assert "Ce lien a expiré" in words(response)
    assert "Recevoir un nouveau lien" in words(response)


def test_a_link_lasts_a_day(token: str) -> None:
    link = SignInLink.objects.get()
    assert link.expires_at - link.created_at == timedelta(hours=24)


def test_a_new_link_replaces_the_former(client: Client, token: str) -> None:
    client.post(ASK, {"lien-email": "ada@example.org"})
    assert client.post(CONFIRM, {"token": token}).status_code == 403
    assert client.post(CONFIRM, {"token": sent_token()}).status_code == 302


def test_an_unknown_link_is_refused(client: Client) -> None:
    response = client.post(CONFIRM, {"token": "x" * 43})
    assert response.status_code == 403
    assert "Ce lien n'est pas valable" in words(response)


def test_an_inactive_account_is_refused_with_a_link_or_a_password(
    client: Client, token: str, user: User
) -> None:
    User.objects.update(is_active=False)
    assert client.post(CONFIRM, {"token": token}).status_code == 403
    response = sign_in(client)
    assert response.status_code == 400
    assert "Ce compte est désactivé" in words(response)
    assert client.get("/compte/").status_code == 302
    client.post(ASK, {"lien-email": user.email})
    assert len(mail.outbox) == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(user: User) -> None:
    pages = [
        words(sign_in(Client(), email, "faux")).replace(email, "")
        for email in (user.email, "bob@example.org")
    ]
    assert pages[0] == pages[1]
    assert "L'adresse email ou le mot de passe est incorrect" in pages[0]


def test_the_first_link_ends_what_someone_else_may_have_prepared(
    user: User, signed_in: Client
) -> None:
    """Whoever signed up with the address of another knows a password, and has a session."""
    other = Client()
    other.post(ASK, {"lien-email": user.email})
    other.post(CONFIRM, {"token": sent_token()})
    assert signed_in.get("/compte/").status_code == 302
    assert sign_in(Client()).status_code == 400
    assert other.get("/compte/").status_code == 200


def test_a_forgotten_password_is_replaced_without_the_present_one(
    client: Client, user: User
) -> None:
    client.post("/compte/mot-de-passe-oublie/", {"email": user.email})
    response = client.post(CONFIRM, {"token": sent_token()})
    assert response["Location"] == "/compte/mot-de-passe/"
    response = client.post("/compte/mot-de-passe/", {"password": "tout autre chose 42"})
    assert response.status_code == 302
    assert client.get("/compte/").status_code == 200
    assert sign_in(Client(), password=PASSWORD).status_code == 400
    assert sign_in(Client(), password="tout autre chose 42").status_code == 302


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "/\\example.com"])
def test_signing_in_leads_nowhere_else(user: User, target: str) -> None:
    client = Client()
    response = client.post(SIGN_IN, {"email": user.email, "password": PASSWORD, "next": target})
    assert response["Location"] == "/compte/"
    # The language form leads back to this very page; nothing else repeats the target.
    assert words(Client().get(SIGN_IN, {"next": target})).count("example.com") == 1


def test_signing_in_leads_back_to_the_page_that_asked(user: User) -> None:
    client = Client()
    page = client.get("/compte/jetons/", follow=True)
    assert 'name="next" value="/compte/jetons/"' in words(page)
    form = {"email": user.email, "password": PASSWORD, "next": "/compte/jetons/"}
    assert client.post(SIGN_IN, form)["Location"] == "/compte/jetons/"

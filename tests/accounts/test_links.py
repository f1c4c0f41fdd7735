"""Links by e-mail and sign-in: cases 6 to 11 of the accounts' contract."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.access import Access
from accounts.models import SignInLink, User
from accounts.selectors import is_verified
from accounts.services.api_tokens import create_token
from tests.accounts.conftest import FORM, PASSWORD, SIGN_IN, sent_token, sign_in, words
from tests.accounts.test_access import bearer

ASK = "/compte/connexion/email/"
CONFIRM = "/compte/connexion/lien/"
SENT = "/compte/connexion/email-envoye/"
RENEW = "/compte/connexion/nouveau-lien/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_server")]


@pytest.fixture
def token(client: Client, user: User) -> str:
    client.post(ASK, {"lien-email": "ADA@example.org"})
    return sent_token()


def test_the_answer_is_the_same_for_an_unknown_address(client: Client, user: User) -> None:
    client.get(SIGN_IN)
    known = client.post(ASK, {"lien-email": user.email}, follow=True)
    unknown = client.post(ASK, {"lien-email": "bob@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain == [(SENT, 302)]
    assert f"a été envoyé à l’adresse {user.email}" in words(known)
    assert words(known).replace("ada@", "bob@") == words(unknown)
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_a_malformed_address_is_refused(client: Client) -> None:
    response = client.post(ASK, {"lien-email": "ada"})
    assert response.status_code == 400
    assert "L’adresse e-mail est invalide" in words(response)


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
    settings.SITE_URL_GIVEN, settings.SITE_URL = True, "https://impact.example.org"
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
    renewed = client.post(RENEW, {"token": token}, follow=True)
    assert "a été envoyé à l’adresse du compte" in words(renewed)
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


@pytest.mark.parametrize(
    "around", ["{}.", "<{}>", "« {} »", "({}).", "{},", "{}\u200b", "{}%20", "\n{}\n"]
)
@pytest.mark.parametrize("address", [True, False])
def test_what_a_sentence_puts_around_a_link_is_left_out(
    client: Client, token: str, around: str, address: bool
) -> None:
    link = f"http://testserver{SIGN_IN}#{token}" if address else token
    assert client.post(CONFIRM, {"token": around.format(link)}).status_code == 302


def test_a_link_broken_over_two_lines_is_mended(client: Client, token: str) -> None:
    link = f"http://testserver{SIGN_IN}#{token[:20]}\r\n  {token[20:]}"
    assert client.post(CONFIRM, {"token": link}).status_code == 302


@pytest.mark.parametrize("cut", [0, 1, 20, 42])
def test_a_link_cut_short_is_told_so_and_stays_usable(client: Client, token: str, cut: int) -> None:
    response = client.post(CONFIRM, {"token": f"http://testserver{SIGN_IN}#{token[:cut]}"})
    assert response.status_code == 400
    assert "Ce lien est incomplet" in words(response)
    assert client.post(CONFIRM, {"token": token}).status_code == 302


def test_a_link_with_too_much_is_told_so(client: Client, token: str) -> None:
    response = client.post(CONFIRM, {"token": f"{token}xyz"})
    assert response.status_code == 400
    assert "Ce lien est trop long" in words(response)


def test_an_unknown_link_is_refused(client: Client) -> None:
    response = client.post(CONFIRM, {"token": "x" * 43})
    assert response.status_code == 403
    assert "Ce lien n’est pas valable" in words(response)


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
    assert "L’adresse email ou le mot de passe est incorrect" in pages[0]


def test_the_first_link_ends_what_someone_else_may_have_prepared(
    user: User, signed_in: Client
) -> None:
    """Someone who signed up with another person's address knows a password, and has a session."""
    token = create_token(user=user, label="Boutique")
    other = Client()
    other.post(ASK, {"lien-email": user.email})
    page = other.post(CONFIRM, {"token": sent_token()}, follow=True)
    assert signed_in.get("/compte/").status_code == 302
    assert sign_in(Client()).status_code == 400
    assert other.get("/compte/").status_code == 200
    assert bearer(token) is Access.REFUSED
    assert "les jetons d’avant cette vérification ne valent plus" in words(page)


def test_the_first_link_ends_nothing_in_a_session_of_the_account(
    user: User, signed_in: Client
) -> None:
    token = create_token(user=user, label="Boutique")
    signed_in.post(ASK, {"lien-email": user.email})
    signed_in.post(CONFIRM, {"token": sent_token()})
    assert is_verified(user)
    assert bearer(token) is Access.GRANTED
    assert sign_in(Client()).status_code == 302


def test_the_first_link_keeps_what_the_operator_has_prepared(db: None) -> None:
    """The command ``create_token`` creates an account without a password."""
    user = User.objects.create_user("ada@example.org")
    token = create_token(user=user, label="create_token")
    client = Client()
    client.post(ASK, {"lien-email": user.email})
    assert client.post(CONFIRM, {"token": sent_token()}).status_code == 302
    assert bearer(token) is Access.GRANTED


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


def test_a_link_leads_back_to_the_page_that_asked(user: User) -> None:
    client = Client()
    client.post(ASK, {"lien-email": user.email, "next": "/textile/"})
    token = sent_token()
    for wrong in ("https://example.com/", "//example.com", "/\\example.com"):
        page = client.post(CONFIRM, {"token": "x" * 43, "next": wrong})
        assert "example.com" not in words(page)
    # A rejected form still knows where to return to.
    cut = client.post(CONFIRM, {"token": token[:-1], "next": "/textile/"})
    assert words(cut).count('name="next" value="/textile/"') == 3
    assert client.post(CONFIRM, {"token": token, "next": "/textile/"})["Location"] == "/textile/"
    spent = Client().post(CONFIRM, {"token": token, "next": "/textile/"})
    assert 'name="next" value="/textile/"' in words(spent)


def test_a_link_to_choose_a_password_leads_there(user: User) -> None:
    client = Client()
    client.post("/compte/mot-de-passe-oublie/", {"email": user.email})
    response = client.post(CONFIRM, {"token": sent_token(), "next": "/textile/"})
    assert response["Location"] == "/compte/mot-de-passe/"


def test_a_refused_address_keeps_the_page_to_come_back_to(db: None) -> None:
    page = Client().post(ASK, {"lien-email": "ada", "next": "/textile/"})
    assert page.status_code == 400
    assert 'name="next" value="/textile/"' in words(page)

"""A page says that an e-mail was sent only when the mail server takes it."""

import logging
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from foundation import mail_server as asked
from tests.accounts.conftest import FORM, SIGN_UP, words
from tests.site.mail_server import MailServer
from tests.site.ports import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_server")]

NOT_SENT = "Aucun email n’a été envoyé"
SENT = "a été envoyé à l’adresse"
KNOWN, UNKNOWN = "ada@example.org", "bob@example.org"


@pytest.fixture(autouse=True)
def use(settings: Settings) -> Callable[[int], None]:
    """Have the instance use the mail server on a port, with no memory of earlier failures."""
    settings.EMAIL_BACKEND = asked.SMTP
    settings.EMAIL_HOST = "127.0.0.1"
    settings.DEFAULT_FROM_EMAIL = "Coût <noreply@example.org>"

    def use_port(port: int) -> None:
        settings.EMAIL_PORT = port
        asked._Backoff.until = float("-inf")
        cache.clear()

    return use_port


def ask(client: Client, email: str, path: str = "/compte/connexion/email/") -> tuple[int, str]:
    field = "lien-email" if "connexion" in path else "email"
    response = client.post(path, {field: email}, follow=True)
    return response.status_code, words(response).replace(email, "")


@pytest.mark.parametrize("path", ["/compte/connexion/email/", "/compte/mot-de-passe-oublie/"])
def test_nobody_answers(client: Client, user: User, use: Callable[[int], None], path: str) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        use(free_port())
        answers.append(ask(client, email, path))
    assert answers[0] == answers[1]
    assert answers[0][0] == 503
    assert NOT_SENT in answers[0][1]
    assert SENT not in answers[0][1]


@pytest.mark.parametrize(
    "refusal",
    [
        {"EHLO": "500 no", "HELO": "500 no"},
        {"MAIL": "550 not you"},
        {"RCPT": "550 no such user <ada@example.org>"},
        {"RCPT": "451 later"},
        {"AUTH": "535 wrong password"},
    ],
)
def test_the_server_refuses(
    client: Client,
    user: User,
    use: Callable[[int], None],
    settings: Settings,
    refusal: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "eco", "motdepasse"
    with MailServer(**refusal) as server:
        for email in (KNOWN, UNKNOWN):
            use(server.port)
            status, text = ask(client, email)
            assert (status, NOT_SENT in text, SENT in text) == (503, True, False)
    assert server.messages == []
    assert "motdepasse" not in caplog.text
    assert KNOWN not in caplog.text


def test_an_address_that_is_refused_stops_nobody_else(
    client: Client, user: User, use: Callable[[int], None]
) -> None:
    with MailServer(**{"RCPT TO:<BOB": "550 no such user"}) as server:
        use(server.port)
        assert ask(client, UNKNOWN)[0] == 503
        assert ask(client, KNOWN)[0] == 200
    assert len(server.messages) == 1


def test_a_server_that_says_nothing_is_asked_once_for_a_while(
    client: Client, user: User, use: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "_SECONDS", 0.2)
    with MailServer(silent=True) as server:
        use(server.port)
        assert ask(client, KNOWN)[0] == 503
    with MailServer() as server:
        # The instance no longer tries: nobody waits again, or is told that an e-mail was sent.
        assert ask(client, UNKNOWN)[0] == 503
        use(server.port)
        assert ask(client, UNKNOWN)[0] == 200


def test_a_server_that_takes_it_is_told_the_same_for_anyone(
    client: Client, user: User, use: Callable[[int], None]
) -> None:
    with MailServer() as server:
        use(server.port)
        known, unknown = ask(client, KNOWN), ask(client, UNKNOWN)
    assert known == unknown
    assert known[0] == 200
    assert SENT in known[1]
    assert len(server.messages) == 1
    asked_for = [line for line in server.heard if line.upper().startswith("RCPT")]
    assert {KNOWN in line for line in asked_for} == {True, False}


def test_no_account_is_made_that_no_link_can_open(
    client: Client, use: Callable[[int], None], caplog: pytest.LogCaptureFixture
) -> None:
    use(free_port())
    with caplog.at_level(logging.ERROR):
        response = client.post(SIGN_UP, FORM)
    assert response.status_code == 503
    assert NOT_SENT in words(response)
    assert 'value="Lovelace"' in words(response)
    assert not User.objects.exists()
    with MailServer() as server:
        use(server.port)
        assert SENT in words(client.post(SIGN_UP, FORM, follow=True))
    assert len(server.messages) == 1

"""A fast password hash, new counters, and e-mails sent before the response."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts import background, limits
from accounts.models import User
from foundation import mail_server as mail_server_state

PASSWORD = "un mot de passe assez long"
SIGN_UP = "/compte/inscription/"
SIGN_IN = "/compte/connexion/"
FORM = {
    "email": "ada@example.org",
    "password": PASSWORD,
    "first_name": "Ada",
    "last_name": "Lovelace",
    "organization_type": "",
    "terms": "on",
}
BUSINESS = FORM | {
    "organization_type": "business",
    "organization_name": "Filature du Nord",
    "siren": "901518415",
}


@pytest.fixture(autouse=True)
def _fast_and_fresh(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    limits.own_counters.clear()
    # Forget that a mail server did not answer in another test.
    mail_server_state._Backoff.until = float("-inf")


@pytest.fixture
def mail_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instance that sends e-mails at once; the sending thread is tested on a real server."""

    def at_once(task: Callable[..., None], **arguments: Any) -> None:
        task(**arguments)

    settings.MAIL_ENABLED = True
    monkeypatch.setattr(background, "run", at_once)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("ada@example.org", PASSWORD, first_name="Ada")


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    """A browser with an open session."""
    sign_in(client)
    return client


def sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"email": email, "password": password})


def sent_token(index: int = -1) -> str:
    """The token of a link in an e-mail."""
    found = re.search(r"http://testserver/compte/connexion/#([\w-]{43})\n", mail.outbox[index].body)
    assert found, mail.outbox[index].body
    return found[1]


def words(response: Any) -> str:
    """The page with plain apostrophes, without what changes at each request."""
    text = response.content.decode().replace("&#x27;", "'")
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", text)

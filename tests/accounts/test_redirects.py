"""Every account form redirects to a page that can be reloaded without submitting it twice."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import URLPattern, reverse

from accounts import urls
from accounts.models import ApiToken, SignInLink, User
from accounts.services.api_tokens import create_token
from accounts.services.links import Purpose, issue_link
from tests.accounts.conftest import FORM, PASSWORD

pytestmark = pytest.mark.django_db

Form = Callable[[User], dict[str, str]]


def _link(purpose: Purpose, email: str = "ada@example.org") -> Form:
    return lambda user: {"token": issue_link(user=user, purpose=purpose, email=email)}


def _used_link(user: User) -> dict[str, str]:
    token = issue_link(user=user, purpose=Purpose.SIGN_IN, email=user.email)
    issue_link(user=user, purpose=Purpose.SIGN_IN, email=user.email)
    return {"token": token}


def _always(form: dict[str, str]) -> Form:
    return lambda user: form


NEW = FORM | {"email": "bob@example.org"}
PROFILE = {"first_name": "Ada", "last_name": "King", "organization_type": ""}
CHANGE = {"email": "nouvelle@example.org", "password": PASSWORD}
# What each form needs to succeed: with or without a mail server, signed in or not.
SIGNED_IN, GUEST = True, False
NOT_ALLOWED = 405
FORMS: list[tuple[str, bool, bool, Form]] = [
    ("account", False, SIGNED_IN, _always(PROFILE)),
    ("account_signup", False, GUEST, _always(NEW)),
    ("account_signup", True, GUEST, _always(NEW)),
    ("account_signup", True, GUEST, _always(FORM)),
    ("account_login", False, GUEST, _always({"email": "ada@example.org", "password": PASSWORD})),
    ("account_ask_link", True, GUEST, _always({"lien-email": "ada@example.org"})),
    ("account_confirm_link", True, GUEST, _link(Purpose.SIGN_IN)),
    ("account_confirm_link", True, GUEST, _link(Purpose.PASSWORD)),
    ("account_confirm_link", True, SIGNED_IN, _link(Purpose.ADDRESS, "nouvelle@example.org")),
    ("account_renew_link", True, GUEST, _used_link),
    ("account_logout", False, SIGNED_IN, _always({})),
    ("account_logout_all", False, SIGNED_IN, _always({})),
    ("account_address", False, SIGNED_IN, _always(CHANGE)),
    ("account_address", True, SIGNED_IN, _always(CHANGE)),
    (
        "account_password",
        False,
        SIGNED_IN,
        _always({"current": PASSWORD, "password": "un autre 7"}),
    ),
    ("account_forgotten", True, GUEST, _always({"email": "ada@example.org"})),
    ("account_deletion", False, SIGNED_IN, _always({"email": "ada@example.org"})),
    ("account_tokens", False, SIGNED_IN, _always({"label": "Boutique"})),
    ("account_revocation", False, SIGNED_IN, _always({})),
]


def path_of(name: str) -> str:
    pattern = next(found for found in urls.urlpatterns if found.name == name)
    return reverse(name, kwargs=dict.fromkeys(pattern.pattern.converters, 1))


def state() -> list[Any]:
    """Everything that a form may change."""
    models = (User, EmailAddress, ApiToken, SignInLink)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    for row in rows[0]:
        del row["last_login"]
    return [*rows, len(mail.outbox)]


@pytest.fixture
def visitor(user: User, client: Client) -> Client:
    create_token(user=user, label="la première")
    ApiToken.objects.update(id=1)
    return client


def test_no_form_is_forgotten(user: User, client: Client) -> None:
    """The forms are found through the routes."""
    takes_posts = set()
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        client.force_login(user)
        if client.post(path_of(str(pattern.name))).status_code != NOT_ALLOWED:
            takes_posts.add(pattern.name)
    assert takes_posts == {name for name, _, _, _ in FORMS}


@pytest.mark.parametrize(("name", "mails", "signed_in", "form"), FORMS)
def test_a_form_leads_on_and_the_page_may_be_loaded_again(
    visitor: Client,
    user: User,
    request: pytest.FixtureRequest,
    name: str,
    mails: bool,
    signed_in: bool,
    form: Form,
) -> None:
    if mails:
        request.getfixturevalue("mail_server")
    if signed_in:
        visitor.force_login(user)
    response = visitor.post(path_of(name), form(user))
    assert response.status_code == 302, response.content.decode()
    done = state()
    for _ in range(3):
        followed = visitor.get(response["Location"], follow=True)
        assert followed.status_code == 200
    assert state() == done

"""What visitors read about when an account is deleted is true, with a mail server and without."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from accounts.models import User
from accounts.services import purge
from tests.accounts.conftest import FORM, PASSWORD, SIGN_UP, sign_in, words

pytestmark = pytest.mark.django_db

MAILED = "un email prévient son titulaire trente jours avant"
NOT_MAILED = "sans autre avis : cette instance n’envoie pas d’emails"


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("path", [SIGN_UP, "/pages/politique-de-confidentialite/"])
def test_the_texts_say_what_this_instance_does(
    client: Client, settings: Settings, path: str
) -> None:
    for enabled in (False, True):
        settings.MAIL_ENABLED = enabled
        text = plain(words(client.get(path)))
        assert (MAILED in text, NOT_MAILED in text) == (enabled, not enabled)


def test_without_e_mails_the_notice_is_given_at_sign_in(
    client: Client, user: User, settings: Settings
) -> None:
    day = date_format(timezone.localtime() + purge.RETENTION, "j F Y")
    User.objects.update(last_login=timezone.now() - timedelta(days=300))
    response = client.post(
        "/compte/connexion/",
        {"email": user.email, "password": PASSWORD, "next": "/textile/"},
        follow=True,
    )
    text = plain(words(response))
    assert f"Ce compte sera supprimé le {day}" in text
    assert "il n’y aura pas d’autre avis" in text
    assert "sera supprimé" not in words(client.get("/textile/"))
    text = plain(words(client.get("/compte/")))
    assert f"Ce compte sera supprimé le {day}" in text
    assert "il n’y aura pas d’autre avis" in text
    settings.MAIL_ENABLED = True
    text = plain(words(client.get("/compte/")))
    assert "Un email vous préviendra trente jours avant" in text
    assert "il n’y aura pas d’autre avis" not in text


def test_with_e_mails_nothing_interrupts_a_sign_in(
    client: Client, user: User, settings: Settings
) -> None:
    settings.MAIL_ENABLED = True
    sign_in(client)
    assert "sera supprimé" not in words(client.get("/textile/"))


def test_an_administrators_account_is_not_said_to_go(client: Client, user: User) -> None:
    User.objects.update(is_superuser=True)
    sign_in(client)
    assert "sera supprimé" not in words(client.get("/compte/"))


def test_who_signs_up_is_told_too(client: Client) -> None:
    text = plain(words(client.post(SIGN_UP, FORM, follow=True)))
    assert "Ce compte sera supprimé le" in text

"""Limits on attempts (accounts.md 7.6)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from pytest_django import Settings
from redis import Redis

from accounts import limits
from accounts.models import User
from tests.accounts.conftest import FORM, SIGN_UP, sign_in, words

pytestmark = pytest.mark.django_db

ASK = "/compte/connexion/email/"
TOO_MANY = "Trop de tentatives"


def from_address(last: int) -> Client:
    return Client(REMOTE_ADDR=f"192.0.2.{last}")


def test_ten_wrong_passwords_an_address_whoever_tries(user: User) -> None:
    for last in range(10):
        assert sign_in(from_address(last), password="faux").status_code == 400
    response = sign_in(from_address(99))
    assert response.status_code == 429
    assert TOO_MANY in words(response)


def test_an_unknown_address_gets_the_same(db: None) -> None:
    for last in range(10):
        assert sign_in(from_address(last), "bob@example.org").status_code == 400
    assert sign_in(from_address(99), "BOB@example.org").status_code == 429


def test_twenty_wrong_passwords_a_caller_whatever_the_address(user: User) -> None:
    for number in range(20):
        response = sign_in(from_address(1), f"u{number}@example.org")
        assert response.status_code == 400
    assert sign_in(from_address(1)).status_code == 429
    assert sign_in(from_address(2)).status_code == 302


def test_a_caller_beyond_the_limit_shuts_nobody_else_out(user: User) -> None:
    for number in range(20):
        sign_in(from_address(1), f"u{number}@example.org")
    for _ in range(15):
        assert sign_in(from_address(1), password="faux").status_code == 429
    assert sign_in(from_address(2)).status_code == 302


def test_right_passwords_do_not_count(user: User) -> None:
    for _ in range(25):
        assert sign_in(from_address(1)).status_code == 302


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("email", ["ada@example.org", "bob@example.org"])
def test_five_links_an_address(user: User, email: str) -> None:
    for last in range(5):
        assert from_address(last).post(ASK, {"lien-email": email}).status_code == 200
    response = from_address(99).post(ASK, {"lien-email": email})
    assert response.status_code == 429
    assert TOO_MANY in words(response)
    path = "/compte/mot-de-passe-oublie/"
    assert from_address(99).post(path, {"email": email}).status_code == 429
    assert len(mail.outbox) == (5 if email == user.email else 0)


def test_twenty_sign_ups_a_caller(db: None) -> None:
    for number in range(20):
        form = FORM | {"email": f"u{number}@example.org"}
        assert from_address(1).post(SIGN_UP, form).status_code == 302
    response = from_address(1).post(SIGN_UP, FORM)
    assert response.status_code == 429
    assert TOO_MANY in words(response)
    assert User.objects.count() == 20


@pytest.mark.usefixtures("mail_server")
def test_signing_up_sends_no_more_links_than_asking_for_one(user: User) -> None:
    for last in range(5):
        assert from_address(last).post(SIGN_UP, FORM).status_code == 200
    assert from_address(99).post(SIGN_UP, FORM).status_code == 429
    assert len(mail.outbox) == 5


def test_counters_out_of_reach_stop_nobody(user: User, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert sign_in(Client()).status_code == 302
    assert sign_in(Client(), password="faux").status_code == 400


def test_the_counters_hold_no_address(user: User, settings: Settings) -> None:
    sign_in(from_address(7), password="faux")
    if settings.REDIS_URL:
        with Redis.from_url(settings.REDIS_URL) as client:
            held = b" ".join(client.keys("*"))
        assert b"attempts:password" in held
    else:
        held = Path(settings.CACHES["default"]["LOCATION"]).read_bytes()
        assert held.strip(b"\0"), "the counters are elsewhere"
    assert b"ada@" not in held
    assert b"192.0.2.7" not in held


def test_attempts_made_at_once_cannot_pass_together(db: None) -> None:
    request = RequestFactory().post("/compte/connexion/")

    def attempt(number: int) -> bool:
        try:
            limits.claim(limits.PASSWORDS, request, "ada@example.org")
        except limits.TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(60))) == limits.PASSWORDS.by_email

"""Limits on attempts (accounts.md 7.6)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import Settings
from redis import Redis

from accounts import limits
from accounts.models import Session, User
from accounts.services.closing import MOST_SESSIONS
from tests.accounts.conftest import FORM, PASSWORD, SIGN_UP, sign_in, words

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


def test_right_passwords_are_no_failures(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    # A high limit on checks, as if minutes passed between them.
    monkeypatch.setattr(
        limits, "CHECKS", limits.Limit(name="check", by_email=1000, by_caller=1000, seconds=60)
    )
    for _ in range(25):
        assert sign_in(from_address(1)).status_code == 302
    for last in range(2, 11):
        assert sign_in(from_address(last), password="faux").status_code == 400
    assert sign_in(from_address(99)).status_code == 302


@pytest.mark.usefixtures("mail_server")
@pytest.mark.parametrize("email", ["ada@example.org", "bob@example.org"])
def test_five_links_an_address(user: User, email: str) -> None:
    for last in range(5):
        assert from_address(last).post(ASK, {"lien-email": email}).status_code == 302
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
        assert from_address(last).post(SIGN_UP, FORM).status_code == 302
    assert from_address(99).post(SIGN_UP, FORM).status_code == 429
    assert len(mail.outbox) == 5


def test_counters_out_of_reach_stop_nobody(user: User, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "ecobalyse_site.redis_counters.RedisCounterCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert sign_in(Client()).status_code == 302
    assert sign_in(Client(), password="faux").status_code == 400


def test_the_counters_hold_no_address(user: User, settings: Settings) -> None:
    sign_in(from_address(7), password="faux")
    if settings.REDIS_URL:
        # Each test process has its own database.
        with Redis.from_url(settings.CACHES["default"]["LOCATION"]) as client:
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


def known_from_afar() -> Client:
    """The owner's browser, which has signed in before and signed out."""
    browser = from_address(50)
    assert sign_in(browser).status_code == 302
    browser.post("/compte/deconnexion/")
    return browser


def test_others_wrong_passwords_do_not_shut_out_a_browser_that_has_signed_in(user: User) -> None:
    browser = known_from_afar()
    for last in range(10):
        sign_in(from_address(last), password="faux")
    assert sign_in(from_address(99)).status_code == 429
    assert sign_in(browser).status_code == 302


def test_a_browser_that_has_signed_in_has_ten_wrong_passwords_too(user: User) -> None:
    browser = known_from_afar()
    for _ in range(10):
        assert sign_in(browser, password="faux").status_code == 400
    assert sign_in(browser).status_code == 429


def test_a_browser_is_known_for_its_own_account_alone(user: User) -> None:
    User.objects.create_user("bob@example.org", PASSWORD)
    browser = from_address(50)
    sign_in(browser, "bob@example.org")
    browser.post("/compte/deconnexion/")
    for last in range(10):
        sign_in(from_address(last), password="faux")
    assert sign_in(browser).status_code == 429


@pytest.mark.parametrize("change", ["forge", "cut"])
def test_a_cookie_that_is_not_ours_knows_nobody(user: User, change: str) -> None:
    browser = known_from_afar()
    cookie = browser.cookies["navigateur_connu"].value
    browser.cookies["navigateur_connu"] = "A" + cookie[1:] if change == "forge" else cookie[:-1]
    for last in range(10):
        sign_in(from_address(last), password="faux")
    assert sign_in(browser).status_code == 429


def test_the_cookie_of_a_known_browser_says_nothing_and_goes_with_the_account(user: User) -> None:
    browser = from_address(50)
    sign_in(browser)
    cookie = browser.cookies["navigateur_connu"]
    assert (cookie["path"], cookie["samesite"]) == ("/compte/", "Lax")
    assert cookie["httponly"]
    held = signing.loads(cookie.value, salt="accounts.known_browsers")
    assert "ada" not in str(held)
    assert "navigateur_connu" in words(Client().get("/pages/politique-de-confidentialite/"))
    browser.post("/compte/suppression/", {"email": "ada@example.org"})
    assert browser.cookies["navigateur_connu"].value == ""


@pytest.mark.usefixtures("mail_server")
def test_others_requests_for_links_do_not_shut_out_a_browser_that_has_signed_in(user: User) -> None:
    browser = known_from_afar()
    for last in range(6):
        from_address(last).post(ASK, {"lien-email": user.email})
    assert browser.post(ASK, {"lien-email": user.email}).status_code == 302


def test_right_passwords_are_limited_too_by_address_and_by_caller(user: User) -> None:
    """Each check takes a fifth of a second of processor time."""
    for last in range(10):
        assert sign_in(from_address(last)).status_code == 302
    response = sign_in(from_address(99))
    assert response.status_code == 429
    assert "Réessayez dans une minute" in words(response)
    for number in range(20):
        User.objects.create_user(f"u{number}@example.org", PASSWORD)
        assert sign_in(from_address(200), f"u{number}@example.org").status_code == 302
    assert sign_in(from_address(200), "u0@example.org").status_code == 429


def test_the_password_asked_for_by_a_page_is_limited_too(signed_in: Client, user: User) -> None:
    form = {"current": "faux", "password": "une autre phrase"}
    for _ in range(9):
        assert signed_in.post("/compte/mot-de-passe/", form).status_code == 400
    assert signed_in.post("/compte/mot-de-passe/", form).status_code in (400, 429)
    assert signed_in.post("/compte/mot-de-passe/", form).status_code == 429


def test_an_account_has_thirty_sessions_the_oldest_ending(user: User) -> None:
    first = Client()
    sign_in(first)
    latest = [Client() for _ in range(MOST_SESSIONS)]
    for browser in latest:
        cache.clear()
        sign_in(browser)
    assert Session.objects.filter(user=user).count() == MOST_SESSIONS
    assert first.get("/compte/").status_code == 302
    assert latest[0].get("/compte/").status_code == 200


@pytest.mark.parametrize("fault", ["unreachable", "full"])
def test_without_counters_a_process_counts_by_itself(
    user: User, settings: Settings, fault: str, tmp_path: Path
) -> None:
    if fault == "unreachable":
        backend = "ecobalyse_site.redis_counters.RedisCounterCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    else:
        # A device that is always full: every write fails.
        backend = "ecobalyse_site.counters.SharedCounterCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "/dev/full"}}
    for last in range(10):
        assert sign_in(from_address(last), password="faux").status_code == 400
    assert sign_in(from_address(99)).status_code == 429

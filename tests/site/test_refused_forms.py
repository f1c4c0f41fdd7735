"""A rejected form gets the actual cause, and so does the operator, once a minute."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from foundation import notices

SIGN_IN = "/compte/connexion/"
HOST = "impact.example.org"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    settings.COUNTER_DIR = tmp_path
    monkeypatch.setattr(notices, "_last_logged", {})
    settings.ALLOWED_HOSTS = [HOST]


@pytest.fixture
def behind_tls(settings: Settings) -> None:
    """An instance configured for an HTTPS proxy."""
    settings.CSRF_COOKIE_SECURE = True
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def posted(with_token: bool = True, **headers: str) -> Any:
    """A form of the sign-in page, sent as a browser does, with the page's cookie."""
    client = Client(enforce_csrf_checks=True, headers={"host": HOST} | headers)
    form = {"email": "ada@example.org", "password": "faux"}
    if with_token:
        form["csrfmiddlewaretoken"] = client.get(SIGN_IN).context["csrf_token"]
    return client.post(SIGN_IN, form)


def said(response: Any) -> str:
    assert response.status_code == 403
    return str(response.content.decode()).replace("&#x27;", "'")


def test_a_right_form_is_read(caplog: pytest.LogCaptureFixture) -> None:
    assert posted(origin=f"http://{HOST}").status_code == 400
    assert caplog.records == []


def test_an_old_form_has_expired(caplog: pytest.LogCaptureFixture) -> None:
    page = said(posted(with_token=False, origin=f"http://{HOST}"))
    assert "Formulaire expiré" in page
    assert caplog.records == []


def test_a_proxy_that_hides_the_origin_is_named(caplog: pytest.LogCaptureFixture) -> None:
    """``Referrer-Policy: no-referrer`` makes browsers send "Origin: null"."""
    page = said(posted(origin="null"))
    assert "Referrer-Policy: no-referrer" in page
    assert "Formulaire expiré" not in page
    assert "a proxy may add Referrer-Policy: no-referrer" in caplog.text


@pytest.mark.usefixtures("behind_tls")
def test_a_hidden_referrer_is_named_too(caplog: pytest.LogCaptureFixture) -> None:
    """Older browsers send no origin: over HTTPS, the referrer is checked instead."""
    page = said(posted(x_forwarded_proto="https"))
    assert "Referrer-Policy: no-referrer" in page


def test_https_that_was_not_declared_is_named(caplog: pytest.LogCaptureFixture) -> None:
    page = said(posted(origin=f"https://{HOST}"))
    assert "HTTPS=True et TRUSTED_PROXIES=1" in page
    assert "set HTTPS=True and TRUSTED_PROXIES=1" in caplog.text


@pytest.mark.usefixtures("behind_tls")
def test_a_visit_without_https_is_named() -> None:
    page = said(posted(with_token=False, origin=f"http://{HOST}"))
    assert "Ouvrez la même adresse avec https://" in page


def test_a_lost_host_is_named(caplog: pytest.LogCaptureFixture) -> None:
    page = said(posted(origin="https://autre.example.org"))
    assert "(en-tête Host)" in page
    assert "autre.example.org" not in page
    assert "autre.example.org" not in caplog.text


def test_the_log_says_it_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(5):
        posted(origin="null")
    assert [record.name for record in caplog.records] == ["ecobalyse.forms"]
    assert caplog.records[0].levelno == logging.WARNING

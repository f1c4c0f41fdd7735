"""The terms, the privacy policy and the legal notice, with blanks for the operator."""

import pytest
from django.test import Client
from pytest_django import Settings

from foundation.operator import OPERATOR_SETTINGS, missing_operator_settings
from tests.accounts.conftest import words

PAGES = ("/pages/cgu/", "/pages/politique-de-confidentialite/", "/pages/mentions-legales/")


@pytest.mark.parametrize("path", PAGES)
def test_blanks_are_marked_until_the_operator_fills_them_in(
    client: Client, settings: Settings, path: str
) -> None:
    blank = words(client.get(path))
    assert "<mark>[" in blank
    assert "n’a pas encore rempli cette page" in blank
    for name in OPERATOR_SETTINGS:
        setattr(settings, name, f"valeur de {name}")
    filled = words(client.get(path))
    assert "<mark>" not in filled
    assert "n’a pas encore rempli" not in filled
    assert "valeur de OPERATOR_CONTACT" in filled
    assert missing_operator_settings() == []


def test_the_missing_settings_are_named() -> None:
    assert missing_operator_settings() == list(OPERATOR_SETTINGS)


def test_every_page_leads_to_them(client: Client) -> None:
    home = words(client.get("/"))
    for path in PAGES:
        assert f'href="{path}"' in home
        assert client.get(path).status_code == 200

"""What holds of every page: valid, accessible, as wide as its window, in both languages."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.browser.addresses import page_addresses
from tests.browser.watched import Watch, check_accessibility, check_html, check_width

ADDRESSES = page_addresses()
ABSENT = "404 (Not Found)"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_html_is_valid(client: Client, address: str, language: str) -> None:
    answer = client.get(address, headers={"Accept-Language": language})
    if answer.status_code in (301, 302):
        return
    assert answer["Content-Type"].startswith("text/html"), address
    text = answer.content.decode()
    check_html(text)
    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1


def leads_to_another(page: Page, address: str) -> bool:
    """Whether the address has led to one that is looked at for itself."""
    shown = urlsplit(page.url).path
    return shown in ADDRESSES and shown != urlsplit(address).path


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_accessible_wide_and_on_a_phone_in_the_dark(
    page: Page, watch: Watch, address: str
) -> None:
    watch.expect(ABSENT)
    page.goto(address)
    if leads_to_another(page, address):
        return
    check_accessibility(page)
    check_width(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    check_accessibility(page, "html", "color-contrast")
    check_width(page)

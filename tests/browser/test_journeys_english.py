"""A visit in English: no French word on any page."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import page_addresses
from tests.browser.french_words import check_english, french_in
from tests.browser.visitors import follow, open_tab, visiting
from tests.browser.watched import Watch
from tests.catalogue.files import lines, pull
from tests.site.server import Server

# The method's documents, in English, quote the API's messages, which are French.
QUOTING = re.compile("/documentation/methode-")


@pytest.mark.parametrize(
    ("text", "is_french"),
    [
        ("The score of the garment", False),
        ("Le score du vêtement", True),
        ("Pays d'origine", True),
        ("<span lang='fr'>Le score</span> EN", False),
        ('<p lang="fr">Le score</p><p>est là</p>', True),
        ('<button aria-label="Fermer la fenêtre"></button>', True),
        ("Write to the Défenseur des droits", False),
    ],
)
def test_french_is_told_from_english(text: str, is_french: bool) -> None:
    html = f'<html lang="en"><body>{text}</body></html>'
    assert bool(french_in(html)) is is_french


@pytest.mark.django_db
@pytest.mark.parametrize("address", [one for one in page_addresses() if not QUOTING.match(one)])
def test_every_page_is_wholly_in_english(client: Client, address: str) -> None:
    answer = client.get(address, headers={"Accept-Language": "en"}, follow=True)
    assert french_in(answer.content.decode()) == []


@pytest.fixture
def english(browser: Browser, instance: Server, watch: Watch) -> Iterator[Page]:
    with visiting(browser, instance.address, locale="en-GB") as context, watch.over(context):
        yield context.new_page()


def test_a_garment_is_described_explained_saved_and_compared_in_english(english: Page) -> None:
    page = english
    page.goto("/")
    page.get_by_label("Product category").select_option("jean")
    expect(page.locator("#try-result")).to_contain_text("Jeans")
    check_english(page)
    follow(page.locator("#open-garment"))
    expect(page.locator("html")).not_to_have_class(re.compile("opening"))
    for code in ("spinning", "making"):
        page.locator(f"#stage-{code} > summary").click()
        page.locator(f"#stage-{code} .explain > summary").click()
        expect(page.locator(f"#explain-{code} tr[data-line]").first).to_be_visible()
    check_english(page)
    page.locator("#field-mass").fill("a lot")
    expect(page.locator("#results .notice.error")).to_be_visible()
    check_english(page)
    page.locator("#field-mass").fill("0.4")
    expect(page.locator("#score")).to_be_visible()
    for name in ("One", "Two"):
        page.locator("#open-save").click()
        page.locator("#save-name").fill(name)
        page.locator("#save-button").click()
        expect(page.locator("#saved").get_by_role("link", name=name, exact=True)).to_be_visible()
        check_english(page)
        page.keyboard.press("Escape")
        page.locator("#field-countryMaking").select_option("FR")
        expect(page.locator("#held-making")).to_contain_text("France")
    page.locator("#open-download").click()
    record = open_tab(page.locator("#dialog-download button[formtarget]"))
    expect(record.locator("#annex tr[data-line=score]")).to_be_visible()
    check_english(record)
    page.goto("/comparer/")
    page.locator("[data-choose=all]").click()
    expect(page.locator(".waterfall").first).to_be_visible()
    check_english(page)


def test_a_catalogue_is_mended_in_english(english: Page) -> None:
    page = english
    page.goto("/catalogue/")
    rows = [pull(**{"Référence interne": "A-1"}), pull(**{"Masse (en kg)": "heavy"})]
    content = lines(rows)
    page.locator("#file").set_input_files(
        {"name": "spring.csv", "mimeType": "text/csv", "buffer": content}
    )
    expect(page.locator("#problems")).to_be_visible()
    # The column titles are the portal's, and its reasons for rejection are in French.
    found = [text for text in french_in(page.content()) if text not in content.decode()]
    assert found == []

"""The version of the method in a real browser: chosen, compared, and never changed silently."""

import re

from playwright.sync_api import Page, expect

from scoring.answers.products import CHAIR
from tests.browser.saved import bookmark, keep, names
from tests.browser.visitors import follow
from tests.browser.watched import Watch, check_accessibility, check_html, check_width

LATER = "v8.1.0"


def score(page: Page) -> str:
    expect(page.locator("html")).not_to_have_class(re.compile("opening"))
    return page.locator("#score").inner_text()


def in_version(page: Page, version: str) -> None:
    follow(page.locator(f'a[data-in-version="{version}"]'))
    expect(page.locator("body")).to_have_attribute("data-version", version)
    expect(page).to_have_url(re.compile(rf"/versions/{version}/[a-z]+/#{version}/ecs/"))
    expect(page.locator("html")).not_to_have_class(re.compile("opening"))


def test_the_same_product_opens_in_the_other_version_and_back(page: Page) -> None:
    page.goto("/textile/")
    first = score(page)
    page.get_by_label("Masse du produit fini").fill("0,34")
    expect(page.locator("#score")).not_to_have_text(first)
    changed = score(page)
    in_version(page, LATER)
    expect(page.get_by_label("Masse du produit fini")).to_have_value("0,34")
    expect(page.locator("#score")).not_to_have_text(changed)
    expect(page.get_by_text(f"Version {LATER}, pas pour les déclarations.")).to_be_visible()
    in_version(page, "v7.0.0")
    expect(page.locator("#score")).to_have_text(changed)
    expect(page.get_by_text("pas pour les déclarations")).to_have_count(0)


def test_the_page_of_differences_is_accessible_and_leads_back(page: Page, watch: Watch) -> None:
    page.goto("/textile/")
    first = score(page)
    page.get_by_label("Masse du produit fini").fill("0,34")
    expect(page.locator("#score")).not_to_have_text(first)
    changed = score(page)
    follow(page.get_by_role("button", name=f"Comparer avec {LATER}"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"De v7.0.0 à {LATER}"))
    expect(page.locator(".versions-scores dd").first).to_contain_text(changed)
    check_html(page.content())
    check_accessibility(page)
    check_width(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    check_accessibility(page, "html", "color-contrast")
    check_width(page)
    follow(page.get_by_role("link", name="Revenir au produit en v7.0.0"))
    expect(page.get_by_label("Masse du produit fini")).to_have_value("0,34")


def test_without_scripts_a_form_changes_the_version(plain: Page) -> None:
    plain.goto("/textile/")
    plain.get_by_label("Masse du produit fini").fill("0,34")
    follow(plain.locator(f'button[formaction="/versions/{LATER}/textile/"]'))
    expect(plain.locator("body")).to_have_attribute("data-version", LATER)
    expect(plain.get_by_label("Masse du produit fini")).to_have_value("0,34")
    follow(plain.get_by_role("button", name="Comparer avec v7.0.0"))
    expect(plain.get_by_role("heading", level=1)).to_have_text(re.compile(f"De {LATER} à v7.0.0"))


def test_the_same_request_is_another_simulation_in_another_version(page: Page) -> None:
    page.goto("/objet/")
    score(page)
    page.locator("#open-save").click()
    page.get_by_label("Nom de la simulation").fill("Chaise")
    page.locator("#save-button").click()
    expect(page.locator("#current-name")).to_have_text("Chaise")
    page.keyboard.press("Escape")
    in_version(page, LATER)
    # What the page shows is not what was saved: it may be saved beside it, and replaces nothing.
    expect(page.locator("#current-name")).not_to_have_text("Chaise")
    page.locator("#open-save").click()
    page.get_by_label("Nom de la simulation").fill("Chaise d'après")
    page.locator("#save-button").click()
    expect(page.locator("#saved-messages")).to_contain_text("enregistrée")
    assert sorted(names(page)) == ["Chaise", "Chaise d'après"]
    link = page.locator("#saved").get_by_role("link", name="Chaise", exact=True)
    expect(link).to_have_attribute("href", re.compile(r"^/versions/v7\.0\.0/objet/#v7\.0\.0/"))


def test_a_version_that_is_not_installed_shows_nothing_else(page: Page, watch: Watch) -> None:
    watch.expect("404 (Not Found)")
    old = bookmark("Chaise", CHAIR, version={"hash": "v9.9.9", "tag": "v9.9.9"})
    keep(page, "/objet/", [old])
    page.locator("#open-save").click()
    page.locator("#saved").get_by_role("link", name="Chaise").click()
    expect(
        page.get_by_text("La version v9.9.9 de la méthode n’est pas installée ici")
    ).to_be_visible()
    expect(page.locator("#score")).to_have_count(0)

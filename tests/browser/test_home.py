"""The small simulator of the home page in a real browser."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.simulations import answer_of, french
from tests.browser.visitors import follow
from tests.browser.watched import Watch, check_accessibility, check_html, check_width
from tests.site.server import Server

GARMENT = {
    "product": "pull",
    "mass": 0.4,
    "materials": [{"id": "ei-coton", "share": 1}],
    "countryFabric": "CN",
    "countryDyeing": "CN",
    "countryMaking": "CN",
    "countrySpinning": "CN",
}


def test_a_garment_is_scored_as_it_is_described_then_opens_in_the_simulator(
    page: Page, instance: Server, requests: list[Request]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    check_width(page)
    wanted = french(answer_of(instance, "textile/simulator", GARMENT)["impacts"]["ecs"])
    page.get_by_label("Masse du produit fini").fill("0,4x")
    expect(page.locator("#error-mass")).to_contain_text("n’est pas une unité")
    expect(page.locator("#score")).to_have_count(0)
    page.get_by_label("Masse du produit fini").fill("400 g")
    expect(page.locator("#read-mass")).to_contain_text("0,4")
    expect(page.locator("#error-mass")).to_be_hidden()
    page.get_by_label("Catégorie de produit").select_option("pull")
    expect(page.locator("#score")).to_have_text(wanted)
    expect(page.locator("#announce")).to_contain_text(wanted)
    expect(page.locator("#try-command")).to_contain_text('"product": "pull"')
    check_accessibility(page)
    check_html(page.content())
    follow(page.get_by_role("link", name="Détailler ce vêtement"))
    expect(page.locator("#score")).to_have_text(wanted)
    assert urlsplit(page.url).path == "/textile/"
    # What was typed is in no URL that the server sees.
    assert all("pull" not in request.url.partition("#")[0] for request in requests)


def test_a_score_that_is_not_that_of_the_form_is_said_to_be_so(page: Page, watch: Watch) -> None:
    watch.expect("Failed to load resource", "htmx:sendError")
    page.goto("/")
    expect(page.locator("#try-unanswered")).to_be_hidden()
    page.context.set_offline(True)
    page.get_by_label("Catégorie de produit").select_option("jean")
    expect(page.locator("#try-unanswered")).to_contain_text("n’a pas répondu")
    page.context.set_offline(False)
    page.get_by_label("Catégorie de produit").select_option("pull")
    expect(page.locator("#try-unanswered")).to_be_hidden()
    expect(page.locator("#try-result")).to_contain_text("Pull")


@pytest.mark.parametrize("address", ["/", "/textile/estimation/"])
def test_the_mark_of_a_field_stays_beside_its_last_word_on_a_phone(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    # A word that is as wide as its column alone has no room for the mark.
    alone = page.evaluate(
        """() => [...document.querySelectorAll(".label > .help")].filter((mark) => {
          const texts = document.createTreeWalker(mark.parentElement, NodeFilter.SHOW_TEXT);
          let text;
          while (texts.nextNode() && !mark.contains(texts.currentNode))
            if (texts.currentNode.data.trim()) text = texts.currentNode;
          const end = text.data.trimEnd().length;
          const range = document.createRange();
          range.setStart(text, text.data.slice(0, end).search(/\\S+$/));
          range.setEnd(text, end);
          const word = range.getBoundingClientRect();
          const { top, bottom, width } = mark.getBoundingClientRect();
          const fits = word.width + width + 8 < mark.parentElement.clientWidth;
          return fits && (bottom < word.top || top > word.bottom);
        }).map((mark) => mark.textContent)"""
    )
    assert alone == []

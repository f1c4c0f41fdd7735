"""What is done on a page before its scripts have come is done once they have."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.simulations import answer_of, french, query_of
from tests.catalogue.files import lines, pull
from tests.site.server import Server

# All but the one that every page begins with.
SCRIPTS = re.compile(r"/static/.*/(?!start\b)[^/]*\.js$")


@contextmanager
def without_scripts_yet(page: Page, address: str) -> Iterator[None]:
    """The page as a slow line shows it; its scripts come at the end of the block."""
    held: list[Route] | None = []

    def hold(route: Route) -> None:
        if held is None:
            route.continue_()
        else:
            held.append(route)

    page.route(SCRIPTS, hold)
    page.goto(address, wait_until="commit")
    expect(page.locator("footer")).to_be_visible()
    yield
    assert held
    late, held = held, None
    for route in late:
        route.continue_()


def test_a_button_pressed_early_opens_its_dialog_once(page: Page) -> None:
    with without_scripts_yet(page, "/textile/"):
        page.locator("#open-save").click()
        for _ in range(2):
            page.locator("#open-product").click()
        expect(page.locator("dialog:modal")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator("dialog:modal")).to_have_count(1)
    page.get_by_role("searchbox").fill("jupe")
    page.keyboard.press("Enter")
    expect(page.locator("#open-product")).to_contain_text("Jupe")


def test_a_mass_typed_early_is_computed_and_can_be_undone(page: Page, instance: Server) -> None:
    with without_scripts_yet(page, "/textile/"):
        page.locator("#field-mass").fill("0,3")
        page.locator("#field-countryMaking").select_option("FR")
        page.locator("#open-save").click()
    expect(page.get_by_role("dialog", name="Sauvegarder")).to_be_visible()
    expect(page.locator("#save-name")).to_have_value(re.compile("0,3 kg"))
    query = query_of(page)
    assert (query["mass"], query["countryMaking"]) == (0.3, "FR")
    expected = answer_of(instance, "textile/simulator", query)["impacts"]["ecs"]
    expect(page.locator("#score")).to_have_text(french(expected))
    page.keyboard.press("Escape")
    page.locator("#undo").click()
    expect(page.locator("#field-mass")).to_have_value("0,17")
    expect(page.locator("#field-countryMaking")).to_have_value("CN")


def unfold_an_explanation(page: Page) -> None:
    page.locator("#stage-making > summary").click()
    page.locator("#stage-making .explain > summary").click()


def choose_a_file(page: Page) -> None:
    file: Any = {"name": "a.csv", "mimeType": "text/csv", "buffer": lines([pull()])}
    page.locator("#file").set_input_files(file)


@pytest.mark.parametrize(
    ("address", "act", "place", "shown"),
    [
        ("/textile/", unfold_an_explanation, "#explain-making", "Électricité"),
        ("/catalogue/", choose_a_file, "#reading-file", "a.csv"),
        (
            "/",
            lambda page: page.get_by_label("Catégorie de produit").select_option("pull"),
            "#try-result",
            "Pull",
        ),
        (
            "/explorateur/alimentaire/ingredients/",
            lambda page: page.get_by_label("Rechercher").fill("pomme de terre"),
            "main",
            "lignes pour « pomme de terre »",
        ),
    ],
)
def test_what_is_typed_chosen_or_unfolded_early_is_answered(
    page: Page, address: str, act: Callable[[Page], object], place: str, shown: str
) -> None:
    with without_scripts_yet(page, address):
        act(page)
    expect(page.locator(place)).to_contain_text(shown)

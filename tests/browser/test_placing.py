"""The scroll position survives re-rendering, and what is new has the focus."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.simulations import current, query_of
from tests.browser.watched import check_width

SIZES = [(1280, 900), (1366, 650), (390, 844)]


def top(part: Locator) -> float:
    return float(part.evaluate("node => node.getBoundingClientRect().top"))


def pick(page: Page, words: str) -> None:
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_material_is_added_where_one_is(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/textile/")
    page.locator("#field-material-0-share").fill("62,5")
    expect(page.locator("#shares")).to_contain_text("62,5")
    page.locator("#add-material").scroll_into_view_if_needed()
    section = page.locator("#required")
    before = top(section)
    page.locator("#add-material").click()
    pick(page, "elasthane")
    share = page.locator("#field-material-1-share")
    expect(share).to_be_focused()
    expect(share).to_be_in_viewport()
    # The share that the first leaves.
    expect(share).to_have_value("37,5")
    expect(page.locator("#shares")).to_have_class("shares")
    # A line below the screen may scroll the page by its own height.
    assert before - 250 <= top(section) <= before + 1
    check_width(page)
    share.press_sequentially("40")
    expect(share).to_have_value("40")
    before = top(section)
    page.get_by_role("button", name="Retirer Elasthane").click()
    expect(share).to_have_count(0)
    assert abs(top(section) - before) <= 1
    expect(page.locator("body")).not_to_be_focused()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_form_drawn_again_stays_under_the_eyes(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/textile/")
    country = page.locator("#field-countryMaking")
    country.scroll_into_view_if_needed()
    before = top(country)
    country.select_option("FR")
    expect(page.locator("#field-airTransportRatio")).to_have_count(0)
    assert abs(top(country) - before) <= 1
    page.locator("#mode-exploratory").press("Enter")
    expect(page.locator("#field-makingWaste")).to_be_attached()
    page.locator("#stage-ennobling > summary").click()
    switch = page.locator("#step-ennobling")
    switch.scroll_into_view_if_needed()
    before = top(switch)
    switch.press("Space")
    expect(page.locator("#stage-ennobling")).to_have_class("fold stage stage-ennobling off")
    assert abs(top(switch) - before) <= 1
    expect(switch).to_be_focused()


def test_what_changes_above_moves_nothing(page: Page) -> None:
    page.goto("/textile/")
    page.locator("#add-material").click()
    pick(page, "elasthane")
    expect(page.locator("#field-material-1-share")).to_be_focused()
    country = page.locator("#field-countryMaking")
    country.focus()
    country.select_option("IN")
    expect(page.locator("#held-making")).to_contain_text("Inde")
    # An element being re-rendered has no position.
    current(page)
    page.evaluate("scrollTo(0, 200)")
    before = top(country)
    page.keyboard.press("Control+z")
    expect(country).to_have_value("CN")
    page.keyboard.press("Control+z")
    expect(page.locator("#field-material-1-share")).to_have_count(0)
    assert abs(top(country) - before) <= 1


def test_what_was_open_stays_open(page: Page) -> None:
    page.goto("/textile/")
    explained = page.locator("#explain-material")
    page.locator("#stage-material > summary").click()
    page.locator("#stage-material .explain summary").click()
    expect(explained.locator("table").first).to_be_visible()
    country = page.locator("#field-countryMaking")
    country.scroll_into_view_if_needed()
    before = top(country)
    with page.expect_response("**/explication/"):
        country.select_option("FR")
    expect(explained.locator("table").first).to_be_attached()
    expect(page.locator("#stage-material details.explain")).to_have_attribute("open", "")
    assert abs(top(country) - before) <= 1
    column = page.locator(".results-column")
    column.evaluate("node => { node.style.maxHeight = '20rem'; node.scrollTop = 120; }")
    page.locator("#field-countryMaking").select_option("IN")
    expect(page.locator("#field-airTransportRatio")).to_be_attached()


def test_trims_of_ones_own_begin_at_the_new_one(page: Page) -> None:
    page.goto("/textile/")
    page.locator("#open-product").click()
    pick(page, "jean")
    expect(page.locator("#trims .line")).to_have_count(2)
    page.locator("#trims > summary").click()
    page.locator("#add-trim").click()
    pick(page, "zip long")
    expect(page.locator("#trims .line")).to_have_count(3)
    expect(page.locator("#field-trim-2-quantity")).to_be_focused()


def test_the_other_simulators_go_to_the_new_line(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 650})
    page.goto("/alimentaire/")
    page.locator("#add-ingredient").click()
    pick(page, "mangue bio")
    expect(page.locator("#field-ingredient-4-mass")).to_be_focused()
    page.locator("#add-packaging").scroll_into_view_if_needed()
    page.locator("#add-packaging").click()
    pick(page, "verre")
    expect(page.locator("#field-packaging-1-mass")).to_be_focused()
    expect(page.locator("#field-packaging-1-mass")).to_be_in_viewport()
    page.goto("/objet/")
    page.locator("#add-component").click()
    pick(page, "dossier")
    expect(page.locator("#field-component-1-name")).to_be_focused()
    page.locator("#add-own").click()
    pick(page, "acier")
    amount = page.locator("#field-component-2-element-0-amount")
    expect(amount).to_be_focused()
    expect(amount).to_be_in_viewport()
    page.locator("#add-element-2").click()
    pick(page, "acier")
    expect(page.locator("#field-component-2-element-1-amount")).to_be_focused()


def test_a_new_material_takes_nothing_when_nothing_is_missing(page: Page) -> None:
    page.goto("/textile/")
    page.locator("#add-material").click()
    pick(page, "elasthane")
    expect(page.locator("#field-material-1-share")).to_have_value("0")
    assert query_of(page)["materials"][1]["share"] == 0

"""The textile form's layout: results one tap away, and no part with an error stays folded."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.simulations import unfold
from tests.browser.visitors import follow
from tests.browser.watched import Watch, check_accessibility, check_width

DEFAULT_SCORE = "1\u202f586"
MOST_STOPS = 15


def test_on_a_phone_the_bar_leads_to_the_result_and_shares_it(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/textile/")
    bar = page.locator(".score-bar")
    expect(bar).to_contain_text(DEFAULT_SCORE)
    page.locator("#stage-eol > summary").scroll_into_view_if_needed()
    bar.get_by_role("link").click()
    expect(page.locator("#results")).to_be_focused()
    expect(page.locator("#score")).to_be_in_viewport()
    expect(page.locator("#open-save")).to_be_in_viewport()
    bar.get_by_role("button", name="Partager").click()
    expect(page.get_by_role("dialog", name="Partager")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#bar-share")).to_be_focused()
    check_width(page)
    check_accessibility(page)


def test_few_tab_stops_lead_to_saving(page: Page) -> None:
    page.goto("/textile/")
    skip = page.get_by_role("link", name="Aller au résultat")
    skip.focus()
    expect(skip).to_be_visible()
    stops = 1
    while not page.locator("#open-save").evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
        stops += 1
        assert stops <= MOST_STOPS
    skip.press("Enter")
    expect(page.locator("#results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#open-save")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1366, 650), (390, 844)])
def test_an_error_opens_what_it_is_folded_in_and_leaves_the_result(
    page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/textile/")
    unfold(page, "price")
    page.locator("#field-price").fill("30")
    expect(page.locator("#held-durability")).to_contain_text("30\u202f€")
    score = page.locator("#score").inner_text()
    # Folded before the response arrives, which may be at once.
    page.evaluate(
        """() => {
            const price = document.getElementById("field-price");
            price.value = "2000";
            price.dispatchEvent(new Event("input", { bubbles: true }));
            document.getElementById("stage-durability").open = false;
        }"""
    )
    expect(page.locator("#error-price")).to_be_visible()
    expect(page.locator("#score")).to_have_count(0)
    expect(page.locator(".former .score strong")).to_have_text(score)
    check_accessibility(page, "#results")
    # The error leads to its field, wherever one is.
    page.locator("#stage-durability > summary").click()
    page.locator("#results .notice.error").get_by_role("link").click()
    expect(page.locator("#field-price")).to_be_focused()
    page.locator("#field-price").fill("30")
    expect(page.locator("#score")).to_have_text(score)
    expect(page.locator(".former")).to_have_count(0)
    # Parts stay unfolded when re-rendered.
    page.locator("#field-countryMaking").select_option("FR")
    expect(page.locator("#held-making")).to_contain_text("France")
    expect(page.locator("#field-price")).to_be_visible()


def test_without_scripts_what_has_an_error_is_open(plain: Page, watch: Watch) -> None:
    watch.expect("400 (Bad Request)")
    plain.goto("/textile/")
    unfold(plain, "price")
    plain.locator("#field-price").fill("2000")
    follow(plain.locator("p.submit button").last)
    expect(plain.locator("#error-price")).to_be_visible()
    expect(plain.locator("#trims .lines")).not_to_be_visible()


@pytest.mark.parametrize("address", ["/textile/", "/"])
@pytest.mark.parametrize("width", [1366, 390])
def test_a_score_of_any_length_leaves_its_facts_in_its_card(
    page: Page, width: int, address: str
) -> None:
    page.set_viewport_size({"width": width, "height": 650})
    page.goto(address)
    for mass in ("0,2", "2", "17", "170", "9999"):
        before = page.locator("#score").inner_text()
        page.get_by_label("Masse du produit fini").fill(mass)
        expect(page.locator("#score")).not_to_have_text(before)
        outside = page.evaluate(
            """() => {
              const card = document.querySelector(".score-card").getBoundingClientRect();
              const told = [...document.querySelectorAll(
                ".score-card :is(dt, dd, .score, .score-unit, .score-change)")];
              const boxes = told.map((one) => [one, one.getBoundingClientRect()]);
              const inline = (one) => getComputedStyle(one).display === "inline";
              const cut = ([one, box]) => box.right > card.right
                || (!inline(one) && one.scrollWidth > one.clientWidth + 1);
              const over = ([one, box]) => one.matches("dt") && boxes.some(([other, its]) =>
                other.matches(".score, .score-change, .score-unit") && its.right > box.left + 1
                && its.bottom > box.top + 1 && its.top < box.bottom - 1 && its.left < box.right);
              return boxes.filter((one) => cut(one) || over(one)).map(([one]) => one.textContent);
            }"""
        )
        assert outside == [], (mass, outside)

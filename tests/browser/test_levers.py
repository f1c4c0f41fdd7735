"""Someone who does not know the method lowers the score of the T-shirt shown initially."""

from playwright.sync_api import Page, expect

from tests.browser.watched import check_accessibility, check_width

DEFAULT_SCORE = "1\u202f586"


def score(page: Page) -> int:
    return int(page.locator("#score").inner_text().replace("\u202f", ""))


def test_one_press_lowers_the_score_under_half_and_another_undoes_it(page: Page) -> None:
    page.goto("/textile/")
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    page.get_by_role("link", name="Réduire le score").click()
    together = page.get_by_role("button", name="Appliquer l’ensemble")
    expect(together).to_be_visible()
    undo = page.get_by_role("button", name="Annuler le dernier changement")
    expect(undo).to_have_count(0)
    # The cost of defaults is also shown next to their fields.
    expect(page.locator("#field-price").locator("xpath=../..")).to_contain_text("coûte au plus")
    check_accessibility(page)
    together.click()
    expect(page.locator("#score-change")).to_contain_text("depuis le dernier changement")
    assert score(page) < int(DEFAULT_SCORE.replace("\u202f", "")) / 2
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    # There is nothing left to undo, and the keyboard goes on from the panel.
    expect(undo).to_have_count(0)
    expect(page.locator("#reduce > summary")).to_be_focused()


def test_levers_fit_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/textile/")
    page.get_by_role("link", name="Réduire le score").click()
    page.get_by_role("button", name="Appliquer l’ensemble").click()
    expect(page.locator("#score-change")).to_be_visible()
    check_width(page)

"""Each change of a simulator can be undone and redone, with its buttons and the browser's."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.simulations import link_of, query_of, unfold
from tests.browser.visitors import follow
from tests.conformance.test_textile import PORTAL_TSHIRT

DEFAULT_SCORE = "1\u202f586"


def change(page: Page, label: str, text: str) -> str:
    """Type into a field and leave it; returns the score once it has changed."""
    before = page.locator("#results").get_attribute("data-fragment") or ""
    field = page.get_by_role("textbox", name=label)
    field.fill(text)
    field.blur()
    expect(page.locator("#results")).not_to_have_attribute("data-fragment", before)
    query_of(page)
    return page.locator("#score").inner_text()


def test_back_and_forward_go_through_the_changes(page: Page, requests: list[Request]) -> None:
    page.goto("/textile/")
    lighter = change(page, "Masse du produit fini", "0,12")
    unfold(page, "price")
    dearer = change(page, "Prix neuf", "45")
    score, mass, price = (
        page.locator(f"#{name}") for name in ("score", "field-mass", "field-price")
    )
    page.go_back()
    expect(score).to_have_text(lighter)
    expect(price).to_have_value("")
    assert "price" not in query_of(page)
    page.go_back()
    expect(score).to_have_text(DEFAULT_SCORE)
    expect(mass).to_have_value("0,17")
    page.go_forward()
    expect(score).to_have_text(lighter)
    expect(mass).to_have_value("0,12")
    page.go_forward()
    expect(score).to_have_text(dearer)
    assert query_of(page)["price"] == 45
    for request in requests:
        assert "ecs/" not in urlsplit(request.url).path
        assert not urlsplit(request.url).query


def test_buttons_and_keys_undo_and_redo(page: Page) -> None:
    page.goto("/textile/")
    undo, redo = (
        page.get_by_role("button", name="Annuler"),
        page.get_by_role("button", name="Rétablir"),
    )
    expect(undo).to_be_disabled()
    expect(redo).to_be_disabled()
    lighter = change(page, "Masse du produit fini", "0,12")
    undo.press("Enter")
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    expect(undo).to_be_disabled()
    expect(undo).to_be_focused()
    redo.click()
    expect(page.locator("#score")).to_have_text(lighter)
    expect(redo).to_be_disabled()
    page.keyboard.press("Control+z")
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    page.keyboard.press("Control+y")
    expect(page.locator("#score")).to_have_text(lighter)
    # In a text field, the shortcuts are the browser's own.
    page.locator("#field-mass").press("End")
    page.keyboard.type("5")
    page.keyboard.press("Control+z")
    expect(page.locator("#field-mass")).to_have_value("0,12")
    # A change after an undo leaves nothing to redo.
    undo.click()
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    unfold(page, "price")
    change(page, "Prix neuf", "45")
    expect(redo).to_be_disabled()


def test_a_field_typed_back_to_what_it_was_is_no_step(page: Page) -> None:
    page.goto("/textile/")
    undo = page.get_by_role("button", name="Annuler")
    redo = page.get_by_role("button", name="Rétablir")
    score, mass = page.locator("#score"), page.locator("#field-mass")
    mass.press("End")
    page.keyboard.type("5")
    expect(score).not_to_have_text(DEFAULT_SCORE)
    page.keyboard.press("Backspace")
    expect(score).to_have_text(DEFAULT_SCORE)
    expect(undo).to_be_disabled()
    lighter = change(page, "Masse du produit fini", "0,12")
    mass.press("End")
    page.keyboard.type("5")
    expect(score).not_to_have_text(lighter)
    page.keyboard.press("Backspace")
    expect(score).to_have_text(lighter)
    expect(redo).to_be_disabled()
    undo.click()
    expect(score).to_have_text(DEFAULT_SCORE)
    redo.click()
    expect(score).to_have_text(lighter)
    expect(redo).to_be_disabled()


def test_what_is_typed_into_one_field_is_one_step(page: Page) -> None:
    page.goto("/textile/")
    mass = page.locator("#field-mass")
    mass.fill("")
    for letter in "0,25":
        with page.expect_response("**/fragment/"):
            mass.press(letter)
    assert query_of(page)["mass"] == 0.25
    page.go_back()
    expect(mass).to_have_value("0,17")
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    expect(page.locator("#undo")).to_be_disabled()


def test_reset_is_undone(page: Page) -> None:
    page.goto("/textile/")
    page.get_by_role("button", name="Mode exploratoire").click()
    unfold(page, "makingWaste")
    expect(page.locator("#field-makingWaste")).to_be_visible()
    changed = change(page, "Taux de perte en confection", "40")
    page.get_by_role("button", name="Réinitialiser le produit").click()
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("#score")).to_have_text(changed)
    expect(page.locator("#field-makingWaste")).to_have_value("40")
    expect(page.get_by_role("button", name="Réinitialiser le produit")).to_be_enabled()


def test_a_wrong_value_is_a_step_too(page: Page) -> None:
    page.goto("/textile/")
    unfold(page, "price")
    dearer = change(page, "Prix neuf", "45")
    page.get_by_label("Nombre de références").fill("-3")
    expect(page.locator("#error-numberOfReferences")).not_to_be_empty()
    page.get_by_label("Nombre de références").blur()
    page.go_back()
    expect(page.locator("#score")).to_have_text(dearer)
    expect(page.get_by_label("Nombre de références")).to_have_value("")
    page.go_forward()
    expect(page.locator("#error-numberOfReferences")).not_to_be_empty()
    expect(page.get_by_label("Nombre de références")).to_have_value("-3")


def test_a_page_loaded_again_is_what_it_was(page: Page) -> None:
    page.goto("/textile/")
    page.get_by_role("button", name="Mode exploratoire").click()
    unfold(page, "makingWaste")
    expect(page.locator("#field-makingWaste")).to_be_visible()
    score = change(page, "Masse du produit fini", "250 g")
    page.reload()
    expect(page.locator("#score")).to_have_text(score)
    expect(page.locator("#field-mass")).to_have_value("250 g")
    expect(page.locator("#field-makingWaste")).to_be_attached()
    page.get_by_role("button", name="Réinitialiser le produit").click()
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)
    page.go_back()
    expect(page.locator("#score")).to_have_text(score)


def test_a_page_one_comes_back_to_stands_where_it_stood(page: Page) -> None:
    page.goto("/textile/")
    change(page, "Masse du produit fini", "0,25")
    method = page.get_by_role("link", name="La méthode textile").first
    method.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 100
    follow(method)
    page.go_back()
    expect(page.locator("#score")).to_be_visible()
    expect(method).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - before) <= 1


def test_a_link_opened_on_the_page_is_left_again(page: Page) -> None:
    page.goto("/textile/")
    lighter = change(page, "Masse du produit fini", "0,12")
    page.goto(f"/textile/#{link_of(PORTAL_TSHIRT)}")
    expect(page.locator("#score")).to_have_text("1\u202f755")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("#score")).to_have_text(lighter)
    page.go_forward()
    expect(page.locator("#score")).to_have_text("1\u202f755")
    page.goto("/textile/#ecs/$$$")
    expect(page.get_by_role("heading", name="Ce lien ne peut pas être ouvert")).to_be_visible()
    page.go_back()
    expect(page.locator("#score")).to_have_text("1\u202f755")
    expect(page.locator("#open-save")).to_be_enabled()


@pytest.mark.parametrize("address", ["/alimentaire/", "/objet/", "/veli/"])
def test_the_other_simulators_undo_too(page: Page, address: str) -> None:
    page.goto(address)
    before = page.locator("#score").inner_text()
    lines = page.locator("#simulator-form .line.input-row")
    count = lines.count()
    opener = page.locator("#add-ingredient, #add-own").first
    opener.click()
    page.locator("dialog:modal [data-value]").first.click()
    expect(lines).to_have_count(count + 1)
    expect(page.locator("#score")).not_to_have_text(before)
    after = page.locator("#score").inner_text()
    page.go_back()
    expect(lines).to_have_count(count)
    expect(page.locator("#score")).to_have_text(before)
    page.get_by_role("button", name="Rétablir").click()
    expect(lines).to_have_count(count + 1)
    expect(page.locator("#score")).to_have_text(after)


def test_going_back_closes_what_was_open(page: Page) -> None:
    page.goto("/textile/")
    change(page, "Masse du produit fini", "0,12")
    page.locator("#open-save").click()
    page.go_back()
    expect(page.locator("dialog:modal")).to_have_count(0)
    expect(page.locator("#score")).to_have_text(DEFAULT_SCORE)

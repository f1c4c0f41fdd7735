"""Sets and garments in several parts in a real browser."""

from typing import Any

from playwright.sync_api import Page, expect

from scoring.answers.products import POLO, PYJAMAS
from tests.browser.saved import names
from tests.browser.simulations import answer_of, french, link_of, query_of
from tests.browser.visitors import follow
from tests.browser.watched import check_accessibility, check_html, check_width
from tests.site.server import Server


def ecs_of(instance: Server, endpoint: str, query: Any) -> str:
    return french(answer_of(instance, f"textile/{endpoint}", query)["impacts"]["ecs"])


def test_a_garment_gets_parts_and_is_saved_and_opened_again(page: Page, instance: Server) -> None:
    page.goto("/textile/")
    follow(page.get_by_role("link", name="Plusieurs parties"))
    score = page.locator("#score")
    expect(score).to_have_text(ecs_of(instance, "garments", POLO))
    page.locator("#duplicate-1").click()
    expect(page.locator("#item-2")).to_be_visible()
    page.locator("#field-item-2-mass").fill("10 g")
    expect(page.locator("#results")).to_contain_text("0,210")
    query = query_of(page)
    assert [part["mass"] for part in query["components"]] == [0.18, 0.02, 0.01]
    expect(score).to_have_text(ecs_of(instance, "garments", query))
    expect(page.locator(".forms tbody tr")).to_have_count(3)

    page.locator("#delete-0").click()
    expect(page.locator("#item-2")).to_have_count(0)
    expect(page.locator("#main-0")).to_be_checked()
    # The part that is now the main one names no making country.
    expect(page.locator("#results")).to_contain_text("pays de confection")
    page.locator("#field-item-0-countryMaking").select_option("FR")
    expect(page.locator("#error-item-0-countryMaking")).to_have_text("")
    expect(page.locator("#score")).to_be_visible()
    query = query_of(page)
    assert [part["mass"] for part in query["components"]] == [0.02, 0.01]
    expect(score).to_have_text(ecs_of(instance, "garments", query))

    page.locator("#open-save").click()
    page.locator("#save-button").click()
    expect(page.locator("#saved-messages")).to_contain_text("est enregistrée")
    [name] = names(page)
    page.keyboard.press("Escape")
    page.goto("/comparer/")
    item = page.locator("#saved li").filter(has_text=name)
    expect(item).to_contain_text("Textile, plusieurs parties")
    follow(item.get_by_role("link"))
    expect(score).to_have_text(ecs_of(instance, "garments", query))
    assert query_of(page) == query
    check_accessibility(page)
    check_html(page.content())


def test_a_set_is_changed_on_a_phone_and_its_link_opens_it(page: Page, instance: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/#/textile/sets/{link_of(PYJAMAS)}")
    score = page.locator("#score")
    expect(score).to_have_text(ecs_of(instance, "sets", PYJAMAS))
    page.locator("#field-item-1-numberOfItem").fill("5")
    expect(page.locator("#results")).to_contain_text("Lot de 6 articles")
    page.get_by_role("button", name="Ajouter une matière").first.click()
    page.keyboard.type("polyester")
    page.keyboard.press("Enter")
    expect(page.locator("#field-item-0-material-1-share")).to_be_visible()
    page.locator("#more-item-0 summary").click()
    expect(page.locator("#field-item-0-fading")).to_be_visible()
    query = query_of(page)
    assert query["products"][1]["numberOfItem"] == 5
    assert len(query["products"][0]["materials"]) == 2
    expect(score).to_have_text(ecs_of(instance, "sets", query))
    page.locator("#item-1 .explain summary").click()
    expect(page.locator("#explain-item-1")).to_contain_text("Total après durabilité")
    check_accessibility(page)
    check_width(page)


def test_without_scripts_a_set_is_computed(plain: Page) -> None:
    plain.goto("/textile/lot/")
    follow(plain.get_by_role("button", name="Ajouter un article"))
    expect(plain.locator("#item-2")).to_be_visible()
    plain.locator("#field-item-2-product").select_option("pull")
    follow(plain.get_by_role("button", name="Calculer").last)
    expect(plain.locator("#title-item-2")).to_contain_text("Pull")
    expect(plain.locator("#results")).to_contain_text("Lot de 5 articles")

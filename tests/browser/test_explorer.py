"""The explorer in a real browser, with and without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.browser.visitors import another_page, elsewhere, follow

INGREDIENTS = "/explorateur/alimentaire/ingredients/"


def test_rows_follow_the_words_typed(page: Page) -> None:
    page.goto(INGREDIENTS)
    expect(page.locator("tbody tr")).to_have_count(100)
    page.get_by_label("Rechercher").press_sequentially("pomme de terre")
    expect(page.get_by_role("status")).to_contain_text("lignes pour « pomme de terre »")
    expect(page.locator("tbody tr").first).to_contain_text(
        re.compile("pomme de terre", re.IGNORECASE)
    )
    assert page.evaluate("document.activeElement.id") == "recherche"
    page.get_by_role("button", name="Nom", exact=True).click()
    expect(page.get_by_label("Rechercher")).to_have_value("pomme de terre")
    # No address holds what somebody looks for.
    expect(page).to_have_url(re.compile(f"{INGREDIENTS}$"))
    expect(page.get_by_role("columnheader", name="Nom", exact=True)).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_one_search_looks_in_all_tables(page: Page) -> None:
    page.goto("/explorateur/")
    page.get_by_label("Rechercher dans tous les tableaux").press_sequentially("coton biologique")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Matières")
    follow(page.get_by_role("link", name="Coton biologique", exact=True).first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Coton biologique")


def test_names_stay_while_a_phone_scrolls_the_table(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/explorateur/textile/matieres/")
    name = page.get_by_role("rowheader").first
    before = name.bounding_box()
    page.locator(".explorer").evaluate("region => region.scrollTo(400, 0)")
    expect(page.locator(".explorer")).to_have_js_property("scrollLeft", 400)
    assert name.bounding_box() == before


def test_twelve_rows_are_in_sight_on_a_desk(page: Page) -> None:
    for address in ("/explorateur/textile/matieres/", INGREDIENTS):
        page.goto(address)
        twelfth = page.locator(".explorer tbody tr").nth(11).bounding_box()
        assert twelfth is not None
        assert twelfth["y"] + twelfth["height"] <= 900


def test_the_keyboard_alone_opens_a_record_and_goes_back(page: Page) -> None:
    page.goto("/explorateur/textile/matieres/")
    page.get_by_role("link", name="Laine nouvelle filière").first.focus()
    with another_page(page):
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Laine nouvelle filière")
    page.get_by_role("link", name="Retour au tableau : Matières").focus()
    with another_page(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/explorateur/textile/matieres/$"))


def test_a_click_anywhere_in_a_row_opens_its_page(page: Page) -> None:
    page.goto("/explorateur/textile/matieres/")
    row = page.get_by_role("row").filter(has_text="Laine nouvelle filière")
    follow(row.get_by_role("cell").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Laine nouvelle filière")


def test_a_click_on_an_identifier_copies_it(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/explorateur/textile/matieres/")
    row = page.get_by_role("row").filter(has_text="Laine nouvelle filière")
    row.locator("code").click()
    expect(row).to_contain_text("Copié")
    assert page.evaluate("navigator.clipboard.readText()") == "ei-laine-nouvelle-filiere"


def test_a_link_within_a_row_leads_where_it_says(page: Page) -> None:
    page.goto("/explorateur/textile/matieres/")
    row = page.get_by_role("row").filter(has_text="Laine nouvelle filière")
    inner = row.locator("td a").first
    name = inner.inner_text()
    follow(inner)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_header_stays_while_the_rows_go_by(page: Page) -> None:
    page.goto(INGREDIENTS)
    header = page.get_by_role("columnheader", name="Nom", exact=True)
    before = header.bounding_box()
    page.locator(".explorer").evaluate("region => region.scrollTo(0, 2000)")
    after = header.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2
    assert page.locator(".explorer").evaluate("region => region.scrollTop") > 1000


def test_search_works_without_scripts(plain: Page) -> None:
    plain.goto("/explorateur/textile/pays/")
    plain.get_by_label("Rechercher").fill("vietnam")
    follow(plain.get_by_role("button", name="Chercher"))
    expect(plain.locator("tbody tr")).to_have_count(1)


def test_editorial_fragments_of_the_public_service_lead_to_pages_that_exist(page: Page) -> None:
    for fragment, title in (
        ("#/pages/api-faq", "Questions sur l’API"),
        ("#/pages/changelog", "Versions"),
        ("#/pages/accessibilité", "Accessibilité"),
        ("#/pages/mentions-légales", "Mentions légales"),
        ("#/pages/politique-de-confidentialité", "Politique de confidentialité"),
        ("#/pages/cgu", "Conditions d’utilisation"),
        ("#/explore/textile/materials/ei-lin", "Lin"),
        ("#/explore/food/ingredients", "Explorateur : Alimentaire, Ingrédients"),
        ("#/api", "Documentation de l’API"),
    ):
        elsewhere(page)
        page.goto(f"/{fragment}")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)

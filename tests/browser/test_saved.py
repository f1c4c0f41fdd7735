"""The list of saved simulations: rename, delete, export, import, other tabs, broken entries."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.saved import JEANS, THREE, TSHIRT, bookmark, keep, kept, names

PAGE = "/comparer/"


def import_file(page: Page, content: Any) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    page.locator("#import-file").set_input_files(
        {"name": "essai.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def test_a_simulation_is_renamed_with_the_keyboard_alone(page: Page) -> None:
    keep(page, PAGE, THREE, ("textile:Jean délavé",))
    page.get_by_role("button", name="Renommer Jean délavé").press("Enter")
    field = page.get_by_role("textbox", name="Nouveau nom")
    expect(field).to_be_focused()
    page.keyboard.type("Jean brut")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Renommer Jean brut")).to_be_focused()
    assert names(page) == ["T-shirt d'été", "Jean brut", "Gâteau"]
    store = kept(page)
    assert store["comparedSimulations"] == ["textile:Jean brut"]
    assert store["bookmarks"][1]["query"] == JEANS


def test_a_name_that_is_taken_or_empty_is_refused_with_a_reason(page: Page) -> None:
    keep(page, PAGE, THREE)
    page.get_by_role("button", name="Renommer Jean délavé").click()
    field = page.get_by_role("textbox", name="Nouveau nom")
    field.fill("T-shirt d'été")
    field.press("Enter")
    expect(page.get_by_text("Une simulation porte déjà ce nom.")).to_be_visible()
    field.fill("  ")
    field.press("Enter")
    expect(page.get_by_text("Donnez un nom à cette simulation.")).to_be_visible()
    field.press("Escape")
    expect(field).to_be_hidden()
    assert names(page)[1] == "Jean délavé"


def test_a_simulation_is_deleted_once_confirmed(page: Page) -> None:
    keep(page, PAGE, THREE, ("textile:Jean délavé",))
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Supprimer Jean délavé").click()
    assert len(names(page)) == 3
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Supprimer Jean délavé").click()
    expect(page.get_by_role("status").first).to_contain_text("est supprimée")
    assert names(page) == ["T-shirt d'été", "Gâteau"]
    assert kept(page)["comparedSimulations"] == []


def test_another_tab_sees_what_changes(page: Page, context: BrowserContext) -> None:
    keep(page, PAGE, THREE)
    other = context.new_page()
    other.goto(PAGE)
    other.get_by_role("button", name="Renommer Gâteau").click()
    other.get_by_role("textbox", name="Nouveau nom").fill("Tarte")
    other.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("Tarte")
    expect(page.locator("#saved")).not_to_contain_text("Gâteau")


def test_what_is_exported_is_imported_elsewhere(page: Page, context: BrowserContext) -> None:
    strange = {"created": 5, "inconnu": True}
    keep(page, PAGE, [*THREE, strange])
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Exporter mes simulations").click()
    text = Path(awaited.value.path()).read_text(encoding="utf-8")
    assert strange in json.loads(text)["bookmarks"]
    keep(page, PAGE, [])
    expect(page.get_by_text("Aucune simulation enregistrée")).to_be_visible()
    import_file(page, text)
    expect(page.locator("#saved-messages")).to_contain_text(
        "Simulations importées : 3. Déjà enregistrées : 0. Refusées : 1."
    )
    assert names(page) == ["T-shirt d'été", "Jean délavé", "Gâteau"]
    assert kept(page)["bookmarks"] == THREE


def test_a_bad_entry_of_a_file_is_told_and_the_others_come_in(page: Page) -> None:
    keep(page, PAGE, [THREE[0]])
    import_file(
        page,
        [
            bookmark("T-shirt d'été", JEANS),
            bookmark("Le même", TSHIRT),
            {"name": "Sans paramètre"},
            "texte",
            bookmark("Inconnu", {"mass": 1}),
            {"query": TSHIRT},
        ],
    )
    messages = page.locator("#saved-messages")
    expect(messages).to_contain_text("importées : 1. Déjà enregistrées : 1. Refusées : 4.")
    expect(messages).to_contain_text("Entrée 3 : les paramètres manquent.")
    expect(messages).to_contain_text("Entrée 4 : ce n’est pas une simulation.")
    expect(messages).to_contain_text(
        "Entrée 5 : les paramètres ne sont ceux d’aucun secteur connu."
    )
    expect(messages).to_contain_text("Entrée 6 : le nom manque.")
    assert sorted(names(page)) == ["T-shirt d'été", "T-shirt d'été (2)"]


def test_a_file_that_is_no_export_changes_nothing(page: Page) -> None:
    keep(page, PAGE, THREE)
    import_file(page, "pas du JSON")
    expect(page.locator("#saved-messages")).to_contain_text("il n’est pas en JSON")
    import_file(page, {"simulations": []})
    expect(page.locator("#saved-messages")).to_contain_text("la liste « bookmarks » manque")
    assert kept(page)["bookmarks"] == THREE


def test_the_public_services_store_is_taken_over_without_its_token(page: Page) -> None:
    page.goto(PAGE)
    store = {
        "auth2": {"accessToken": "secret", "user": None},
        "bookmarks": [
            {
                "created": 1700000000000,
                "name": "Vélo",
                "query": {"components": []},
                "subScope": "veli",
            },
            {"created": 1700000000001, "name": "Ancien", "query": TSHIRT, "version": None},
            {"created": "hier", "name": "Sans date", "query": JEANS},
        ],
        "comparedSimulations": ["veli:Vélo"],
        "autre": 1,
    }
    page.evaluate("text => localStorage.setItem('store', text)", json.dumps(store))
    page.reload()
    assert sorted(names(page)) == ["Ancien", "Sans date", "Vélo"]
    expect(page.get_by_role("checkbox", name="Vélo", exact=True)).to_be_checked()
    page.get_by_role("checkbox", name="Ancien", exact=True).check()
    expect(page.locator("#view-total thead")).to_contain_text("Ancien")
    after = kept(page)
    assert "auth2" not in after
    assert after["autre"] == 1
    assert after["bookmarks"] == store["bookmarks"]


def test_a_simulation_without_a_version_means_what_an_old_link_does(page: Page) -> None:
    old = {"created": 1700000000001, "name": "Ancien", "query": TSHIRT, "version": None}
    keep(page, f"/versions/v8.1.0{PAGE}", [old])
    link = page.locator("#saved").get_by_role("link", name="Ancien")
    expect(link).to_have_attribute("href", re.compile(r"^/versions/v7\.0\.0/textile/#v7\.0\.0/"))
    expect(page.locator("#saved")).to_contain_text("v7.0.0")


def test_an_unreadable_entry_stays_and_does_not_hide_the_others(page: Page) -> None:
    broken = {"created": 9, "name": "Cassé"}
    keep(page, PAGE, [broken, *THREE])
    expect(page.locator("#saved-messages")).to_contain_text("Entrée 1 : les paramètres manquent.")
    assert len(names(page)) == 3
    page.get_by_role("button", name="Renommer Gâteau").click()
    page.get_by_role("textbox", name="Nouveau nom").fill("Tarte")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("Tarte")
    assert kept(page)["bookmarks"][0] == broken


def test_a_store_that_is_no_json_is_set_aside_and_said(page: Page) -> None:
    page.goto(PAGE)
    page.evaluate("localStorage.setItem('store', '{coupé')")
    page.reload()
    expect(page.locator("#saved-messages")).to_contain_text("store-illisible")
    import_file(page, [bookmark("Neuf", TSHIRT)])
    assert names(page) == ["Neuf"]
    assert page.evaluate("localStorage.getItem('store-illisible')") == "{coupé"


def test_a_browser_that_refuses_storage_is_said(fresh: Page) -> None:
    fresh.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{ get() { throw new DOMException('refused', 'SecurityError'); } });"
    )
    fresh.goto(PAGE)
    expect(fresh.locator("#saved-messages")).to_contain_text("refuse de garder des données")


def test_a_browser_whose_room_is_full_is_said(page: Page) -> None:
    keep(page, PAGE, THREE)
    page.evaluate("localStorage.setItem('plein', 'x'.repeat(5 * 1024 * 1024 - 2000))")
    import_file(page, [bookmark("Trop", TSHIRT | {"mass": 3}, description="x" * 4000)])
    expect(page.locator("#saved-messages")).to_contain_text("est pleine")
    assert kept(page)["bookmarks"] == THREE

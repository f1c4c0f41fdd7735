"""Saving, sharing and downloading the simulation on a simulator's page."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.saved import TSHIRT, bookmark, keep, kept, names
from tests.browser.visitors import elsewhere, open_tab
from tests.browser.watched import check_accessibility, check_width

PAGE = "/textile/"
SAVE, SHARE, DOWNLOAD = "Sauvegarder", "Partager", "Télécharger"


def open_dialog(page: Page, name: str) -> Any:
    page.locator("#simulation").get_by_role("button", name=name).click()
    return page.get_by_role("dialog", name=name)


def change_mass(page: Page, mass: str) -> str:
    """Change the mass, and give the score once it has moved."""
    before = page.locator("#simulation").get_attribute("data-address")
    page.get_by_label("Masse du produit fini").fill(mass)
    expect(page.locator("#simulation")).not_to_have_attribute("data-address", before or "")
    return page.locator("#score").inner_text()


def save_as(page: Page, name: str) -> None:
    dialog = open_dialog(page, SAVE)
    dialog.get_by_label("Nom de la simulation").fill(name)
    dialog.get_by_role("button", name=SAVE, exact=True).click()
    expect(dialog.locator("#saved-messages")).to_contain_text("est enregistrée")


def test_a_shared_address_opens_the_same_product(page: Page, requests: list[Request]) -> None:
    page.goto(PAGE)
    score = change_mass(page, "0.31")
    address = open_dialog(page, SHARE).get_by_label("Adresse de cette simulation").input_value()
    assert "/#/textile/simulator/ecs/" in address
    elsewhere(page)
    page.goto(address)
    expect(page.locator("#score")).to_have_text(score)
    expect(page.get_by_label("Masse du produit fini")).to_have_value("0,31")
    encoded = address.rpartition("/")[2]
    assert all(encoded not in request.url.partition("#")[0] for request in requests)
    assert all("?" not in request.url for request in requests)


def test_a_broken_link_says_so_and_shares_nothing(page: Page) -> None:
    page.goto(f"{PAGE}#ecs/pas-une-simulation")
    expect(page.get_by_role("heading", name="Ce lien ne peut pas être ouvert")).to_be_visible()
    expect(page.locator("#score")).to_have_count(0)
    expect(page.locator("#simulation")).to_have_count(0)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_command_gives_the_score_of_the_page(page: Page) -> None:
    trim = {
        "custom": {"name": "Bouton d'été « l'ancien »"},
        "id": "d56bb0d5-7999-4b8b-b076-94d79099b56a",
        "quantity": 2,
    }
    keep(page, PAGE, [bookmark("Avec apostrophe", TSHIRT | {"trims": [trim]})])
    open_dialog(page, SAVE).get_by_role("link", name="Avec apostrophe").click()
    expect(page.locator("#simulation")).to_have_attribute("data-query", re.compile("l'ancien"))
    command = open_dialog(page, SHARE).locator("#shared-command").inner_text()
    assert command.startswith("curl -sS -X POST http://localhost:")
    ran = subprocess.run(["sh", "-c", command], capture_output=True, check=True, timeout=30)
    answer = json.loads(ran.stdout)
    assert answer["query"]["trims"] == [trim]
    expect(page.locator("#score")).to_have_text(
        f"{answer['impacts']['ecs']:,.0f}".replace(",", "\u202f")
    )


def test_copy_buttons_copy(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    dialog = open_dialog(page, SHARE)
    copied = (("l’adresse", "address"), ("la commande", "command"), ("les paramètres", "json"))
    for what, source in copied:
        dialog.get_by_role("button", name=f"Copier {what}").click()
        expect(dialog.get_by_text("Copié.").last).to_be_visible()
        element = page.locator(f"#shared-{source}")
        shown = element.evaluate("element => element.value ?? element.textContent")
        assert page.evaluate("navigator.clipboard.readText()") == shown
    assert json.loads(shown)["product"] == "tshirt"


def test_a_browser_without_a_clipboard_copies_the_selection(fresh: Page) -> None:
    fresh.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    fresh.goto(PAGE)
    dialog = open_dialog(fresh, SHARE)
    dialog.get_by_role("button", name="Copier la commande").click()
    expect(dialog.get_by_text("Copié.")).to_be_visible()
    assert fresh.evaluate("getSelection().toString()").startswith("curl -sS")


def test_a_saved_product_comes_back_after_a_reload(page: Page) -> None:
    page.goto(PAGE)
    score = change_mass(page, "0.25")
    save_as(page, "  Été léger ")
    assert names(page) == ["Été léger"]
    (saved,) = kept(page)["bookmarks"]
    assert saved["name"] == "Été léger"
    assert saved["query"]["mass"] == 0.25
    assert saved["version"] == {"hash": "v7.0.0", "tag": "v7.0.0"}
    assert saved["description"].startswith("T-shirt / Polo")
    elsewhere(page)
    page.goto(PAGE)
    dialog = open_dialog(page, SAVE)
    link = dialog.get_by_role("link", name="Été léger")
    expect(link).not_to_have_attribute("aria-current", "true")
    link.click()
    expect(page.locator("#score")).to_have_text(score)
    expect(dialog).to_be_hidden()
    expect(page.locator("#simulation").get_by_role("button", name=SAVE)).to_be_focused()
    dialog = open_dialog(page, SAVE)
    expect(dialog.get_by_label("Nom de la simulation")).to_have_value("Été léger")
    expect(dialog.get_by_role("link", name="Été léger")).to_have_attribute("aria-current", "true")


def test_what_cannot_be_saved_says_why(page: Page) -> None:
    page.goto(PAGE)
    save_as(page, "Essai")
    dialog = page.get_by_role("dialog", name=SAVE)
    button = dialog.get_by_role("button", name=SAVE, exact=True)
    reason = dialog.locator("#save-reason")
    expect(button).to_be_disabled()
    expect(reason).to_have_text("Cette simulation est déjà enregistrée.")
    page.keyboard.press("Escape")
    change_mass(page, "0.2")
    dialog = open_dialog(page, SAVE)
    expect(button).to_be_enabled()
    expect(reason).to_be_hidden()
    name = dialog.get_by_label("Nom de la simulation")
    name.fill("Essai")
    expect(button).to_be_disabled()
    expect(reason).to_have_text("Une simulation porte déjà ce nom.")
    name.fill(" ")
    expect(reason).to_have_text("Donnez un nom à cette simulation.")


def test_an_example_proposes_its_name_and_anything_else_its_description(page: Page) -> None:
    page.goto(PAGE)
    name = page.locator("#save-name")
    expect(name).to_have_value(re.compile(r"^T-shirt / Polo.*Coton"))
    page.goto("/textile/exemples/16c16705-3169-41bf-b1b2-6382b00c2118/")
    expect(name).to_have_value('Tshirt coton (150g) - Pakistan - Mode "traditionnelle"')


def test_the_list_of_another_sector_is_left_alone(page: Page) -> None:
    cake = {"ingredients": [{"id": "9cbc31e9-80a4-4b87-ac4b-ddc051c47f69", "mass": 120}]}
    keep(page, PAGE, [bookmark("Gâteau", cake)])
    assert names(page) == []
    save_as(page, "Gâteau")
    assert names(page) == ["Gâteau"]
    assert len(kept(page)["bookmarks"]) == 2


def test_the_record_and_the_files_are_those_of_the_page(
    page: Page, context: BrowserContext, requests: list[Request]
) -> None:
    page.goto(PAGE)
    score = change_mass(page, "0.42")
    page.locator("#save-name").evaluate("(input) => { input.value = 'Mon essai'; }")
    dialog = open_dialog(page, DOWNLOAD)
    record = open_tab(dialog.get_by_role("button", name="Fiche à imprimer"))
    expect(record.locator(".score")).to_contain_text(score)
    expect(record.locator(".record")).to_contain_text("0,420")
    check_accessibility(record)
    check_width(record)
    # The record itself is one sheet; the lines of its calculation begin on the next one.
    record.evaluate("() => document.querySelector('.annex').remove()")
    pages = record.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 1
    record.close()
    with page.expect_download() as awaited:
        dialog.get_by_role("button", name="JSON", exact=True).click()
    answer = json.loads(Path(awaited.value.path()).read_bytes())
    assert answer["query"]["mass"] == 0.42
    with page.expect_download() as awaited:
        dialog.get_by_role("button", name="CSV", exact=True).click()
    text = Path(awaited.value.path()).read_text(encoding="utf-8")
    assert f"Résultat,Coût environnemental,Valeur,{answer['impacts']['ecs']!r},Pts," in text
    assert all("?" not in request.url for request in requests)


@pytest.mark.parametrize(
    ("address", "link", "sector"),
    [
        ("/alimentaire/", "/#/food/ecs/", "food"),
        ("/objet/", "/#/object/simulator/ecs/", "object"),
        ("/veli/", "/#/veli/simulator/ecs/", "veli"),
    ],
)
def test_every_sector_saves_and_shares(page: Page, address: str, link: str, sector: str) -> None:
    page.goto(address)
    score = page.locator("#score").inner_text()
    save_as(page, "Essai")
    assert names(page) == ["Essai"]
    page.keyboard.press("Escape")
    dialog = open_dialog(page, SHARE)
    shared = dialog.get_by_label("Adresse de cette simulation").input_value()
    assert link in shared
    page.keyboard.press("Escape")
    dialog = open_dialog(page, DOWNLOAD)
    with page.expect_download() as awaited:
        dialog.get_by_role("button", name="JSON", exact=True).click()
    found = json.loads(Path(awaited.value.path()).read_bytes())
    assert found["webUrl"] == shared
    elsewhere(page)
    page.goto(shared)
    expect(page.locator("#score")).to_have_text(score)
    page.goto("/comparer/")
    page.get_by_role("checkbox", name="Essai", exact=True).check()
    expect(page.locator("#view-total tbody td")).to_have_text(score)
    assert kept(page)["comparedSimulations"] == [f"{sector}:Essai"]


def test_without_scripts_everything_but_saving_is_there(plain: Page) -> None:
    plain.goto(PAGE)
    expect(plain.get_by_label("Adresse de cette simulation")).to_be_visible()
    expect(plain.get_by_text("curl -sS -X POST")).to_be_visible()
    expect(plain.get_by_text("Les simulations s’enregistrent dans le navigateur")).to_be_visible()
    expect(plain.get_by_role("button", name="Copier l’adresse")).to_be_hidden()
    with plain.expect_download() as awaited:
        plain.get_by_role("button", name="JSON", exact=True).click()
    assert json.loads(Path(awaited.value.path()).read_bytes())["query"]["product"] == "tshirt"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_dialogs_are_accessible(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if width == 390 else "light")
    keep(page, PAGE, [bookmark("Un autre", TSHIRT)])
    for name in (SAVE, SHARE, DOWNLOAD):
        dialog = open_dialog(page, name)
        expect(dialog).to_be_visible()
        check_accessibility(page)
        check_width(page)
        page.keyboard.press("Escape")
        expect(page.locator("#simulation").get_by_role("button", name=name)).to_be_focused()

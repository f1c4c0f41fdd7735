"""Saving on a simulator's page: the name proposed, the simulation opened, updated and copied."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.saved import CAKE, JEANS, TSHIRT, bookmark, keep, kept, names
from tests.browser.simulations import link_of, query_of, unfold
from tests.browser.watched import check_accessibility, check_width
from tests.site.server import Server

PAGE = "/textile/"
SAVE = "Sauvegarder"


def open_dialog(page: Page) -> Locator:
    page.locator("#open-save").click()
    return page.get_by_role("dialog", name=SAVE)


def close(page: Page) -> None:
    page.keyboard.press("Escape")


def fill(page: Page, control: str, text: str) -> None:
    """Fill a field once everything requested is shown, and wait for its figure."""
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    before = page.locator("#results").get_attribute("data-fragment") or ""
    page.locator(f"#field-{control}").fill(text)
    page.locator(f"#field-{control}").blur()
    expect(page.locator("#results")).not_to_have_attribute("data-fragment", before)


def save(page: Page) -> None:
    """Save under the proposed name."""
    dialog = open_dialog(page)
    dialog.locator("#save-button").click()
    expect(dialog.locator("#saved-messages")).to_contain_text("est enregistrée")
    close(page)


def test_what_makes_the_durability_is_in_the_name(page: Page) -> None:
    page.goto(PAGE)
    unfold(page, "price")
    save(page)
    fill(page, "price", "60")
    save(page)
    fill(page, "numberOfReferences", "300")
    save(page)
    page.locator("#field-business").select_option("small-business")
    expect(page.locator("#simulation")).to_have_attribute(
        "data-query", re.compile("small-business")
    )
    save(page)
    first, second, third, fourth = reversed(names(page))
    assert first == "T-shirt / Polo, 0,17 kg, Coton, Chine"
    assert second == "T-shirt / Polo, 0,17 kg, Coton, 60 €, Chine"
    assert third == "T-shirt / Polo, 0,17 kg, Coton, 60 €, 300 références, Chine"
    assert fourth == "T-shirt / Polo, 0,17 kg, Coton, 60 €, 300 références, PME/TPE, Chine"


def test_a_name_that_is_taken_gets_a_number(page: Page) -> None:
    keep(page, PAGE, [bookmark("T-shirt / Polo, 0,17 kg, Coton, Chine", JEANS)])
    expect(page.locator("#save-name")).to_have_value("T-shirt / Polo, 0,17 kg, Coton, Chine (2)")
    save(page)
    assert names(page)[0] == "T-shirt / Polo, 0,17 kg, Coton, Chine (2)"


def test_a_long_name_fits_its_field_and_takes_a_number(page: Page) -> None:
    materials = ["ei-coton", "ei-lin", "ei-chanvre", "ei-viscose", "ei-pet"]
    query = JEANS | {
        "materials": [{"country": "CN", "id": name, "share": 0.2} for name in materials],
        "countrySpinning": "CN",
        "countryFabric": "IN",
        "countryDyeing": "PK",
        "countryMaking": "BD",
        "business": "large-business-with-services",
        "price": 120,
        "numberOfReferences": 4000,
        "printing": {"kind": "substantive", "ratio": 0.2},
    }
    page.goto(f"{PAGE}#{link_of(query)}")
    name = page.locator("#save-name")
    expect(name).to_have_value(
        re.compile(r"^Jean, 0,45 kg, .*, \+ \d, 120 €, 4 000 références, .*Chine → Inde → ")
    )
    assert len(name.input_value()) <= 200
    save(page)
    (kept_name,) = names(page)
    assert len(kept_name) <= 200
    fill(page, "mass", "0,4501")
    assert len(name.input_value()) <= 200


def test_a_button_that_does_nothing_looks_so(page: Page) -> None:
    page.goto(PAGE)
    dialog = open_dialog(page)
    button = dialog.locator("#save-button")
    colour = "node => getComputedStyle(node).backgroundColor + getComputedStyle(node).cursor"
    enabled = button.evaluate(colour)
    button.click()
    expect(button).to_be_disabled()
    expect(dialog.locator("#save-reason")).to_have_text("Cette simulation est déjà enregistrée.")
    assert button.evaluate(colour) != enabled
    button.hover(force=True)
    assert button.evaluate(colour) != enabled
    assert "not-allowed" in str(button.evaluate(colour))
    expect(button).to_be_focused()


def test_what_was_said_goes_with_the_next_change(page: Page) -> None:
    page.goto(PAGE)
    dialog = open_dialog(page)
    messages = dialog.locator("#saved-messages")
    dialog.locator("#save-button").click()
    expect(messages).to_contain_text("est enregistrée")
    dialog.locator("#save-name").press("End")
    dialog.locator("#save-name").press("a")
    expect(messages).to_be_empty()
    dialog.locator("#save-name").press("Backspace")
    close(page)
    fill(page, "mass", "0,2")
    open_dialog(page).locator("#save-button").click()
    expect(messages).to_contain_text("est enregistrée")
    close(page)
    open_dialog(page)
    expect(messages).to_be_empty()
    dialog.locator("#saved a").last.click()
    expect(page.locator("#field-mass")).to_have_value("0,17")
    open_dialog(page)
    expect(messages).to_be_empty()


def test_an_opened_simulation_is_named_and_updated(page: Page) -> None:
    keep(page, PAGE, [bookmark("Été", TSHIRT, 5), bookmark("Jean", JEANS, 4)])
    shown, kind = page.locator("#current-name"), page.locator("#current-kind")
    expect(shown).to_have_text("Produit personnalisé")
    expect(page).to_have_title(re.compile("^Simulateur textile"))
    open_dialog(page).get_by_role("link", name="Été").click()
    expect(shown).to_have_text("Été")
    expect(kind).to_have_text("Simulation enregistrée")
    expect(page).to_have_title(re.compile(r"^Été \| Simulateur textile"))
    fill(page, "mass", "0,21")
    expect(shown).to_have_text("Été (modifiée)")
    expect(page).to_have_title(re.compile(r"^Été \(modifiée\)"))
    dialog = open_dialog(page)
    expect(dialog.locator("#save-name")).to_have_value(re.compile("^T-shirt / Polo, 0,21 kg"))
    dialog.get_by_role("button", name="Mettre à jour « Été »").click()
    expect(dialog.locator("#saved-messages")).to_contain_text("« Été » est mise à jour.")
    expect(dialog.locator("#save-opened")).to_be_hidden()
    expect(dialog.locator("#save-name")).to_be_focused()
    expect(dialog.locator("#save-name")).to_have_value("Été")
    assert names(page) == ["Été", "Jean"]
    updated = kept(page)["bookmarks"][0]
    assert updated["query"] == query_of(page)
    assert updated["created"] == 5
    assert updated["description"].startswith("T-shirt / Polo\u00a0: 0,21")
    close(page)
    expect(shown).to_have_text("Été")
    # What came before is what was opened, changed.
    page.go_back()
    expect(shown).to_have_text("Été (modifiée)")
    page.reload()
    expect(shown).to_have_text("Été (modifiée)")


def test_an_opened_simulation_follows_its_name_and_its_end(page: Page) -> None:
    keep(page, PAGE, [bookmark("Été", TSHIRT, 5)])
    dialog = open_dialog(page)
    dialog.get_by_role("link", name="Été").click()
    expect(page.locator("#current-name")).to_have_text("Été")
    fill(page, "mass", "0,21")
    open_dialog(page).get_by_role("button", name="Renommer Été").click()
    dialog.get_by_role("textbox", name="Nouveau nom").fill("Printemps")
    page.keyboard.press("Enter")
    expect(page.locator("#current-name")).to_have_text("Printemps (modifiée)")
    page.once("dialog", lambda asked: asked.accept())
    dialog.get_by_role("button", name="Supprimer Printemps").click()
    expect(page.locator("#current-name")).to_have_text("Produit personnalisé")
    expect(page).to_have_title(re.compile("^Simulateur textile"))
    expect(dialog.locator("#save-opened")).to_be_hidden()


def test_a_simulation_is_duplicated_and_the_copy_worked_on(page: Page) -> None:
    keep(page, PAGE, [bookmark("Été", TSHIRT, 5)])
    dialog = open_dialog(page)
    dialog.get_by_role("link", name="Été").click()
    expect(page.locator("#current-name")).to_have_text("Été")
    open_dialog(page).get_by_role("button", name="Dupliquer Été").click()
    expect(dialog.locator("#saved-messages")).to_contain_text("« Été (copie) » est créée.")
    expect(dialog.get_by_role("button", name="Renommer Été (copie)")).to_be_focused()
    assert names(page) == ["Été (copie)", "Été"]
    close(page)
    expect(page.locator("#current-name")).to_have_text("Été (copie)")
    fill(page, "mass", "0,21")
    open_dialog(page).get_by_role("button", name="Mettre à jour « Été (copie) »").click()
    masses = {item["name"]: item["query"]["mass"] for item in kept(page)["bookmarks"]}
    assert masses == {"Été (copie)": 0.21, "Été": 0.17}
    dialog.get_by_role("button", name="Dupliquer Été", exact=True).click()
    assert "Été (copie) (2)" in names(page)


def test_of_two_with_the_same_content_the_one_that_was_opened_is_named(page: Page) -> None:
    keep(page, PAGE, [bookmark("Été", TSHIRT, 5), bookmark("Été (copie)", TSHIRT, 6)])
    for name in ("Été", "Été (copie)", "Été"):
        open_dialog(page).get_by_role("link", name=name, exact=True).click()
        expect(page.locator("#current-name")).to_have_text(name)
    fill(page, "mass", "0,3")
    open_dialog(page).get_by_role("link", name="Été (copie)", exact=True).click()
    expect(page.locator("#current-name")).to_have_text("Été (copie)")
    page.goto(f"{PAGE}#ecs/$$$")
    expect(page).to_have_title(re.compile("^Simulateur textile"))


@pytest.mark.parametrize(
    ("address", "query", "proposed"),
    [
        ("/alimentaire/", CAKE, "Oeuf.* FR 120 g"),
        ("/objet/", {"components": []}, "Aucun composant"),
    ],
)
def test_the_other_simulators_name_and_update_too(
    page: Page, address: str, query: dict[str, object], proposed: str
) -> None:
    page.goto(f"{address}#{link_of(query)}")
    expect(page.locator("#save-name")).to_have_value(re.compile(f"^{proposed}"))
    save(page)
    expect(page.locator("#current-name")).to_have_text(re.compile(f"^{proposed}"))
    page.locator("#add-ingredient, #add-component").click()
    page.locator("dialog:modal [data-value]").first.click()
    expect(page.locator("#current-name")).to_have_text(re.compile(r"\(modifiée\)$"))
    open_dialog(page).locator("#update-button").click()
    expect(page.locator("#current-name")).not_to_have_text(re.compile(r"\(modifiée\)$"))
    assert kept(page)["bookmarks"][0]["query"] == query_of(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_panel_of_a_changed_simulation_is_accessible(
    page: Page, instance: Server, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    keep(page, PAGE, [bookmark("Un nom plutôt long " * 10, TSHIRT, 5)])
    open_dialog(page).locator("#saved a").click()
    expect(page.locator("#current-name")).to_contain_text("Un nom")
    fill(page, "mass", "0,21")
    check_width(page)
    dialog = open_dialog(page)
    expect(dialog.locator("#update-button")).to_be_visible()
    check_accessibility(page)
    check_width(page)
